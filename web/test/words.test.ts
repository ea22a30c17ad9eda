import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { flatten } from '../src/i18n/catalogue.ts';

const source = fileURLToPath(new URL('../src', import.meta.url));
const locales = join(source, 'locales');
const languages = ['en', 'zh', 'ru'];

function wordsOf(language: string, area: string): Record<string, string> {
  return flatten(JSON.parse(readFileSync(join(locales, language, area), 'utf8')) as Record<string, unknown>);
}

const areas = readdirSync(join(locales, 'en')).filter((name) => name.endsWith('.json'));

describe('translations', () => {
  it('has areas to look at', () => {
    expect(areas.length).toBeGreaterThan(8);
  });

  for (const area of areas) {
    it(`${area} says the same things in every complete language`, () => {
      const english = Object.keys(wordsOf('en', area)).sort();
      for (const language of languages)
        expect(Object.keys(wordsOf(language, area)).sort(), language).toEqual(english);
    });

    it(`${area} holds well-formed messages with the same arguments`, () => {
      const english = wordsOf('en', area);
      for (const language of languages)
        for (const [key, text] of Object.entries(wordsOf(language, area))) {
          expect(text.trim(), `${language} ${key}`).not.toBe('');
          expect(argumentsOf(text, language), `${language} ${key}`).toEqual(
            argumentsOf(english[key] ?? '', 'en'),
          );
        }
    });
  }

  it('has every word the code asks for', () => {
    const known = new Set(areas.flatMap((area) => Object.keys(wordsOf('en', area))));
    const asked = codeFiles(source).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\('([^'$]+)'/g)].map((match) => ({
        file,
        key: match[1] ?? '',
      })),
    );
    expect(asked.length).toBeGreaterThan(150);
    const missing = asked
      .filter(({ key }) => !known.has(key))
      .map(({ file, key }) => `${file.slice(source.length)}: ${key}`);
    expect(missing).toEqual([]);
  });

  it('has a word for every event of a timeline', () => {
    const words = wordsOf('en', 'terms.json');
    const server = fileURLToPath(new URL('../../src', import.meta.url));
    const told = codeFiles(server).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:kind|event): '([a-z_]+\.[a-z_]+)'/g)].map(
        (match) => match[1],
      ),
    );
    expect(told.length).toBeGreaterThan(50);
    expect([...new Set(told)].filter((kind) => !(`event.${kind}` in words))).toEqual([]);
  });
});

/** Names of the arguments of a message, in order of the alphabet. */
function argumentsOf(text: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (elements: unknown): void => {
    for (const element of elements as {
      type: number;
      value?: string;
      options?: Record<string, { value: unknown }>;
    }[]) {
      if (element.type >= 1 && element.type <= 6 && element.value) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, language).getAst());
  return [...names].sort();
}

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'locales' ? [] : codeFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
