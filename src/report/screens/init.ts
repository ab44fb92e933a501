/** What `assay init` shows: the file, what it says, what to type now. */
import { counted, percent } from '../../core/shown-numbers.js';
import type { ProjectView } from '../project-file.js';
import { fact, joinFacts, nextLines, type Style, stack } from './paint.js';

export interface InitView extends Omit<ProjectView, 'leftOut' | 'typed' | 'usual'> {
  readonly path: string;
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
