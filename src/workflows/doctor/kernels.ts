/** Does the WebAssembly of the kernels load over shared memory? */
import { createEngine, createMemory } from '../../parallel/engine.js';
import { ok, type Probe } from './probe.js';

export const kernels: Probe = {
  id: 'kernels',
  broken: 'the kernels do not load',
  remedy: 'install assay again; in a clone run npm run build',
  async run() {
    await createEngine(createMemory());
    return ok('the WebAssembly kernels load, and memory can be shared');
  },
};
