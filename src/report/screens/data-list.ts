/** `assay data list`: what is shipped, and the recipes; `assay data generate`: what was written. */
import { counted } from '../../core/shown-numbers.js';
import { fact, joinFacts, nextLines, type Style, stack } from './paint.js';
import { hang } from './text.js';

export interface DataListView {
  readonly shipped: readonly { readonly name: string; readonly path: string; readonly summary: string }[];
  readonly recipes: readonly { readonly id: string; readonly summary: string }[];
}

export const dataListScreen = ({ shipped, recipes }: DataListView, style: Style): string =>
  stack([
    [
      ...hang('', 'SHIPPED: the bare name works wherever a file does', style.width),
      ...shipped.flatMap(({ name, path, summary }) => [
        ...fact(`  ${name}`, summary, style),
        ...fact('', path, style),
      ]),
    ],
    [
      ...hang('', 'RECIPES: assay data generate RECIPE', style.width),
      ...recipes.flatMap(({ id, summary }) => fact(`  ${id}`, summary, style)),
    ],
  ]);

export interface GeneratedView {
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
}

/** @param next a command that goes on from the file */
export function generatedScreen({ path, rows, columns, seed }: GeneratedView, next: string, style: Style) {
  const shape = `${counted(rows, 'row')} × ${counted(columns, 'column')}`;
  return stack([
    [...fact('wrote', joinFacts([path, shape, `seed ${seed}`]), style), ...nextLines([next], style)],
  ]);
}
