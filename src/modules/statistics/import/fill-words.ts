import { sqlText, type Workbench } from '../../../platform/index.ts';
import { areas } from '../areas.ts';
import { flowCode } from '../model.ts';
import type { Book, Codebook } from '../vintages/codebook.ts';
import { editionWords, flowWords, type Mapping } from './mapping.ts';

/** Units as UN Comtrade writes them; others of a file join the codebook when they are met. */
export const knownUnits = [
  'kg',
  'u',
  'l',
  'm',
  'm²',
  'm³',
  'g',
  'carat',
  '2u',
  '12u',
  '1000u',
  '1000 kWh',
  'u (jeu/pack)',
];

/** ISO 4217 codes a file may name. Which of them a rate is on file for is another question. */
export const knownCurrencies = [
  'USD',
  'CNY',
  'EUR',
  'KZT',
  'KGS',
  'TJS',
  'TMT',
  'UZS',
  'RUB',
  'JPY',
  'GBP',
  'CHF',
  'TRY',
  'KRW',
  'INR',
  'HKD',
];

/** What the codebook must hold before rows are read. */
export function wordsNeeded(): (readonly [Book, string])[] {
  return [
    ...areas().map((a) => ['area', a.code] as const),
    ...knownUnits.map((unit) => ['unit', unit] as const),
    ...knownCurrencies.map((currency) => ['currency', currency] as const),
  ];
}

/** The tables by which words of a file become numbers. */
export async function fillWords(bench: Workbench, mapping: Mapping, book: Codebook): Promise<void> {
  const area = new Map<string, number>();
  const isNew = (word: string): boolean => word !== '' && !area.has(word);
  for (const a of areas()) {
    const code = book.code('area', a.code);
    const numbers = a.comtrade.flatMap((n) => [n, n.padStart(3, '0')]);
    const names = [a.code, a.iso3 ?? '', a.m49 ?? '', ...numbers, ...Object.values(a.name), ...a.aliases];
    for (const word of names.map((name) => name.trim().toLowerCase())) if (isNew(word)) area.set(word, code);
  }
  const world = book.code('area', 'WLD');
  for (const word of ['w00', 'w0', 'w1', '_t', 'all', 'wld']) if (isNew(word)) area.set(word, world);
  await fill(bench, 'area_word', area);
  const flows = Object.entries({ ...flowWords, ...lower(mapping.flow_words ?? {}) });
  const byName = Object.entries(flowCode).map(([name, code]) => [name, code] as const);
  await fill(bench, 'flow_word', [
    ...new Map([...byName, ...flows.map(([w, f]) => [w, flowCode[f]] as const)]),
  ]);
  await fill(bench, 'edition_word', Object.entries(editionWords));
  await fill(
    bench,
    'currency_word',
    knownCurrencies.map((c) => [c, book.code('currency', c)]),
  );
  await fill(
    bench,
    'unit_word',
    knownUnits.map((u) => [u, book.code('unit', u)]),
  );
}

async function fill(
  bench: Workbench,
  table: string,
  words: Iterable<readonly [string, number]>,
): Promise<void> {
  const rows = [...words].map(([word, code]) => `(${sqlText(word)}, ${code})`);
  await bench.run(`create table ${table} (word varchar, code usmallint)`);
  await bench.run(`insert into ${table} values ${rows.join(', ')}`);
}

const lower = <T>(words: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(words).map(([word, value]) => [word.toLowerCase(), value]));
