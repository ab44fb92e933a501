/** `assay demo`: the whole loop on the shipped data set, ending in the ranking and the lines to type next. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import { jobsOption } from './step-options.js';
import { text } from './typed-values.js';

const FOLDER = 'assay-demo';

/** In a clone of assay the command is reached by npx. */
function isClone(cwd: string): boolean {
  try {
    return JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')).name === 'assay';
  } catch {
    return false;
  }
}

/** Lines that work when pasted where the demo ran. */
const nextLines = (assay: string, store: string) => [
  `${assay} eda loans -t default`,
  `${assay} cv loans -t default -m forest --sampler smote`,
  `${assay} compare -E ${store}`,
  `${assay} show best:f1 -E ${store}`,
  `${assay} verify last -E ${store}`,
];

export const demo: Command = {
  id: 'demo',
  ignoresProject: true,
  summary: 'the whole loop on a shipped data set, in under a minute',
  examples: ['assay demo', `assay demo -E ${FOLDER}`],
  args: [],
  options: [
    {
      name: 'store',
      short: 'E',
      type: 'text',
      value: 'DIR',
      default: FOLDER,
      group: 'experiment',
      help: 'the folder of experiments',
    },
    jobsOption,
  ],
  async run(typed, term) {
    const { withContext } = await import('./session.js');
    const { runDemo } = await import('../workflows/demo.js');
    const { compareScreen } = await import('../report/screens/compare.js');
    const { demoLine } = await import('../report/screens/demo.js');
    const { steps, comparison } = await withContext(typed, term, (context) =>
      runDemo(context, {
        before: (command) => term.note(`$ ${command}`),
        after: ({ recorded }) =>
          term.note(demoLine(recorded.results, recorded.id, recorded.timings.total ?? 0)),
      }),
    );
    const { document, about } = comparison;
    const next = nextLines(isClone(term.cwd) ? 'npx assay' : 'assay', text(typed, 'store') ?? FOLDER);
    const versions = steps.map(({ command, recorded }) => ({
      command,
      version: recorded.id,
      path: recorded.path,
    }));
    term.result({ schema: 'assay/demo/1', versions, compare: document, next }, (style) =>
      compareScreen({ document, about, next }, style),
    );
    return EXIT.done;
  },
};
