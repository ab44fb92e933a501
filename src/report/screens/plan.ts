/** `--dry-run`: what would run, on what, and where its versions would go. */
import type { EvaluationScope } from '../../core/schemas/evaluation.js';
import type { Plan, PlannedVersion } from '../../core/schemas/plan.js';
import { count, counted } from '../../core/shown-numbers.js';
import { headerBlock, problemFacts, splitFact } from './evaluation.js';
import { fitTable, withContent } from './layout.js';
import { paramValue } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { alertLines } from './step-frame.js';
import { clean, hang } from './text.js';

type Scored = PlannedVersion & { readonly evaluation: EvaluationScope };

const isScored = (version: PlannedVersion): version is Scored => version.evaluation !== null;

const dataOf = ({ data }: PlannedVersion) => ({ name: data.path, rows: data.rows, columns: data.columns });

type BakeOff = NonNullable<PlannedVersion['options']['imbalance']>;

/** `models    tree, logistic`, `each      plain, class_weight=balanced, threshold=f1, smote`. */
function runFacts({ models, samplers, class_weight, threshold }: BakeOff, style: Style): string[] {
  const remedies = [
    'plain',
    class_weight === null ? '' : `class_weight=${class_weight}`,
    threshold === null ? '' : `threshold=${threshold} (of two classes)`,
    ...samplers.map(({ id }) => id),
  ];
  return [
    ...fact('models', models.map(({ id }) => id).join(', '), style),
    ...fact('each', remedies.filter(Boolean).join(', '), style),
  ];
}

/** What the screen of a scoring step begins with; of several, what they share. */
function scoredHeader(version: Scored, isOne: boolean, style: Style): string[] {
  const input = { results: { ...version.evaluation, seed: version.seed }, data: dataOf(version) };
  const { imbalance } = version.options;
  if (isOne && !imbalance) return headerBlock(input, style);
  return [
    ...problemFacts(input, style),
    ...splitFact(input.results, style),
    ...(imbalance ? runFacts(imbalance, style) : []),
  ];
}

function headerOf(version: PlannedVersion, isOne: boolean, style: Style): string[] {
  if (isScored(version)) return scoredHeader(version, isOne, style);
  const { data, options } = version;
  const target = options.target ? `target ${options.target}` : '';
  const sampler = options.resample ? `sampler ${options.resample.sampler}` : '';
  const shape = `${count(data.rows)} rows × ${count(data.columns)} columns`;
  return fact('data', joinFacts([data.path, shape, target, sampler, `seed ${version.seed}`]), style);
}

/** Gates as they would be held against the results: `f1 >= @baseline (0.61)`. */
function gateFacts({ options }: PlannedVersion, style: Style): string[] {
  const gates = options.modelling?.require ?? [];
  const texts = gates.map(({ require, than }) =>
    require.includes('@') ? `${require} (${paramValue(than)})` : require,
  );
  return texts.length === 0 ? [] : fact('gates', joinFacts(texts), style);
}

function planTable(versions: readonly PlannedVersion[], style: Style): string[] {
  const left = (head: string, cell: (version: PlannedVersion) => string) => ({
    head,
    align: 'left' as const,
    cells: versions.map((version) => clean(cell(version))),
  });
  const { head, rows } = fitTable(
    withContent([
      left('version', ({ version }) => version),
      left('', ({ reused }) => (reused ? 'done: reused' : 'would run')),
      left('pipeline', ({ pipeline, step }) => pipeline?.join(' → ') ?? step),
      left('class weight', ({ evaluation }) => evaluation?.class_weight ?? ''),
      left('seed', ({ seed }) => String(seed)),
      left('threshold', ({ evaluation }) => String(evaluation?.threshold ?? '')),
      left('folder', ({ path }) => path),
    ]),
    style.width,
  );
  return [colorsOf(style).dim(head), ...rows];
}

/** Combinations of a sweep that cannot run: `✗  ridge cannot run: …`. */
function failureLines({ failures = [] }: Plan, style: Style): string[] {
  const { red } = colorsOf(style);
  return failures.flatMap(({ what, error }) => {
    const [first, ...rest] = hang('✗  ', clean(`${what} cannot run: ${error.message}`), style.width);
    return [red('✗') + first.slice(1), ...rest];
  });
}

export function planScreen(plan: Plan, style: Style): string {
  const { versions, failures = [] } = plan;
  const [first] = versions;
  const nReused = versions.filter(({ reused }) => reused).length;
  const nNew = versions.length - nReused;
  const summary = [
    `${counted(nNew, 'version')} would be written`,
    nReused > 0 ? `${counted(nReused, 'version')} reused` : '',
    failures.length > 0 ? `${counted(failures.length, 'combination')} cannot run` : '',
    'nothing was fitted, nothing written',
  ];
  return stack([
    [...headerOf(first, versions.length === 1, style), ...gateFacts(first, style)],
    planTable(versions, style),
    failureLines(plan, style),
    alertLines(
      versions.flatMap(({ warnings }) => warnings.map(({ message }) => message)),
      style,
    ),
    fact('dry run', joinFacts(summary), style),
  ]);
}
