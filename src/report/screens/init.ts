/** What `assay init` shows: the file, what it says, what to type now. */
import { counted, percent } from '../../core/shown-numbers.js';
import { fact, joinFacts, nextLines, type Style, stack } from './paint.js';

export interface InitView {
  readonly path: string;
  readonly data: string;
  readonly rows: number;
  readonly columns: number;
  readonly target: string;
  readonly task: string;
  readonly positive: { readonly label: string; readonly share: number } | null;
  readonly experiment: string;
}

/** @param next the commands that go on */
export function initScreen(view: InitView, next: readonly string[], style: Style): string {
  const { path, data, rows, columns, target, task, positive, experiment } = view;
  const shape = `${counted(rows, 'row')} × ${counted(columns, 'column')}`;
  const positiveText = positive ? `positive ${positive.label}, ${percent(positive.share)}` : '';
  return stack([
    [
      ...fact('data', joinFacts([data, shape]), style),
      ...fact('target', joinFacts([target, task, positiveText]), style),
      ...fact('wrote', joinFacts([path, `experiment ${experiment}`]), style),
      ...nextLines(next, style),
    ],
  ]);
}
