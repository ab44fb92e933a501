/** A thread of the team tests: joins the job that it is told of, then says how many kernels it called. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Engine } from '../../src/core/arena.js';
import { createEngine } from '../../src/parallel/engine.js';
import { assist, type TeamPlace } from '../../src/parallel/team.js';

const { memory } = workerData as { memory: WebAssembly.Memory };
let calls = 0;

function counting(engine: Engine): Engine {
  const counted = Object.entries(engine.kernels).map(([name, kernel]) => [
    name,
    (...args: unknown[]) => {
      calls++;
      return kernel(...args);
    },
  ]);
  return { ...engine, kernels: Object.fromEntries(counted) };
}

const engine = counting(createEngine(memory));

parentPort?.on('message', (place: TeamPlace) => {
  calls = 0;
  assist(memory, place, engine);
  parentPort?.postMessage(calls);
});
parentPort?.postMessage('ready');
