/**
 * `npm run bench -- memory [MODEL…]`: peak memory of `train` on 1,000,000 x 50, for classes and for numbers, on one thread and
 * on two, and what of it is above that of `dummy`, which reads the same file and learns nothing. All trees grow fully, as
 * they do by default.
 */
import { models } from '../../src/core/models/list.js';
import { Scratch } from '../cli/scratch.js';
import { note, say, secondsText, tableText } from './say.js';
import { type Measured, megabytes, type Sized, trainOnce } from './scaling.js';
import { writeWideData } from './wide-data.js';

const ROWS = 1_000_000;
const COLUMNS = 50;
const MODELS = ['forest', 'extra-trees', 'boost'];

async function dataOf(scratch: Scratch, target: 'class' | 'number'): Promise<Sized> {
  const path = scratch.path(`${target}.csv`);
  await writeWideData(path, ROWS, COLUMNS, target);
  return { name: target, rows: ROWS, path, target: 'y' };
}

const rowOf = ({ model, data, fit, peak }: Measured, jobs: number, least: number): string[] => [
  `${model}, ${data}, -j ${jobs}`,
  secondsText(fit),
  megabytes(peak),
  megabytes(peak - least),
];

export async function benchMemory(wanted: readonly string[]): Promise<void> {
  const ids = (wanted.length > 0 ? wanted : MODELS).filter((id) => models.has(id));
  const scratch = new Scratch();
  try {
    const rows = [['', 'fit', 'peak', 'above dummy']];
    for (const target of ['class', 'number'] as const) {
      const data = await dataOf(scratch, target);
      const { peak: least } = await trainOnce(scratch, 'dummy', data);
      for (const model of ids) {
        for (const jobs of [1, 2]) {
          const one = await trainOnce(scratch, model, data, jobs);
          say({ bench: 'memory', jobs, ...one, aboveDummy: one.peak - least });
          rows.push(rowOf(one, jobs, least));
        }
      }
    }
    note(tableText(rows));
  } finally {
    scratch.remove();
  }
}
