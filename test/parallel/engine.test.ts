import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';

describe('the arena', () => {
  test('offsets are 16-aligned, disjoint, and given back when the scope ends', () => {
    const { arena } = createEngine();
    const first = arena.scope((scratch) => {
      const offsets = [1, 17, 16, 1000].map((bytes) => scratch.alloc(bytes));
      assert.ok(offsets.every((offset) => offset % 16 === 0));
      assert.equal(new Set(offsets).size, 4);
      assert.ok(offsets[1] - offsets[0] >= 1 && offsets[2] - offsets[1] >= 17);
      return offsets[0];
    });
    assert.equal(
      arena.scope((scratch) => scratch.alloc(8)),
      first,
    );
  });

  test('scopes stack, and a scope that throws gives back too', () => {
    const { arena } = createEngine();
    arena.scope((outer) => {
      const kept = outer.alloc(64);
      outer.u8(kept, 64).fill(7);
      let inner = 0;
      assert.throws(() =>
        arena.scope((scratch) => {
          inner = scratch.alloc(64);
          scratch.u8(inner, 64).fill(9);
          throw new Error('in the middle');
        }),
      );
      assert.ok(outer.u8(kept, 64).every((byte) => byte === 7));
      assert.equal(outer.alloc(8), inner);
    });
  });

  test('engines over one memory never hand out the same bytes', () => {
    const memory = createMemory();
    const [a, b] = [createEngine(memory).arena, createEngine(memory).arena];
    a.scope((ofA) =>
      b.scope((ofB) => {
        const [x, y] = [ofA.alloc(3_000_000), ofB.alloc(3_000_000)];
        ofA.u8(x, 3_000_000).fill(1);
        ofB.u8(y, 3_000_000).fill(2);
        assert.ok(ofA.u8(x, 3_000_000).every((byte) => byte === 1));
      }),
    );
  });

  test('views taken before growth stay valid', () => {
    const { arena } = createEngine();
    arena.scope((scratch) => {
      const view = scratch.f64(scratch.alloc(80), 10).fill(4);
      scratch.alloc(50_000_000);
      assert.deepEqual([...view], new Array(10).fill(4));
    });
  });

  test('what was kept is given up when there is no room for the next, and never handed out twice', () => {
    const { arena } = createEngine();
    const [first, second] = [{}, {}];
    const fillWith = (byte: number) => (at: number) =>
      arena.scope((scratch) => void scratch.u8(at, 1 << 20).fill(byte));
    const at = arena.keep(first, 1 << 20, fillWith(7));
    assert.throws(() => arena.keep(second, 2 ** 32, fillWith(8)), /memory is full/);
    arena.scope((scratch) => {
      const own = scratch.alloc(1 << 20);
      assert.equal(own, at, 'what is too small is handed out');
      scratch.u8(own, 1 << 20).fill(9);
      const again = arena.keep(first, 1 << 20, fillWith(7));
      assert.ok(scratch.u8(again, 1 << 20).every((byte) => byte === 7));
      assert.ok(scratch.u8(own, 1 << 20).every((byte) => byte === 9));
    });
  });

  test('more than 4 GB is refused in words', () => {
    const { arena } = createEngine();
    assert.throws(
      () => arena.scope((scratch) => scratch.alloc(2 ** 32)),
      (error: unknown) =>
        error instanceof AssayError && error.exitCode === 1 && /memory is full/.test(error.message),
    );
  });
});
