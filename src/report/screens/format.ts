/** Numbers, shares and bars as people read them. No locale is asked. */

/** `30,000`. */
export const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A number of the data in at most 6 significant digits, thousands grouped. */
export function brief(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const [whole, fraction] = String(rounded).split('.');
  if (/e/.test(String(rounded))) return String(rounded);
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = grouped(Number(whole.replace('-', '')));
  return fraction === undefined ? `${sign}${digits}` : `${sign}${digits}.${fraction}`;
}

/** `22.1 %`. */
export const share = (value: number) => `${(100 * value).toFixed(1)} %`;

/** `1 row`, `2,000 rows`. */
export const counted = (count: number, noun: string) => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/** Bars of one line, heights from 0 to the greatest; what is above 0 shows. */
export function sparkline(heights: readonly number[], top = Math.max(...heights)): string {
  return heights
    .map((height) => {
      if (!(height > 0) || !(top > 0)) return ' ';
      return EIGHTHS[Math.max(1, Math.min(8, Math.round((8 * height) / top)))];
    })
    .join('');
}
