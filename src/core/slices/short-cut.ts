/** Cuts as people would set them: of all that part the same values, the one with the fewest figures. */

const MOST_FIGURES = 17;
const MILLIS_PER_DAY = 86_400_000;

function shortNumber(low: number, high: number): number {
  for (let figures = 1; figures < MOST_FIGURES; figures++) {
    const cut = Number(high.toPrecision(figures));
    if (cut > low && cut <= high) return cut;
  }
  return high;
}

/** The first day of a year, of a month, or a whole day. */
function shortDate(low: number, high: number): number {
  const date = new Date(Math.floor(high) * MILLIS_PER_DAY);
  const dayOf = (month: number) => {
    const first = new Date(0);
    first.setUTCFullYear(date.getUTCFullYear(), month, 1);
    return first.getTime() / MILLIS_PER_DAY;
  };
  const cuts = [dayOf(0), dayOf(date.getUTCMonth()), Math.floor(high)];
  return cuts.find((cut) => cut > low && cut <= high) ?? high;
}

/** A cut above `low` that is at most `high`. @param low below `high` */
export const shortCut = (low: number, high: number, type: 'number' | 'date'): number =>
  type === 'date' ? shortDate(low, high) : shortNumber(low, high);
