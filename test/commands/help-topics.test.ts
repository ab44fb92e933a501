/** Help topics: each fits the screen, each id of an alert has a text, and no text is about an id that is gone. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hangLine } from '../../src/commands/command-help.js';
import { paragraphs } from '../../src/commands/details-text.js';
import { ALERT_MEANINGS } from '../../src/commands/help-topics/alert-meanings.js';
import { helpTopics } from '../../src/commands/help-topics/list.js';
import { commandEntries } from '../../src/commands/list.js';
import { modelHelp } from '../../src/commands/registry-help.js';
import { checks } from '../../src/core/checks/list.js';
import { models } from '../../src/core/models/list.js';

test('lines of a section are one paragraph; headings and deeper lines stand for themselves', () => {
  assert.equal(paragraphs('A\n  b,\n  c\n  d.\nE\n  f\n    g\nh'), 'A\n  b, c d.\nE\n  f\n    g\nh');
});

const source = fileURLToPath(new URL('../../../src', import.meta.url));

/** How ids of alerts, findings, notes and failed rules stand in the source. */
const ID_PATTERNS = [
  /\b(?:makeAlert|columnAlert|alert)\(\s*'([a-z-]+)'/g,
  /\bid: '([a-z-]+)',\s*(?:severity|columns|message|lacks)\b/g,
  /\b(?:warn|fail)\(\s*'([a-z-]+)'/g,
];

function idsInSource(): Set<string> {
  const files = readdirSync(source, { recursive: true })
    .map(String)
    .filter((name) => /^(core|data|workflows)\b.*\.ts$/.test(name));
  const texts = files.map((name) => readFileSync(join(source, name), 'utf8'));
  const found = texts.flatMap((text) => ID_PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)]));
  return new Set(found.map(([, id]) => id));
}

describe('help topics', () => {
  for (const topic of helpTopics.all()) {
    test(`${topic.id} wraps to narrow and wide screens`, async () => {
      const text = await topic.text();
      assert.ok(text.length > 200, text);
      for (const width of [60, 100]) {
        const lines = text.split('\n').flatMap((line) => hangLine(line, width));
        // A word that is longer than a line stays whole.
        const wide = lines.filter((line) => line.length > width && /\S\s+\S/.test(line.trim()));
        assert.deepEqual(wide, []);
      }
    });
  }

  test('models: other names of parameters, and what categories, boosting and weights mean', async () => {
    const text = await helpTopics.get('models').text();
    assert.match(text, /max_leaf_nodes=31 .*\(also num_leaves, num_leaf, max_leaves, max_leaf\)/);
    for (const said of [
      'order of their names',
      'min_data_per_group',
      'scale_pos_weight also counts',
      'bins ignore weights',
      'on beyond 10,000 rows there',
      'XGBoost: its defaults are',
    ])
      assert.ok(text.includes(said), said);
  });

  test('what is asked of evaluation is found by its name', async () => {
    const said: readonly (readonly [string, RegExp])[] = [
      ['metrics', /WITH A PARAMETER/],
      ['splitters', /--groups COL, time with --time COL/],
      ['intervals', /Nadeau & Bengio/],
      ['tests', /McNemar/],
      ['searches', /--nested 5x3/],
      ['thresholds', /--cost fp=1,fn=5/],
      ['calibrate', /isotonic/],
      ['selectors', /threshold = f1/],
    ];
    for (const [name, pattern] of said) assert.match(await helpTopics.get(name).text(), pattern);
  });

  test('a model has a text of its own, by any of its names', async () => {
    assert.match((await modelHelp('boost')) ?? '', /^boost: .*\n {4}n_estimators=100/);
    assert.match((await modelHelp('extremely-randomised-trees')) ?? '', /^extra-trees/);
    assert.equal(await modelHelp('boots'), null);
  });

  test('no model is called as a topic or a command is', () => {
    const words = [...helpTopics.ids(), ...commandEntries.map(({ id }) => id)];
    assert.deepEqual(
      models.ids().filter((id) => words.includes(id)),
      [],
    );
  });

  test('a topic is no command, but for config, whose help it leads to', () => {
    const both = commandEntries.filter(({ id }) => helpTopics.has(id)).map(({ id }) => id);
    assert.deepEqual(both, ['config']);
  });
});

describe('alerts', () => {
  test('every id in the source has a meaning, and every meaning an id', () => {
    const ids = idsInSource();
    assert.ok(ids.size > 30, [...ids].join(' '));
    for (const check of checks.ids()) assert.ok(ids.has(check), check);
    assert.deepEqual([...ids].sort(), Object.keys(ALERT_MEANINGS).sort());
  });

  test('the topic shows them all', async () => {
    const text = await helpTopics.get('alerts').text();
    for (const id of Object.keys(ALERT_MEANINGS)) assert.match(text, new RegExp(`^ {2}${id}: `, 'm'));
  });
});
