/** A small cross-validation from file to predictions, whose bytes are known: do the parts work together? */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dealParams } from '../../core/assignments.js';
import { models } from '../../core/models/list.js';
import { samplers } from '../../core/samplers/list.js';
import { withTempFolder } from '../../data/temp-folder.js';
import { createRunner } from '../../parallel/pool.js';
import { openStore } from '../../store/store.js';
import type { Context } from '../context.js';
import { prepareCv } from '../cv.js';
import { generateData } from '../data.js';
import { Memo } from '../memo.js';
import type { DraftOptions } from '../modelling.js';
import { HashSink } from '../verify.js';
import { fail, ok, type Probe } from './probe.js';

const ROWS = 50;
const JOBS = 2;
/** SHA-256 of predictions.csv; changes only with the engine or the recipe loans. */
const EXPECTED = 'cf62f3d7b685e3eaf561276d56149f8e2a5c73a0774105057864bcb2d0638868';

function draftOf(data: string, target: string): DraftOptions {
  const [model, sampler] = [models.get('forest'), samplers.get('none')];
  const { params } = dealParams(
    ['n_estimators=5'],
    [
      { role: 'model', ...model },
      { role: 'sampler', ...sampler },
    ],
    false,
  );
  return {
    schema: 'assay/options/1',
    step: 'cv',
    data,
    reading: { delimiter: null, encoding: null, header: null, na: [], types: [] },
    seed: 1,
    modelling: {
      target,
      positive: null,
      task: null,
      model: model.id,
      params: params.model,
      sampler: sampler.id,
      sampler_params: params.sampler,
      class_weight: null,
      threshold: 0.5,
      features: null,
      drop: [],
      keep: [],
      groups: null,
      time: null,
      splitter: null,
      splitter_params: params.splitter,
      folds: 2,
      repeats: 1,
      test_size: null,
      split_seed: 1,
      splits: null,
      metrics: [],
      by: null,
      allow_leaky: false,
    },
  };
}

/** What a use case needs, in a folder that goes away; nobody is told anything. */
const silentContext = (folder: string): Context => ({
  store: openStore(join(folder, 'experiments')),
  runner: createRunner(JOBS),
  listener: { note() {}, warn() {}, meter: () => ({ update() {}, stop() {} }) },
  memo: new Memo(),
  signal: new AbortController().signal,
  stop: new AbortController().signal,
  hold: () => () => {},
  command: [],
  cwd: folder,
  experiment: {},
});

/** @returns the SHA-256 of the predictions */
async function predictionsHash(folder: string): Promise<string | undefined> {
  const made = generateData('loans', { rows: ROWS, seed: 1 });
  const file = join(folder, 'loans.csv');
  await writeFile(file, made.chunks);
  const context = silentContext(folder);
  try {
    const prepared = await prepareCv(draftOf(file, made.target), context);
    const sink = new HashSink();
    await prepared.run(sink);
    return sink.hashes.get('predictions.csv');
  } finally {
    await context.runner.close();
  }
}

export const fit: Probe = {
  id: 'fit',
  broken: `a cross-validation of ${ROWS} rows fails`,
  remedy: 'see the lines above; if they are all right, report this with the output of assay doctor --json',
  async run() {
    const hash = await withTempFolder(predictionsHash);
    if (hash === EXPECTED) return ok(`a cross-validation of ${ROWS} rows gives the expected bytes`);
    return fail(
      `a cross-validation of ${ROWS} rows gives other bytes (${hash}) than expected`,
      'results of this machine will not verify elsewhere; install assay again, then report this',
    );
  },
};
