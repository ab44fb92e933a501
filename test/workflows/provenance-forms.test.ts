/** The forms of `npm run bench -- provenance` on one shipped data set: what is wanted of each comes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Table } from '../../src/core/table.js';
import { FORMS } from '../bench/provenance/forms.js';
import { alarms, printOf, readSource, type Sampled, sampleSource } from '../bench/provenance/trial.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';

let source: Table;

before(async () => {
  source = await readSource(join(repositoryRoot, 'datasets', 'loans.csv'), 600);
});

for (const sampler of ['smote', 'random-under']) {
  describe(sampler, () => {
    let sampled: Sampled;

    before(() => {
      sampled = sampleSource(source, 'default', sampler);
    });

    for (const form of FORMS) {
      if (sampler === 'random-under' && form.name.endsWith('of the rows')) continue;
      test(`${form.name}: ${form.wanted}`, async () => {
        const print = await printOf(form, form.of === 'source' ? source : sampled.written);
        assert.equal(alarms(print, sampled), form.wanted === 'alarm');
      });
    }
  });
}
