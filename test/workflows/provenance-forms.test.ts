/** The forms of `npm run bench -- provenance` on one shipped data set: what is wanted of each comes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Table } from '../../src/core/table.js';
import { FORMS, type Form } from '../bench/provenance/forms.js';
import {
  alarms,
  printOf,
  readSources,
  type Sampled,
  type Sources,
  sampleSource,
} from '../bench/provenance/trial.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';

let tables: Sources;

/** Of forms of what no sampler made: the same beside each of them. */
const prints = new Map<string, ReturnType<typeof printOf>>();

function printFor(form: Form, written: Table): ReturnType<typeof printOf> {
  if (form.of === 'written') return printOf(form, written);
  const print = prints.get(form.name) ?? printOf(form, tables[form.of]);
  prints.set(form.name, print);
  return print;
}

before(async () => {
  tables = await readSources(join(repositoryRoot, 'datasets', 'loans.csv'), 600);
});

for (const sampler of ['smote', 'random-under', 'cluster-centroids', 'random-under+random-over']) {
  describe(sampler, () => {
    let sampled: Sampled;

    before(() => {
      sampled = sampleSource(tables.source, 'default', sampler);
    });

    for (const form of FORMS) {
      if (sampler === 'random-under' && form.name.endsWith('of the rows')) continue;
      test(`${form.name}: ${form.wanted}`, async () => {
        const print = await printFor(form, sampled.written);
        assert.equal(alarms(print, sampled), form.wanted === 'alarm');
      });
    }
  });
}
