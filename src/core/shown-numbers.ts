/** Counts and shares in what people read: fixed digits, thousands apart, nothing that depends on a locale. */

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `24,000`, `-1,655.25`: fixed digits, commas between thousands; from 1e15 on as 1.234e+15. */
export function fixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential(3);
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const isZero = Number(whole) === 0 && Number(fraction ?? 0) === 0;
  return `${value < 0 && !isZero ? '-' : ''}${group(whole)}${fraction ? `.${fraction}` : ''}`;
}

/** A count: `24,000`. */
export const count = (value: number): string => fixed(value, 0);

/** `1 row`, `24,000 rows`. @param plural when `s` does not make it */
export const counted = (value: number, noun: string, plural = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : plural}`;

/** A share: `22.1 %`. */
export const percent = (share: number, digits = 1): string => `${fixed(100 * share, digits)} %`;
