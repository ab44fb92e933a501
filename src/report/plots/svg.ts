/** The few shapes that plots are made of, as text of an SVG file. Coordinates in pixels, y downwards. */

const FONT = 'font-family="Helvetica, Arial, sans-serif" font-size="12"';
const INK = '#222';

/** A letter of the font, on average. */
export const LETTER_WIDTH = 6.6;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Stroke {
  readonly width?: number;
  readonly color?: string;
  readonly dashed?: boolean;
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  { width = 1, color = INK, dashed = false }: Stroke = {},
): string {
  const ends = `x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"`;
  return `<line ${ends} stroke="${color}" stroke-width="${width}"${dashed ? ' stroke-dasharray="4 3"' : ''}/>`;
}

export const dot = (x: number, y: number, color: string, radius = 4): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" fill="${color}"/>`;

/** A dot that is hollow. */
export const ring = (x: number, y: number, color: string, radius = 4): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" fill="#fff" stroke="${color}" stroke-width="1.5"/>`;

/** Any text: what is markup in it is escaped. */
export const label = (
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  text: string,
  color = INK,
): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${color}">${escaped(text)}</text>`;

/** A whole file, on white. @param parts in the order in which they are drawn */
export const svgFile = (width: number, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT} fill="${INK}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
