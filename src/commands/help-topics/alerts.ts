/** `assay help alerts`: what every finding and warning means, and what to do about it. */
import { checks } from '../../core/checks/list.js';
import { ALERT_MEANINGS, type AlertMeaning } from './alert-meanings.js';
import type { HelpTopic } from './topic.js';

const HEADINGS: Readonly<Record<AlertMeaning['about'], string>> = {
  leaks: 'WHAT WOULD INFLATE A SCORE: eda, train, cv, tune',
  columns: 'COLUMNS AND ROWS: eda, validate',
  target: 'THE TARGET: eda and every modelling step',
  reading: 'HOW THE FILE WAS READ: every step',
  fitting: 'WHAT A MODEL OR SAMPLER SAYS: train, cv, tune, resample, predict',
};

/** A check says itself what it finds. */
const meaningOf = (id: string, { means }: AlertMeaning): string =>
  checks.has(id) ? `${checks.get(id).summary}; ${means}` : means;

const entry = ([id, meaning]: readonly [string, AlertMeaning]): string =>
  `  ${id}: ${meaningOf(id, meaning)}\n      do: ${meaning.advice}`;

function section(about: AlertMeaning['about']): string {
  const own = Object.entries(ALERT_MEANINGS).filter(([, meaning]) => meaning.about === about);
  return [HEADINGS[about], ...own.map(entry)].join('\n');
}

export const alerts: HelpTopic = {
  id: 'alerts',
  aliases: ['alert', 'warnings', 'warning', 'checks'],
  summary: 'every alert and warning by its id: what it means and what to do',
  text: () => (Object.keys(HEADINGS) as AlertMeaning['about'][]).map(section).join('\n\n'),
};
