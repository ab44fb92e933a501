/** `--set cv.folds=10`: a setting as if it stood in assay.yaml. */
import { usageError } from '../../core/errors.js';
import { settingsOfText } from './project-file.js';
import type { Setting } from './setting.js';

const wrongForm = (word: string) =>
  usageError(
    'ASSAY_SET_FORM',
    `--set takes KEY=VALUE, got "${word}"`,
    'for example --set cv.folds=10 or --set params.forest.n_estimators=50',
  );

/** A list in brackets and what stands in quotes are YAML; anything else is its text, `>50K` too. */
async function parsedValue(text: string, key: string): Promise<Setting['value']> {
  if (/^(~|null)$/i.test(text)) return null;
  if (!/^[["']/.test(text)) return text;
  const [setting] = await settingsOfText(`value: ${text}`, '', `--set ${key}`);
  return setting.value;
}

async function parseSet(word: string, cwd: string): Promise<Setting> {
  const [, key = '', text = ''] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(word) ?? [];
  const path = key.split('.');
  if (path.includes('') || text.trim() === '') throw wrongForm(word);
  const value = await parsedValue(text.trim(), key);
  return { path, value, origin: { kind: 'set', key }, place: '--set ', folder: cwd };
}

/** @throws AssayError (exit 2) for what is no KEY=VALUE */
export const parseSets = (words: readonly string[], cwd: string): Promise<Setting[]> =>
  Promise.all(words.map((word) => parseSet(word, cwd)));
