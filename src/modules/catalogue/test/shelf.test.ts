import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../kernel/random.ts';
import { parseRate } from '../../../kernel/rate.ts';
import { type Search, searchShelf } from '../search/search-shelf.ts';
import { Shelf, type ShelfRow } from '../search/shelf.ts';

const row = (at: number, changes: Partial<ShelfRow> = {}): ShelfRow => ({
  org_id: `org-${at % 7}`,
  listing_id: `listing-${String(at).padStart(6, '0')}`,
  words: `'battery':1A 'packs':1A 'seller':1C 'strong':1 'h:850760':1A 'o:CN':1A`,
  updated_ms: 1000 + at,
  hs_code: '850760',
  origin_country: 'CN',
  seller_country: 'CN',
  seller_trust: at % 4,
  lead_time_days: 14,
  price_amount: 1000n + BigInt(at),
  price_currency: 'USD',
  incoterms: ['FCA', 'DAP'],
  certificates: [],
  ...changes,
});
const term = (word: string): Search['question'] => ({
  terms: [{ word, exact: [word], forms: [], beginnings: word.length >= 4 ? [word.slice(0, 4)] : [] }],
  meanings: [],
});
const ask = (shelf: Shelf, changes: Partial<Search> = {}) =>
  searchShelf(shelf, {
    question: undefined,
    conditions: {},
    rates: new Map(),
    today: '2026-03-02',
    facets: [],
    after: undefined,
    limit: 20,
    ...changes,
  });

test('a word in a title counts more than a form of it, and that more than the text', () => {
  const shelf = new Shelf();
  shelf.put(row(1));
  shelf.put(row(2, { words: "'batteries':1A" }));
  shelf.put(row(3, { words: "'battery':1 'other':1A" }));
  const found = ask(shelf, { question: term('battery') });
  // 1.5 of 6 is less than two fifths.
  assert.deepEqual(
    found.hits.map((hit) => [hit.listing_id, hit.score, hit.terms]),
    [
      ['listing-000001', 6000, [6]],
      ['listing-000002', 4000, [4]],
    ],
  );
  assert.equal(ask(shelf, { question: { terms: [], meanings: [] } }).total, 0);
  assert.equal(ask(shelf).total, 3);
});

test('what is changed, withdrawn and put back again is found as it is, gaps closed or not', () => {
  const shelf = new Shelf();
  const random = seededRandom('shelf');
  const kept = new Map<string, ShelfRow>();
  for (let step = 0; step < 12_000; step += 1) {
    const at = Math.floor(random() * 1500);
    const words = random() < 0.3 ? '' : random() < 0.5 ? "'honey':1A" : "'battery':1A 'honey':1";
    const one = row(at, { words, updated_ms: step, origin_country: random() < 0.5 ? 'KZ' : 'CN' });
    shelf.put(one);
    if (words === '') kept.delete(one.listing_id);
    else kept.set(one.listing_id, one);
    if (step % 997 !== 0 && step !== 11_999) continue;
    const expected = [...kept.values()]
      .filter((listing) => listing.words.includes("'battery':1A") && listing.origin_country === 'KZ')
      .sort((a, b) => b.updated_ms - a.updated_ms)
      .map((listing) => listing.listing_id);
    const found = ask(shelf, {
      question: term('battery'),
      conditions: { origin_country: 'KZ' },
      limit: 2000,
      facets: ['origin_country'],
    });
    assert.deepEqual(
      found.hits.map((hit) => hit.listing_id),
      expected,
    );
    assert.equal(shelf.size, kept.size);
    if (expected.length > 0)
      assert.deepEqual(found.facets.origin_country, [{ value: 'KZ', count: expected.length }]);
  }
  assert.ok(shelf.slots < 5000, `${shelf.slots} slots for ${shelf.size} listings`);
});

test('a limit of price holds to the last minor unit in another currency', () => {
  const shelf = new Shelf();
  for (const [at, amount] of [70_000n, 70_001n, 69_999n].entries())
    shelf.put(row(at, { price_amount: amount, price_currency: 'CNY' }));
  shelf.put(row(9, { price_amount: 1n, price_currency: 'TMT' }));
  const rates = new Map([['CNY', { ...parseRate('1'), denominator: 7n }]]);
  const amounts = (conditions: object): string[] =>
    ask(shelf, { conditions, rates, facets: ['price'] })
      .hits.map((hit) => hit.listing_id.at(-1) ?? '')
      .sort();
  assert.deepEqual(amounts({ price_to: '10000' }), ['0', '2']);
  assert.deepEqual(amounts({ price_from: '10000' }), ['0', '1']);
  assert.deepEqual(amounts({ price_from: '10000', price_to: '10000' }), ['0']);
  // 100 is not below 100; what has no rate says so.
  assert.deepEqual(ask(shelf, { rates, facets: ['price'] }).facets.price, [
    { value: '1000', count: 2 },
    { value: '100', count: 1 },
    { value: 'unknown', count: 1 },
  ]);
});

test('pages by place follow each other over equal scores and times', () => {
  const shelf = new Shelf();
  for (let at = 0; at < 250; at += 1) shelf.put(row((at * 37) % 250, { updated_ms: 5 }));
  const seen: string[] = [];
  let after: Search['after'];
  for (;;) {
    const { hits } = ask(shelf, { question: term('battery'), after, limit: 40 });
    seen.push(...hits.map((hit) => hit.listing_id));
    if (hits.length < 40) break;
    after = hits.at(-1);
  }
  assert.deepEqual(seen, [...seen].sort().reverse());
  assert.equal(new Set(seen).size, 250);
});

test('words that no listing holds any more are forgotten with the gaps', () => {
  const shelf = new Shelf();
  for (let change = 0; change < 5_000; change += 1)
    shelf.put(row(1, { words: `'fresh${change}':1A 'battery':1A` }));
  assert.ok(shelf.words.size < 1_600, `${shelf.words.size} words of one listing`);
  assert.equal(shelf.words.startingWith('fres').length, shelf.words.size - 1);
  assert.equal(ask(shelf, { question: term('fresh4999') }).total, 1);
  assert.equal(ask(shelf, { question: term('fresh1') }).hits.length, 1, 'found by its beginning');
});
