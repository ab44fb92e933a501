/** Do worker threads start and share memory? */
import { Worker } from 'node:worker_threads';
import { fail, ok, type Probe } from './probe.js';

const ANSWER = 42;
const TIMEOUT_MS = 10_000;
/** Writes what it was given into the shared memory. */
const SOURCE = `const { workerData } = require('node:worker_threads');
Atomics.store(new Int32Array(workerData.memory), 0, workerData.answer);`;

export const workers: Probe = {
  id: 'workers',
  broken: 'worker threads do not start',
  remedy: 'see whether the container limits threads (ulimit -u) or memory',
  async run() {
    const memory = new SharedArrayBuffer(4);
    const worker = new Worker(SOURCE, { eval: true, workerData: { memory, answer: ANSWER } });
    const ended = new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
    const timer = setTimeout(() => worker.terminate(), TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
    const isShared = Atomics.load(new Int32Array(memory), 0) === ANSWER;
    return isShared
      ? ok('worker threads start and share memory')
      : fail('a worker thread did not write to shared memory', workers.remedy);
  },
};
