/** Versions that somebody truncated, altered or took files from, and stores that are none. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './row.js';
import { rowsOf } from './row.js';

const CV = 'experiments/e/v0001-cv-tree';
const TRAINED = 'experiments/e/v0002-train-tree';

const gone = (path: string) => (folder: string) => rmSync(join(folder, path), { recursive: true });
const cut = (path: string, bytes: number) => (folder: string) => truncateSync(join(folder, path), bytes);
const text = (path: string, content: string) => (folder: string) =>
  writeFileSync(join(folder, path), content);
const flipped = (path: string) => (folder: string) => {
  const bytes = readFileSync(join(folder, path));
  bytes[bytes.length >> 1] ^= 255;
  writeFileSync(join(folder, path), bytes);
};
const folderAt = (path: string) => (folder: string) => {
  rmSync(join(folder, path), { force: true });
  mkdirSync(join(folder, path));
};

/** Each is refused by the commands that need the whole version. */
const DAMAGE: readonly (readonly [name: string, spoil: (folder: string) => void, says: RegExp])[] = [
  ['manifest missing', gone(`${CV}/manifest.json`), /manifest\.json is missing/],
  ['manifest cut short', cut(`${CV}/manifest.json`, 50), /manifest\.json: .*JSON/],
  ['manifest a list', text(`${CV}/manifest.json`, '[]'), /manifest\.json has the schema/],
  ['manifest a folder', folderAt(`${CV}/manifest.json`), /manifest\.json: /],
  ['options missing', gone(`${CV}/options.json`), /options\.json is missing/],
  ['options cut short', cut(`${CV}/options.json`, 50), /options\.json: .*JSON/],
  ['options empty', text(`${CV}/options.json`, '{"schema": "assay/options/1"}'), /options\.json: step/],
  ['results missing', gone(`${CV}/results.json`), /results\.json is missing/],
  ['results cut short', cut(`${CV}/results.json`, 300), /results\.json: .*JSON/],
  ['results a number', text(`${CV}/results.json`, '3'), /results\.json is no assay\/results/],
  ['results a folder', folderAt(`${CV}/results.json`), /results\.json: /],
];

const damaged: readonly Row[] = DAMAGE.map(([name, spoil, why], index) => {
  const command = index % 2 === 0 ? 'rerun' : 'verify';
  return {
    name: `${name}: ${command}`,
    hasStore: true,
    spoil,
    args: [command, 'e/v1'],
    exit: 1,
    says: new RegExp(`^e/v0001 is corrupt: ${why.source}`),
    hint: /restore the folder from a copy/,
  };
});

const inModels: readonly Row[] = [
  {
    name: 'model cut short',
    spoil: cut(`${TRAINED}/model.bin`, 100),
    exit: 1 as const,
    says: /model\.bin: .*truncated or altered/,
    hint: /assay rerun e\/v0002/,
  },
  {
    name: 'model altered',
    spoil: flipped(`${TRAINED}/model.bin`),
    exit: 1 as const,
    says: /model\.bin: .*truncated or altered/,
    hint: /assay rerun e\/v0002/,
  },
  {
    name: 'model missing',
    spoil: gone(`${TRAINED}/model.bin`),
    exit: 2 as const,
    says: /e\/v0002 has no model to use: its model\.bin is gone/,
    hint: /assay train/,
  },
].map((row) => ({
  ...row,
  name: `${row.name}: predict`,
  hasStore: true,
  args: ['predict', 'e/v2', 'good.csv'],
}));

const notStores: readonly Row[] = [
  ...['list', 'show v1', 'compare', 'rm v1', 'gc', 'verify v1', 'cv good.csv -t y'].flatMap((typed) =>
    rowsOf(
      '',
      [
        [
          `a file where the store should be: ${typed}`,
          typed,
          2,
          /the store .*experiments is a file/,
          /--store/,
        ],
      ],
      { files: { experiments: 'x' } },
    ),
  ),
  ...rowsOf(
    'cv good.csv -t y -m dummy',
    [['a file where the experiment should be', '', 1, /experiments\/good: a file stands where/, /--store/]],
    { files: { 'experiments/good': 'x' } },
  ),
  ...rowsOf('', [['a link to itself as a version', 'show e/v80', 2, /no version e\/v0080/, /e\/v0001/]], {
    hasStore: true,
    spoil: (folder) => symlinkSync('v0080-cv-x', join(folder, 'experiments/e/v0080-cv-x')),
  }),
];

export const corruptVersions: readonly Row[] = [...damaged, ...inModels, ...notStores];

/** What goes on beside a broken version: these succeed. */
export const besideDamage = DAMAGE.map(([name, spoil]) => ({ name, spoil }));
