/** What doctor looks at, in order: one line each. */
import { disk } from './disk.js';
import { duckdb } from './duckdb.js';
import { fit } from './fit.js';
import { kernels } from './kernels.js';
import { machine } from './machine.js';
import { node } from './node.js';
import type { Probe } from './probe.js';
import { store } from './store.js';
import { workers } from './workers.js';

export const probes: readonly Probe[] = [node, machine, kernels, workers, duckdb, fit, store, disk];
