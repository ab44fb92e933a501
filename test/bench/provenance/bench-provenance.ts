/**
 * `npm run bench -- provenance [SET…]`: how often data that a sampler made is recognised when it comes back, and how often
 * other data is taken for it, over the real data sets. Every form goes through a file. `provenance.txt` has what was measured.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../../../src/core/provenance.js';
import { REFERENCE_SETS, referenceFile } from '../../helpers/reference-sets.js';
import { sharedDatasets } from '../../helpers/shared-datasets.js';
import { note, say, tableText } from '../say.js';
import { FORMS, type Form } from './forms.js';
import { alarms, printOf, readSources, type Sampled, type Sources, sampleSource } from './trial.js';

/** Rows that are sampled; larger sets are drawn down to twice as many. */
const MOST_ROWS = 1500;
/** Those that repeat rows, make some, take some away, and do several of it. */
const SAMPLERS = [
  'random-over',
  'smote',
  'kmeans-smote',
  'random-under',
  'cluster-centroids',
  'smote-enn',
  'smote-tomek',
  'random-under+random-over',
] as const;
/** Few columns of few levels: most rows stand there several times, made ones too. */
const FEW_COLUMNS = [
  'checking_balance',
  'credit_history',
  'purpose',
  'savings_balance',
  'personal_status',
  'default',
];

interface Source {
  readonly name: string;
  readonly tables: Sources;
  /** Null: no classes, and so only ever unrelated. */
  readonly target: string | null;
}

interface Counts {
  alarms: number;
  tables: number;
  /** `set sampler`, where it was not as wanted. */
  odd: string[];
}

interface SourceFile {
  readonly name: string;
  readonly path: string;
  readonly target: string | null;
  readonly columns?: readonly string[];
}

function sourceFiles(names: readonly string[]): SourceFile[] {
  const known = Object.entries(REFERENCE_SETS).map(([name, { target, task }]) => {
    return { name, path: referenceFile(name), target: task === 'regression' ? null : target };
  });
  const german = { path: referenceFile('german-credit'), target: 'default', columns: FEW_COLUMNS };
  const more = [
    { name: 'titanic', path: join(sharedDatasets ?? '', 'titanic.csv'), target: 'Survived' },
    { name: 'german-credit-6', ...german },
  ];
  return [...known, ...more]
    .filter(({ path }) => existsSync(path))
    .filter(({ name }) => names.length === 0 || names.includes(name));
}

const targetOf = ({ tables: { source }, target }: Source) =>
  target === 'last' ? source.names[source.names.length - 1] : target;

/** A part of what the source holds as often is a part of the source: nothing to recognise. */
const applies = (form: Form, { provenance }: Sampled): boolean =>
  Object.keys(provenance?.made ?? {}).length > 0 || !form.name.endsWith('of the rows');

function tally(counts: Map<string, Counts>, name: string, alarm: boolean, odd: string | null): void {
  const own = counts.get(name) ?? { alarms: 0, tables: 0, odd: [] };
  own.tables++;
  if (alarm) own.alarms++;
  if (odd !== null) own.odd.push(odd);
  counts.set(name, own);
}

/** All forms of what the samplers make of one set. */
async function tryForms(source: Source, sampled: ReadonlyMap<string, Sampled>, counts: Map<string, Counts>) {
  for (const form of FORMS) {
    const { of } = form;
    const given = of === 'written' ? null : await printOf(form, source.tables[of]);
    for (const [sampler, one] of sampled) {
      if (!applies(form, one)) continue;
      const alarm = alarms(given ?? (await printOf(form, one.written)), one);
      const isOdd = alarm !== (form.wanted === 'alarm');
      const odd = isOdd && form.wanted !== 'known miss' ? `${source.name} ${sampler}` : null;
      tally(counts, `${form.wanted}: ${form.name}`, alarm, odd);
      say({ bench: 'provenance', set: source.name, sampler, form: form.name, wanted: form.wanted, alarm });
    }
  }
}

/** Every other set against what was made of one. */
function tryOthers(
  sources: readonly Source[],
  own: Source,
  sampled: ReadonlyMap<string, Sampled>,
  counts: Map<string, Counts>,
) {
  for (const other of sources.filter(({ name }) => name !== own.name)) {
    const print = fingerprint(other.tables.source);
    for (const [sampler, one] of sampled) {
      const alarm = alarms(print, one);
      tally(
        counts,
        'silence: another data set',
        alarm,
        alarm ? `${other.name} for ${own.name} ${sampler}` : null,
      );
    }
  }
}

function tableOf(counts: ReadonlyMap<string, Counts>): string {
  const rows = [...counts].map(([name, { alarms: n, tables, odd }]) => [
    name,
    String(tables),
    String(n),
    odd.length === 0
      ? ''
      : `${odd.slice(0, 3).join(', ')}${odd.length > 3 ? ` and ${odd.length - 3} more` : ''}`,
  ]);
  return tableText([['wanted: form', 'tables', 'alarms', 'not as wanted'], ...rows]);
}

export async function benchProvenance(names: readonly string[]): Promise<void> {
  const sources: Source[] = [];
  for (const { name, path, target, columns } of sourceFiles(names)) {
    sources.push({ name, target, tables: await readSources(path, MOST_ROWS, columns) });
  }
  const counts = new Map<string, Counts>();
  for (const source of sources) {
    const target = targetOf(source);
    if (target === null) continue;
    const sampled = new Map(SAMPLERS.map((id) => [id, sampleSource(source.tables.source, target, id)]));
    await tryForms(source, sampled, counts);
    tryOthers(sources, source, sampled, counts);
  }
  note(
    `${sources.length} data sets, at most ${MOST_ROWS} rows of each sampled; samplers ${SAMPLERS.join(', ')}\n`,
  );
  note(tableOf(counts));
}
