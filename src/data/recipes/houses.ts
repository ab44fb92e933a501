/** Recipe `houses`: what was a house sold for? See datasets/houses.md. */
import { stream } from '../../core/rng.js';
import type { Table } from '../../core/table.js';
import { type ColumnSpec, columnsOf, fillTable } from './fill-table.js';
import { drawHouse, type House } from './house.js';
import type { Recipe, RecipeOptions } from './recipe.js';

const FIRST_HOUSE = 50001;

const { number, date, word } = columnsOf<House>();

const COLUMNS: readonly ColumnSpec<House>[] = [
  number('house_id', (_, row) => FIRST_HOUSE + row),
  date('sold', ({ sold }) => sold),
  word('neighbourhood', ({ place }) => place),
  word('kind', ({ kind }) => kind),
  number('area', ({ area }) => area),
  number('rooms', ({ rooms }) => rooms),
  number('bathrooms', ({ bathrooms }) => bathrooms),
  number('lot', ({ lot }) => lot),
  number('year_built', ({ built }) => built),
  number('year_renovated', ({ renovated }) => renovated),
  word('condition', ({ condition }) => condition),
  word('heating', ({ heating }) => heating),
  number('energy', ({ energy }) => energy),
  word('garage', ({ garage }) => garage),
  number('distance_centre', ({ distance }) => distance),
  number('price', ({ price }) => price),
];

/**
 * The table: 16 columns; the price is skewed.
 * @param options rows >= 1; seed any whole number
 */
function generate({ rows, seed }: RecipeOptions): Table {
  const rng = stream(seed, 'recipe/houses');
  return fillTable(COLUMNS, rows, () => drawHouse(rng));
}

export const houses: Recipe = {
  id: 'houses',
  summary: 'prices of sold houses: regression, mixed types, missing cells, a date of sale',
  target: 'price',
  defaults: { rows: 2000, seed: 42 },
  generate,
};
