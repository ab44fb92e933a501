/** What metrics of predicted values have in common: names, direction, range. */

/** What a metric of errors is, its names with and without `neg_`. */
export const errorShape = (id: string, aliases: readonly string[], summary: string) =>
  ({
    id,
    aliases: [...aliases, `neg_${id}`, ...aliases.map((alias) => `neg_${alias}`)],
    summary,
    tasks: ['regression'],
    direction: 'min',
    range: [0, Number.POSITIVE_INFINITY],
    needs: 'value',
  }) as const;

/** What a metric is that says how much is explained. */
export const gainShape = (id: string, aliases: readonly string[], summary: string) =>
  ({
    id,
    aliases,
    summary,
    tasks: ['regression'],
    direction: 'max',
    range: [Number.NEGATIVE_INFINITY, 1],
    needs: 'value',
  }) as const;
