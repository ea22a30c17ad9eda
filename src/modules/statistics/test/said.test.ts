import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { say, sentenceCodes } from '../said.ts';

const words = (language: string): Record<string, string> =>
  JSON.parse(
    readFileSync(
      new URL(`../../../../web/src/locales/${language}/observatory.json`, import.meta.url),
      'utf8',
    ),
  );
const namesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();

test('every sentence of a guard and of the mirror is said in three languages, with all its parameters', () => {
  for (const language of ['en', 'zh', 'ru'])
    for (const code of sentenceCodes) {
      const said = words(language)[`why.${code}`];
      assert.ok(said, `${language} has why.${code}`);
      // A sentence without parameters writes its places as they are.
      const probe = say(code, new Proxy({}, { get: (_, name) => `{${String(name)}}`, ownKeys: () => [] }));
      assert.deepEqual(namesIn(said), namesIn(probe.text), `${language} ${code}`);
    }
});

test('numbers are grouped in the text and exact in the parameters', () => {
  const { text, params } = say('file_cut_off', { rows: 100_000 });
  assert.match(text, /exactly 100,000 rows/);
  assert.deepEqual(params, { rows: '100000' });
});
