/** A worker that fails while trees are grown, in the way that ASSAY_TEST_FAILS says. */
import { workerData } from 'node:worker_threads';
import type { Engine } from '../../src/core/arena.js';
import { memoryFullError } from '../../src/core/errors.js';
import { createEngine } from '../../src/parallel/engine.js';
import { tasks } from '../../src/parallel/tasks.js';
import { assist, ownTeam } from '../../src/parallel/team.js';
import type { Answer, Message } from '../../src/parallel/worker.js';

/** Who fails where. */
export type Failure = 'owner exits' | 'helper exits' | 'helper throws' | 'helper has no memory';

const failure = process.env.ASSAY_TEST_FAILS as Failure | undefined;
const { memory, crew } = workerData as { memory: WebAssembly.Memory; crew: number };
const engine = createEngine(memory, crew);
const FIRST_BLOCK = 65536;
const INSIDE = 4;
/** The other thread is to do the rest. */
const FOR_EVER = 1e9;

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Waits until another thread is in the first lane's phase. */
function awaitHelper(): void {
  const block = new Int32Array(memory.buffer, FIRST_BLOCK, 16);
  while (Atomics.load(block, INSIDE) === 0) pause(5);
}

const growing = (before: () => void): Engine => ({
  ...engine,
  kernels: {
    ...engine.kernels,
    growTree(at) {
      before();
      return engine.kernels.growTree(at);
    },
  },
});

const withoutMemory: Engine = {
  ...engine,
  arena: {
    keep: (...kept) => engine.arena.keep(...kept),
    scope: (work) =>
      engine.arena.scope((scratch) =>
        work({
          f64: (...view) => scratch.f64(...view),
          u32: (...view) => scratch.u32(...view),
          i32: (...view) => scratch.i32(...view),
          f32: (...view) => scratch.f32(...view),
          u8: (...view) => scratch.u8(...view),
          alloc() {
            throw memoryFullError('full', '', null);
          },
        }),
      ),
  },
};

const helpers: Record<Failure, () => Engine> = {
  'owner exits': () => growing(() => pause(FOR_EVER)),
  'helper exits': () => growing(() => process.exit(3)),
  'helper throws': () =>
    growing(() => {
      throw new Error('a part failed');
    }),
  'helper has no memory': () => withoutMemory,
};

export async function answer(message: Message): Promise<Answer> {
  if (message.task === 'assist') {
    assist(memory, message.job, failure ? helpers[failure]() : engine);
    return { ok: true, result: null };
  }
  const { task, job, lane } = message;
  const owner = failure
    ? growing(() => {
        if (failure === 'helper has no memory') return pause(50);
        awaitHelper();
        if (failure === 'owner exits') process.exit(3);
        pause(FOR_EVER);
      })
    : engine;
  const open: Engine = { ...owner, team: ownTeam(memory, lane, () => open) };
  return { ok: true, result: await tasks[task](job as never, open, () => 0) };
}
