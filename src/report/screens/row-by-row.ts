/** What is said beside McNemar's test of rows that come in groups. */
export const rowByRow = ({ ignores_groups: ignores }: { readonly ignores_groups?: true }): string =>
  ignores ? ' (row by row, not by group: too sure of itself where rows of a group are alike)' : '';
