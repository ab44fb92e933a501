/** The text of assay.yaml: what was found out about a data set, and the usual options to uncomment. */
import { counted, percent } from '../core/shown-numbers.js';

/** A key and its value, as they stand in the file. */
interface ProjectLine {
  readonly key: string;
  readonly value: string | number | boolean | readonly string[];
  readonly comment?: string;
}

export interface ProjectView {
  readonly data: string;
  readonly rows: number;
  readonly columns: number;
  readonly target: string;
  readonly task: string;
  readonly positive: { readonly label: string; readonly share: number } | null;
  readonly leftOut: readonly { readonly column: string; readonly why: string }[];
  readonly experiment: string;
  /** What else was typed: how the file is read, the store. */
  readonly typed: readonly ProjectLine[];
  /** Options with their defaults, to be uncommented. */
  readonly usual: readonly ProjectLine[];
}

const COMMENT_AT = 32;
const MAX_LEFT_OUT = 30;

/** Words that YAML readers of one version or another take for more than text. */
const SPECIAL = /^(true|false|yes|no|on|off|y|n|null|none|nan|inf)$/i;

/** A scalar that is read back as the same text. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const isPlain = /^[\p{L}_][\p{L}\p{N}_./-]*( [\p{L}\p{N}_./-]+)*$/u.test(value) && !SPECIAL.test(value);
  return isPlain || /^-?\d+(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
}

const valueText = (value: ProjectLine['value']): string =>
  typeof value === 'object' ? `[${value.map(scalar).join(', ')}]` : scalar(value);

/** `folds: 5                       # number of folds`. */
function line({ key, value, comment }: ProjectLine, before = ''): string {
  const text = `${before}${key}: ${valueText(value)}`;
  return comment ? `${text.padEnd(COMMENT_AT - 2)}  # ${comment}` : text;
}

function leftOutLines({ leftOut }: ProjectView): string[] {
  if (leftOut.length === 0) return [];
  const shown = leftOut
    .slice(0, MAX_LEFT_OUT)
    .map(({ column, why }) => `${`#   - ${scalar(column)}`.padEnd(COMMENT_AT - 2)}  # ${why}`);
  const more = leftOut.length > MAX_LEFT_OUT ? [`#   # and ${leftOut.length - MAX_LEFT_OUT} more`] : [];
  return [
    '',
    '# Left out, since they look useless. Uncommented, they are used all the same.',
    '# keep:',
    ...shown,
    ...more,
  ];
}

const HEADER = [
  '# assay.yaml: what need not be typed in this folder and below it. What is typed wins.',
  '# A key is the name of an option. Below the name of a command it is for that command alone:',
  '#   cv: {folds: 10}',
  '# assay config show --origin lists what is in effect and where it comes from.',
];

const PARAMS = [
  '# params:                       # of models, samplers and splitters, by their ids',
  '#   forest: {n_estimators: 300}',
  '#   smote: {k_neighbors: 3}',
];

/** YAML; its comments uncommented are YAML too. */
export function projectFileText(view: ProjectView): string {
  const { data, rows, columns, target, task, positive, experiment, typed, usual } = view;
  const shape = `${counted(rows, 'row')} × ${counted(columns, 'column')}; paths are relative to this file`;
  const found: ProjectLine[] = [
    { key: 'data', value: data, comment: shape },
    { key: 'target', value: target, comment: task },
    ...(positive
      ? [{ key: 'positive', value: positive.label, comment: `${percent(positive.share)} of the rows` }]
      : []),
    { key: 'experiment', value: experiment },
    ...typed,
  ];
  const lines = [
    ...HEADER,
    '',
    ...found.map((one) => line(one)),
    ...leftOutLines(view),
    '',
    '# The usual options, as they are by default.',
    ...usual.map((one) => line(one, '# ')),
    ...PARAMS,
  ];
  return `${lines.join('\n')}\n`;
}
