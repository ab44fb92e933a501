/**
 * What to do about columns that have one alert in common. A message of one column is its finding and this advice, so that
 * a screen can join what several columns share and still name every one of them.
 */
import { listText, shellText } from '../shell-text.js';

const leftOut = (names: readonly string[]): string => {
  const [them, uses] = names.length === 1 ? ['it', 'uses it'] : ['them', 'uses them'];
  return `: models leave ${them} out; --keep ${shellText([listText(names)])} ${uses}`;
};

/** More columns than this are not spelt out in an option. */
const MOST_SPELT = 6;

function asCategories(names: readonly string[]): string {
  const spelt = names.length > MOST_SPELT ? ['COL'] : names;
  return `: if they are codes, --types ${shellText([spelt.map((name) => `${name}=category`).join(',')])}`;
}

const ADVICE: Readonly<Record<string, (names: readonly string[]) => string>> = {
  constant: leftOut,
  'id-like': leftOut,
  'many-levels': leftOut,
  'code-like': asCategories,
  skewed: () => ': matters to logistic and knn, not to trees',
};

/** The end of the message of an alert about these columns; empty when there is none. @param id of the alert */
export const alertAdvice = (id: string, names: readonly string[]): string => ADVICE[id]?.(names) ?? '';
