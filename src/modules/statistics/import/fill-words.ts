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

/**
 * The lists by which words of a file become numbers. Each is a table (area_word: word in small letters where letters
 * do not matter, code), and as a type of its words with a list of their codes (area_text, area_code), which is the
 * quick way for words that stand in a file as they stand here.
 */
export async function fillWords(bench: Workbench, mapping: Mapping, book: Codebook): Promise<void> {
  const area = new Map<string, number>();
  for (const a of areas()) {
    const numbers = a.comtrade.flatMap((n) => [n, n.padStart(3, '0')]);
    const names = [a.code, a.iso3 ?? '', a.m49 ?? '', ...numbers, ...Object.values(a.name), ...a.aliases];
    for (const name of names) add(area, name.trim(), book.code('area', a.code));
  }
  for (const word of ['W00', 'W0', 'W1', '_T', 'all', 'WLD']) add(area, word, book.code('area', 'WLD'));
  await fill(bench, 'area', area);
  const flow = new Map<string, number>();
  // Words of the mapping come first, and what they say counts.
  for (const [name, code] of Object.entries(flowCode)) add(flow, name, code);
  for (const [word, name] of Object.entries({ ...flowWords, ...lower(mapping.flow_words ?? {}) })) {
    for (const written of [word, word.toUpperCase(), word.slice(0, 1).toUpperCase() + word.slice(1)])
      flow.set(written, flowCode[name]);
  }
  await fill(bench, 'flow', flow);
  const edition = new Map<string, number>();
  for (const [word, code] of Object.entries(editionWords)) add(edition, word.toUpperCase(), code);
  await fill(bench, 'edition', edition);
  await fill(bench, 'currency', new Map(knownCurrencies.map((c) => [c, book.code('currency', c)])));
  await fill(bench, 'unit', new Map(knownUnits.map((u) => [u, book.code('unit', u)])));
  await fill(bench, 'period', months());
}

/** A word as it is written and in small letters; the first meaning of a word stays. */
function add(list: Map<string, number>, word: string, code: number): void {
  const small = word.toLowerCase();
  if (word === '' || list.has(small)) return;
  list.set(small, code);
  list.set(word, code);
}

/** The years of the Harmonized System and their months, as they are mostly written. */
function months(): Map<string, number> {
  const words = new Map<string, number>();
  for (let year = 1988; year < 2040; year++) {
    words.set(String(year), year);
    for (let month = 1; month <= 12; month++) {
      const two = String(month).padStart(2, '0');
      words.set(`${year}-${two}`, year * 100 + month);
      words.set(`${year}${two}`, year * 100 + month);
    }
  }
  return words;
}

async function fill(bench: Workbench, list: string, words: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...words].map(([word, code]) => `(${sqlText(word)}, ${code})`);
  await bench.run(
    `create table ${list}_word (word varchar, code ${list === 'period' ? 'uinteger' : 'usmallint'})`,
  );
  await bench.run(`insert into ${list}_word values ${rows.join(', ')}`);
  await bench.run(`create type ${list}_text as enum (select word from ${list}_word order by rowid)`);
  await bench.run(`set variable ${list}_code = (select list(code order by rowid) from ${list}_word)`);
}

const lower = <T>(words: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(words).map(([word, value]) => [word.toLowerCase(), value]));
