/** Layouts that the kernels and JavaScript share: fields do not overlap, and no kernel reads a job by a bare number. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  BOOST_JOB,
  BOOST_NUMBERS,
  BOOST_PARTS,
  NEAREST_HAND,
  NEAREST_JOB,
  PREDICT_JOB,
  TREE_JOB,
  TREE_STATE,
} from '../../src/kernels/exports.js';

/** A field: its name, where it begins, and how many bytes it has. */
type Span = readonly [name: string, from: number, bytes: number];

const words = (layout: Readonly<Record<string, number>>, longer: Readonly<Record<string, number>> = {}) =>
  Object.entries(layout)
    .filter(([name]) => name !== 'bytes')
    .map(([name, index]): Span => [name, 4 * index, 4 * (longer[name] ?? 1)]);

/** Those of TREE_STATE that are not 8 bytes long. */
const STATE_WORDS = ['bestFeature', 'bestBin', 'bestSide'];

/** Those of NEAREST_HAND that are no fields. */
const HAND_SIZES = ['ASKERS', 'BOUND_BYTES', 'SEED_BYTES'];

const jobs: Record<string, { readonly spans: readonly Span[]; readonly bytes: number }> = {
  TREE_JOB: {
    spans: [
      ...words(TREE_JOB),
      ...Object.entries(TREE_STATE).map(
        ([name, from]): Span => [name, from, STATE_WORDS.includes(name) ? 4 : 8],
      ),
    ],
    bytes: TREE_JOB.bytes,
  },
  PREDICT_JOB: { spans: words(PREDICT_JOB), bytes: PREDICT_JOB.bytes },
  NEAREST_JOB: { spans: words(NEAREST_JOB, { cost: 2, apart: 2 }), bytes: NEAREST_JOB.bytes },
  NEAREST_HAND: {
    spans: words(NEAREST_HAND).filter(([name]) => !HAND_SIZES.includes(name)),
    bytes: NEAREST_HAND.bytes,
  },
  BOOST_JOB: {
    spans: [
      ...words(BOOST_JOB, { drawState: 4, nodeKey: 2, rowKey: 4 }),
      ...Object.entries(BOOST_NUMBERS)
        .filter(([name]) => name !== 'at')
        .map(([name, index]): Span => [name, BOOST_NUMBERS.at + 8 * index, 8]),
      ['team', BOOST_PARTS.TEAM, 32],
      ['task', BOOST_PARTS.TASK, 32],
      ['sides', BOOST_PARTS.SIDES, 256],
    ],
    bytes: BOOST_JOB.bytes,
  },
};

describe('layouts', () => {
  for (const [job, { spans, bytes }] of Object.entries(jobs)) {
    test(`${job}: no two fields overlap, and all lie within its bytes`, () => {
      const sorted = spans.toSorted(([, a], [, b]) => a - b);
      for (const [i, [name, from, length]] of sorted.entries()) {
        const [next, end] = sorted[i + 1] ?? ['the end', bytes];
        assert.ok(from + length <= end, `${name} at ${from} reaches into ${next} at ${end}`);
      }
    });
  }

  const sources = new URL('../../../src/kernels/wasm/', import.meta.url);

  /** A job's field by number: of an accessor, added to the job, or behind it in a load or a store. */
  const BARE = [
    /\b(?:field|int|float)\(P, \d/,
    /\bP \+ \(?\d/,
    /\b(?:load|store)<\w+>\(P, (?:[^;]*, )?\d+\)/,
  ];

  test('kernels read what they are given by names of layouts', () => {
    for (const name of readdirSync(sources)) {
      const lines = readFileSync(new URL(name, sources), 'utf8').split('\n');
      for (const [i, line] of lines.entries()) {
        for (const bare of BARE) assert.doesNotMatch(line, bare, `${name}:${i + 1}`);
      }
    }
  });
});
