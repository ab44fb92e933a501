/** Groups (`--groups`) of which some rows train and others are tested in one fold. */
import { counted } from '../shown-numbers.js';
import type { Check, CheckInput, Finding } from './check.js';
import { countTested, shareText, testedWithTwin } from './tested-rows.js';

const REMEDY = '--splitter group keeps groups together';
const REMEDY_IN_TIME =
  'no splitter keeps both time and groups: leave --time out (--splitter group), or give folds of your own (--splits)';

function find({ problem, folds }: CheckInput): Finding[] {
  const { groups, leftOut, time } = problem;
  if (!groups || folds.length === 0) return [];
  const rows = testedWithTwin(folds, groups);
  if (rows.length === 0) return [];
  const split = new Set(Array.from(rows, (row) => groups[row])).size;
  const share = shareText(rows.length, countTested(folds, groups.length));
  const message =
    `${counted(split, 'group stands', 'groups stand')} on both sides of a fold: ${share} have a training row of their group; ` +
    (time ? REMEDY_IN_TIME : REMEDY);
  const columns = leftOut.filter(({ why }) => why === 'groups').map(({ column }) => column);
  return [{ id: 'groups-across-folds', columns, message, rows }];
}

export const groupsAcrossFolds: Check = {
  id: 'groups-across-folds',
  summary: 'groups with rows on both sides of a fold',
  find,
};
