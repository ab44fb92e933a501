/** Samplers that leave rows out beside the plain loops that define them, on tables of many ties and holes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { farthestSums } from '../../../src/core/neighbours/farthest.js';
import { measureOf } from '../../../src/core/neighbours/measure.js';
import { nearestRows } from '../../../src/core/neighbours/nearest.js';
import { type DistanceSpace, distanceSpace } from '../../../src/core/neighbours/space.js';
import type { Params } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { condense } from '../../../src/core/samplers/condensed-nearest-neighbour.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { needless } from '../../../src/core/samplers/one-sided-selection.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import { drawStarts } from '../../../src/core/samplers/seed-rows.js';
import { numbers } from '../made-table.js';
import { naive, TABLES } from '../neighbours/plain-loop.js';
import { engine, inputOf } from './made-input.js';

const N = 120;

const spaceOf = ({ table, rows }: SampleInput) => distanceSpace(table.columns, rows, rows, 'standard');

/** Rows of the table, nearest first. */
const nearOf = (space: DistanceSpace, among: Uint32Array, row: number, k: number): number[] =>
  naive(space, among, row, k).map(({ index }) => among[index]);

/** The class of most rows, the first of those. */
function commonest({ y }: SampleInput, rows: readonly number[]): number {
  const votes = (label: number) => rows.filter((row) => y[row] === label).length;
  return [0, 1, 2].sort((a, b) => votes(b) - votes(a) || a - b)[0];
}

/** One round of Wilson's rule on some rows. */
function edited(input: SampleInput, space: DistanceSpace, left: Uint32Array, k: number, kind: unknown) {
  return left.filter((row) => {
    if (input.y[row] === 2) return true;
    const near = nearOf(space, left, row, k);
    return kind === 'mode'
      ? commonest(input, near) === input.y[row]
      : near.every((other) => input.y[other] === input.y[row]);
  });
}

const countsOf = ({ y }: SampleInput, rows: Uint32Array) =>
  [0, 1, 2].map((label) => rows.filter((row) => y[row] === label).length);

/** Rounds of Wilson's rule, until one changes nothing or goes too far. @param kOf neighbours of a round; 0: none */
function repeated(input: SampleInput, space: DistanceSpace, kOf: (round: number) => number, kind: unknown) {
  const before = countsOf(input, input.rows);
  let left = Uint32Array.from(input.rows);
  for (let round = 0; kOf(round) > 0; round++) {
    const next = edited(input, space, left, kOf(round), kind);
    left = next;
    const now = countsOf(input, next);
    if (now[0] < before[2] || now[1] < before[2] || now.some((count) => count === 0)) break;
  }
  return left;
}

const sampled = (id: string, input: SampleInput) => [...samplers.get(id).sample(input).keep];

for (const [name, columnsOf] of Object.entries(TABLES)) {
  describe(name, () => {
    const made = (id: string, given: Params = {}) => {
      const rng = stream(1, `twins/under/${name}`);
      const input = inputOf(id, columnsOf(rng, N), rng, given);
      assert.ok(countsOf(input, input.rows).every((count, _, all) => count >= all[2]));
      return { input, space: spaceOf(input) };
    };

    test('two rows are measured as the search measures them', () => {
      const { input, space } = made('near-miss');
      const { rows } = input;
      const { squared } = nearestRows(space, rows, rows, rows.length - 1, engine);
      const { index } = nearestRows(space, rows, rows, rows.length - 1, engine);
      const measure = measureOf(space, rows);
      index.forEach((other, i) => {
        const row = Math.floor(i / (rows.length - 1));
        assert.equal(measure.squared(row, other), squared[i]);
      });
    });

    test('farthestSums: the largest distances, the nearer ones first', () => {
      const { input, space } = made('near-miss');
      const candidates = input.rows.filter((row) => row % 2 === 0);
      const queries = input.rows.filter((row) => row % 2 === 1);
      for (const k of [1, 3, candidates.length]) {
        const found = farthestSums(space, candidates, queries, k);
        queries.forEach((row, i) => {
          const all = naive(space, candidates, row, candidates.length).slice(-k);
          assert.equal(
            found[i],
            all.reduce((sum, { squared }) => sum + Math.sqrt(squared), 0),
          );
        });
      }
    });

    for (const kind of ['all', 'mode']) {
      test(`editing, kind_sel=${kind}`, () => {
        const given = { kind_sel: kind };
        const once = made('edited-nearest-neighbours', given);
        assert.deepEqual(sampled('edited-nearest-neighbours', once.input), [
          ...edited(once.input, once.space, once.input.rows, 3, kind),
        ]);
        const often = made('repeated-enn', given);
        const rounds = repeated(often.input, often.space, (round) => (round < 100 ? 3 : 0), kind);
        assert.deepEqual(sampled('repeated-enn', often.input), [...rounds]);
        const growing = made('all-knn', given);
        const all = repeated(growing.input, growing.space, (round) => (round < 3 ? round + 1 : 0), kind);
        assert.deepEqual(sampled('all-knn', growing.input), [...all]);
      });
    }

    test('neighbourhood-cleaning-rule: outvoted rows, and the neighbours of outvoted rows of c', () => {
      const { input, space } = made('neighbourhood-cleaning-rule');
      const { rows, y } = input;
      const gone = new Set(rows);
      for (const row of edited(input, space, rows, 3, 'mode')) gone.delete(row);
      for (const row of rows.filter((row) => y[row] === 2)) {
        const near = nearOf(space, rows, row, 3);
        if (commonest(input, [row, near[0], near[1]]) === 2) continue;
        for (const other of near) if (y[other] !== 2) gone.add(other);
      }
      assert.deepEqual(
        sampled('neighbourhood-cleaning-rule', input),
        [...rows].filter((row) => !gone.has(row)),
      );
    });

    for (const version of [1, 2, 3]) {
      test(`near-miss ${version}`, () => {
        const { input, space } = made('near-miss', { version });
        const { rows, y } = input;
        const minority = rows.filter((row) => y[row] === 2);
        const kept = [...minority];
        for (const label of [0, 1]) {
          const members = rows.filter((row) => y[row] === label);
          const brought = new Set([...minority].flatMap((row) => nearOf(space, members, row, 3)));
          const among = version === 3 ? members.filter((row) => brought.has(row)) : members;
          const score = (row: number) => {
            const all = naive(space, minority, row, minority.length);
            const own = version === 2 ? all.slice(-3) : all.slice(0, 3);
            return own.reduce((sum, { squared }) => sum + Math.sqrt(squared), 0) * (version === 3 ? -1 : 1);
          };
          const first = [...among].sort((a, b) => score(a) - score(b) || a - b);
          kept.push(...first.slice(0, minority.length));
        }
        assert.deepEqual(
          sampled('near-miss', input),
          kept.sort((a, b) => a - b),
        );
      });
    }

    for (const [k, nSeeds] of [
      [1, 1],
      [2, 3],
      [3, 2],
    ]) {
      test(`condensing, ${k} neighbours, ${nSeeds} seeds`, () => {
        const { input, space } = made('condensed-nearest-neighbour', { n_neighbors: k, n_seeds_S: nSeeds });
        for (const start of drawStarts('condensed-nearest-neighbour', input, [])) {
          const { label, members, seeds, minority } = start;
          const store = [...seeds];
          for (const row of members) {
            if (seeds.includes(row)) continue;
            // Of equal distances the smallest class is nearer, but not of none.
            const own = store.toSorted((a, b) => a - b);
            const isCopy = (other: number) => naive(space, Uint32Array.of(other), row, 1)[0].squared === 0;
            const others = own.filter((other) => !isCopy(other));
            const among = Uint32Array.from([...own.filter(isCopy), ...minority, ...others]);
            if (commonest(input, nearOf(space, among, row, start.k)) !== label) store.push(row);
          }
          assert.deepEqual(
            [...condense(input, space, start)],
            store.sort((a, b) => a - b),
          );
        }
      });

      test(`one-sided selection, ${k} neighbours, ${nSeeds} seeds`, () => {
        const { input, space } = made('one-sided-selection', { n_neighbors: k, n_seeds_S: nSeeds });
        for (const start of drawStarts('one-sided-selection', input, [])) {
          const { label, members, seeds, minority } = start;
          const among = Uint32Array.from([...minority, ...seeds]).sort();
          const known = members.filter(
            (row) => !seeds.includes(row) && commonest(input, nearOf(space, among, row, start.k)) === label,
          );
          assert.deepEqual([...needless(input, space, start)], [...known]);
        }
      });
    }
  });
}

test('condensing: of copies of a row that the smallest class has too, one is kept', () => {
  const input = inputOf(
    'condensed-nearest-neighbour',
    [numbers('x', new Array<number>(N).fill(3))],
    stream(2, 'copies'),
  );
  assert.deepEqual(
    countsOf(input, Uint32Array.from(sampled('condensed-nearest-neighbour', input))).slice(0, 2),
    [1, 1],
  );
});
