/** Which column is predicted? The likeliest first. */
import { count } from '../../core/shown-numbers.js';
import type { Ask, Choice } from '../asked.js';
import { matching } from '../matching.js';
import { projectData } from '../project-data.js';
import type { Question } from '../question.js';
import { type ColumnFacts, MANY, type Sheet, targetFacts } from '../sheet.js';
import { guessTargets } from '../target-guesses.js';

/** No column has it as its name. */
const NONE = '\u0000none';

function aboutColumn({ type, distinct, missing, examples }: ColumnFacts): string {
  const values = distinct >= MANY ? `${count(MANY)}+ values` : `${count(distinct)} values`;
  const shown =
    examples.length === 0 ? '' : `  ${examples.join(', ')}${distinct > examples.length ? ', …' : ''}`;
  return `${type.padEnd(8)}  ${values.padEnd(12)}${missing > 0 ? `  ${count(missing)} missing` : shown}`;
}

function columnChoices({ file, columns }: Sheet, first: string | null): Choice[] {
  const guessed = guessTargets(columns, file.table.nRows);
  const ordered = [
    ...guessed.filter(({ name }) => name === first),
    ...guessed.filter(({ name }) => name !== first),
  ];
  return ordered.map((column) => ({ value: column.name, name: column.name, about: aboutColumn(column) }));
}

async function askTarget(sheet: Sheet, cwd: string, extra: readonly Choice[]): Promise<Ask> {
  const project = await projectData(cwd);
  const choices = [...columnChoices(sheet, project.target), ...extra];
  return {
    kind: 'search',
    message: 'Which column is predicted? Type to search',
    choices: (term) => matching(choices, term),
  };
}

/** For a step that cannot do without. */
export const requiredTarget: Question = {
  isNext: ({ sheet, target }) => sheet !== null && target === undefined,
  ask: ({ sheet }, { cwd }) => askTarget(sheet!, cwd, []),
  take: (answer, state) => ({ ...state, target: targetFacts(state.sheet!, answer, null) }),
};

export const target: Question = {
  ...requiredTarget,
  ask: ({ sheet }, { cwd }) => {
    const none = { value: NONE, name: 'no target', about: 'only to look at the data' };
    return askTarget(sheet!, cwd, [none]);
  },
  take: (answer, state, term) =>
    answer === NONE ? { ...state, target: null } : requiredTarget.take(answer, state, term),
};
