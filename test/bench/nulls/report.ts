/** The rates as a table that people read: Markdown, a section a question. */
import type { Rate } from './tally.js';

const share = ({ told, sets }: Rate) => `${((100 * told) / sets).toFixed(1)}`;

const QUESTIONS: readonly { readonly of: RegExp; readonly title: string; readonly text: string }[] = [
  {
    of: /^equal$/,
    title: 'Two equal learners on disjoint features',
    text: 'Naive Bayes, each on three features of its own, true AUC 0.75 both. Told apart, %:',
  },
  {
    of: /^seeds$/,
    title: 'One learner, two seeds',
    text: 'Ten extremely randomised trees of depth 4 on six features. Told apart, %:',
  },
  {
    of: /^ten equal$/,
    title: 'Ten equal learners',
    text: 'Any of the 45 pairs told apart, %; where a rule looks at the best one only, any of its nine. Level of the family 5 %.',
  },
  {
    of: /^gap/,
    title: 'Power',
    text: 'Two learners whose true AUC differs by the gap: told apart, the right way round, %:',
  },
];

const cells = (values: readonly string[]) => `| ${values.join(' | ')} |`;

function tableOf(rates: readonly Rate[]): string {
  const designs = [...new Set(rates.map(({ design }) => design))];
  const lineOf = (rate: Rate) => `${rate.of}|${rate.test}|${rate.rows}|${rate.sets}`;
  const lines = new Map(rates.map((rate) => [lineOf(rate), rate]));
  const head = ['question', 'test', 'rows', 'data sets', ...designs];
  const body = [...lines].map(([key, { of, test, rows, sets }]) => {
    const values = designs.map((design) => {
      const found = rates.find((rate) => rate.design === design && lineOf(rate) === key);
      return found ? share(found) : '';
    });
    return cells([of, test, String(rows), String(sets), ...values]);
  });
  return [cells(head), cells(head.map(() => '---')), ...body].join('\n');
}

/** @param command what makes the table anew */
export function markdownOf(rates: readonly Rate[], command: string): string {
  const sections = QUESTIONS.flatMap(({ of, title, text }) => {
    const own = rates.filter((rate) => of.test(rate.of));
    return own.length === 0 ? [] : [`## ${title}\n\n${text}\n\n${tableOf(own)}`];
  });
  return `# How often tests tell learners apart

Level 5 %, AUC by fold. A design is folds x repeats: \`5x2\` is five folds twice, \`2x5\` is what "5x2cv" is short for. Seeded:
the same command makes the same numbers. With S data sets a true rate of 5 % shows as 5 ± ${'`'}43 / sqrt(S)${'`'} (95 %), e.g.
± 1.0 at 2,000.

Made by \`${command}\`; the full size is \`npm run bench -- nulls\`, 2,000 data sets a cell.

${sections.join('\n\n')}
`;
}
