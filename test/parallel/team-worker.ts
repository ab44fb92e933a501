/** A thread of the team's test: joins a lane's work, and counts the trees that it grows. */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../../src/parallel/engine.js';
import { assist } from '../../src/parallel/team.js';

const { memory, place, count } = workerData;
const engine = createEngine(memory);
const counting = {
  ...engine,
  kernels: {
    ...engine.kernels,
    growTree(P: number) {
      Atomics.add(count, 0, 1);
      return engine.kernels.growTree(P);
    },
  },
};
parentPort?.postMessage('ready');
assist(memory, place, counting);
