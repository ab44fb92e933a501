/** Which data set? What assay.yaml names, files that lie near, the shipped ones, or any path. */
import { completePath, nearFiles } from '../../data/near-files.js';
import { bytesText } from '../../report/screens/numbers.js';
import { shippedData } from '../../workflows/data.js';
import type { Choice, Surface } from '../asked.js';
import { matching } from '../matching.js';
import { projectData } from '../project-data.js';
import type { Question } from '../question.js';
import { openSheet } from '../sheet.js';

async function knownChoices({ cwd }: Surface): Promise<Choice[]> {
  const { data } = await projectData(cwd);
  const project = data === null ? [] : [{ value: data, name: data, about: 'of assay.yaml' }];
  const near = nearFiles(cwd).map(({ path, bytes }) => ({
    value: path,
    name: path,
    about: bytesText(bytes),
  }));
  const shipped = shippedData().shipped.map(({ name, summary }) => ({
    value: name,
    name,
    about: `shipped · ${summary}`,
  }));
  return [...project, ...near.filter(({ value }) => value !== data), ...shipped];
}

const pathChoices = (term: string, { cwd, env }: Surface): Choice[] =>
  completePath(term, cwd, env.HOME).map(({ path, isFolder }) => ({
    value: path,
    name: path,
    ...(isFolder ? { opens: true } : {}),
  }));

/** A data set by searching. @param message the question */
export async function askForData(message: string, surface: Surface) {
  const known = await knownChoices(surface);
  const choices = (term: string) => {
    const found = matching(known, term);
    const names = new Set(found.map(({ value }) => value));
    const paths = pathChoices(term, surface).filter(({ value }) => !names.has(value));
    const isTyped = ({ value }: Choice) => value === term;
    return [...paths.filter(isTyped), ...found, ...paths.filter((path) => !isTyped(path))];
  };
  return { kind: 'search', message, choices } as const;
}

export const data: Question = {
  isNext: ({ sheet }) => sheet === null,
  ask: (_, term) => askForData('Which data? Type to search, or a path', term),
  take: async (answer, state, term) => ({ ...state, sheet: await openSheet(answer, term) }),
};
