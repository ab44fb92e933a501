/** Cores and memory. */
import { availableParallelism, freemem, totalmem } from 'node:os';
import { ok, type Probe, warn } from './probe.js';

const GB = 1e9;
const LEAST_FREE = 0.5 * GB;

const gigabytes = (bytes: number) => `${(bytes / GB).toFixed(1)} GB`;

export const machine: Probe = {
  id: 'machine',
  broken: 'the machine does not say what it has',
  remedy: 'see whether /proc can be read',
  run() {
    const free = freemem();
    const cores = availableParallelism();
    const message = `${cores} ${cores === 1 ? 'core' : 'cores'}; ${gigabytes(free)} of ${gigabytes(totalmem())} memory free`;
    if (free >= LEAST_FREE) return ok(message);
    return warn(message, 'close other programs, or lower -j and use fewer rows');
  },
};
