import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import type { Params, Space } from '../../src/core/params.js';
import { checkParam } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import { searches } from '../../src/core/searches/list.js';
import { Proposals } from '../../src/core/searches/proposals.js';
import type { FinishedTrial } from '../../src/core/searches/search.js';

const SPACE: Record<string, Space> = {
  depth: { low: 2, high: 12, integer: true },
  rate: { low: 0.001, high: 0.3, log: true },
  leaf: { low: 1, high: 100, log: true, integer: true },
  share: { low: 0.2, high: 0.9 },
  kind: { choices: ['sqrt', 0.5, null] },
};

for (const search of searches.all()) {
  describe(`search ${search.id}`, () => {
    const ask = (trials: number, seed = 1): Params[] => {
      const history: FinishedTrial[] = [];
      return Array.from({ length: trials }, (_, number) => {
        const params = search.ask({
          space: SPACE,
          number,
          trials,
          history: [...history],
          rng: stream(seed, 'search', number),
        });
        history.push({ number, params, value: Number(params.share) });
        return params;
      });
    };

    test('stays inside the space', () => {
      for (const { depth, rate, leaf, share, kind } of ask(300)) {
        assert.ok(Number.isInteger(depth) && Number(depth) >= 2 && Number(depth) <= 12);
        assert.ok(Number(rate) >= 0.001 && Number(rate) <= 0.3);
        assert.ok(Number.isInteger(leaf) && Number(leaf) >= 1 && Number(leaf) <= 100);
        assert.ok(Number(share) >= 0.2 && Number(share) <= 0.9);
        assert.ok(['sqrt', 0.5, null].includes(kind as never));
      }
    });

    test('reaches all of it: both ends of whole numbers, every choice, all decades of a log range', () => {
      const all = ask(400);
      assert.deepEqual(
        [...new Set(all.map(({ depth }) => Number(depth)))].sort((a, b) => a - b),
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      );
      assert.equal(new Set(all.map(({ kind }) => kind)).size, 3);
      assert.ok(all.filter(({ rate }) => Number(rate) < 0.01).length > 80);
      assert.ok(all.some(({ leaf }) => leaf === 1) && all.some(({ leaf }) => Number(leaf) > 90));
    });

    test('seed and trial number alone decide', () => {
      assert.deepEqual(ask(20), ask(20));
      assert.notDeepEqual(ask(20), ask(20, 2));
    });

    test('a small space is tried whole, no setting twice', () => {
      const space: Record<string, Space> = {
        depth: { low: 2, high: 4, integer: true },
        leaf: { low: 1, high: 3, log: true, integer: true },
        kind: { choices: ['sqrt', 0.5, 'sqrt'] },
      };
      assert.equal(search.size(space), 18);
      const proposals = new Proposals(search, space, 18, 1);
      const settings = Array.from({ length: 18 }, () => JSON.stringify(proposals.next([])));
      assert.equal(new Set(settings).size, 18);
    });

    test('draws for every model are values the model takes', () => {
      for (const model of models.all()) {
        const declared = Object.entries(model.params).filter(([, spec]) => spec.space);
        const space = Object.fromEntries(declared.map(([name, spec]) => [name, spec.space as Space]));
        for (let trial = 0; trial < 50; trial++) {
          const drawn = search.ask({
            space,
            number: trial,
            trials: 50,
            history: [],
            rng: stream(5, model.id, trial),
          });
          for (const [name, value] of Object.entries(drawn))
            checkParam(model.id, name, model.params[name], value);
        }
      }
    });
  });
}
