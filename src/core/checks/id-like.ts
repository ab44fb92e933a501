/** Features that look like row ids and are used all the same, since `--keep` asked for them. */
import { idClause } from '../left-out.js';
import type { Check, CheckInput, Finding } from './check.js';

function find({ problem: { table } }: CheckInput): Finding[] {
  return table.columns.flatMap((column) => {
    const clause = idClause(column, table.nRows);
    if (clause === null) return [];
    const { name } = column;
    const message = `${name} looks like a row id (${clause}) and is used as a feature; leave it out with --drop ${name} unless it carries meaning`;
    return [{ id: 'id-like', columns: [name], message }];
  });
}

export const idLike: Check = {
  id: 'id-like',
  summary: 'row ids that are used as features',
  find,
};
