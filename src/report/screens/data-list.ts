/** `assay data list`: what is shipped, and the recipes. */
import { fact, type Style, stack } from './paint.js';
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
