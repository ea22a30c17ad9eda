import { assert } from '../../../kernel/refusal.ts';
import { leadTimeBound } from '../words.ts';
import { Column, grownTo } from './column.ts';
import { Postings } from './postings.ts';

/** What the index holds of a published listing; no words: it is withdrawn. */
export interface ShelfRow {
  org_id: string;
  listing_id: string;
  /** In the notation of the database, see words.ts. */
  words: string;
  updated_ms: number;
  hs_code: string;
  origin_country: string;
  seller_country: string;
  seller_trust: number;
  lead_time_days: number;
  price_amount: bigint;
  price_currency: string;
  incoterms: readonly string[];
  certificates: readonly string[];
}

/** Facets, and what separates several values of one listing. */
export const columnNames = [
  'hs_code',
  'origin_country',
  'seller_country',
  'trust',
  'lead_time',
  'incoterms',
  'certificates',
  'currency',
  'org_id',
] as const;
export type ColumnName = (typeof columnNames)[number];
export const BETWEEN = ' ';

/** Slots of listings that are gone are given back once they are so many and a third of all. */
const GONE_LIMIT = 1_000;

/**
 * The published listings as an index in memory: words to listings, and one number per facet and listing. Pure; who
 * fills it keeps it up to date. Some 250 bytes a listing, and 8 for each of its words.
 */
export class Shelf {
  readonly words = new Postings();
  readonly columns = Object.fromEntries(columnNames.map((name) => [name, new Column()])) as Record<
    ColumnName,
    Column
  >;
  /** By slot. */
  readonly listing_ids: string[] = [];
  updated_ms = new Float64Array(64);
  price_amounts = new BigInt64Array(64);
  live = new Uint8Array(64);
  readonly #slots = new Map<string, number>();

  /** Listings on the shelf. */
  get size(): number {
    return this.#slots.size;
  }

  /** Slots in use, those of listings that are gone too. */
  get slots(): number {
    return this.listing_ids.length;
  }

  /** Puts a listing in or over its former self, or takes a withdrawn one out. */
  put(row: ShelfRow): void {
    const before = this.#slots.get(row.listing_id);
    if (before !== undefined) {
      this.live[before] = 0;
      this.#slots.delete(row.listing_id);
    }
    if (row.words !== '') this.#add(row);
    const gone = this.slots - this.size;
    if (gone > GONE_LIMIT && gone * 3 > this.slots) this.#closeGaps();
  }

  #add(row: ShelfRow): void {
    const slot = this.listing_ids.push(row.listing_id) - 1;
    this.#slots.set(row.listing_id, slot);
    this.live = grownTo(this.live, slot);
    this.updated_ms = grownTo(this.updated_ms, slot);
    this.price_amounts = grownTo(this.price_amounts, slot);
    this.live[slot] = 1;
    this.updated_ms[slot] = row.updated_ms;
    this.price_amounts[slot] = row.price_amount;
    const { columns } = this;
    columns.hs_code.set(slot, row.hs_code);
    columns.origin_country.set(slot, row.origin_country);
    columns.seller_country.set(slot, row.seller_country);
    columns.trust.set(slot, String(row.seller_trust));
    columns.lead_time.set(slot, String(leadTimeBound(row.lead_time_days)));
    columns.incoterms.set(slot, [...row.incoterms].sort().join(BETWEEN));
    columns.certificates.set(slot, [...row.certificates].sort().join(BETWEEN));
    columns.currency.set(slot, row.price_currency);
    columns.org_id.set(slot, row.org_id);
    // Facets stand in the columns; only the code is looked for among the words too.
    for (const [word, inTitle] of wordsIn(row.words))
      if (!word.includes(':') || word.startsWith('h:')) this.words.add(word, slot, inTitle);
  }

  #closeGaps(): void {
    const slots = new Int32Array(this.slots).fill(-1);
    let next = 0;
    for (let slot = 0; slot < slots.length; slot += 1) if (this.live[slot] === 1) slots[slot] = next++;
    this.words.renumber(slots);
    const numbers = [
      this.live,
      this.updated_ms,
      this.price_amounts,
      ...columnNames.map((name) => this.columns[name].of),
    ] as Float64Array[];
    for (const [from, to] of slots.entries()) {
      if (to < 0) continue;
      for (const array of numbers) array[to] = array[from] as number;
      const id = this.listing_ids[from];
      assert(id !== undefined, 'a slot has its listing');
      this.listing_ids[to] = id;
      this.#slots.set(id, to);
    }
    this.listing_ids.length = next;
  }
}

/** `'abc':1A 'def':1` as words and whether each stands in a title (weight A). Words hold neither blank nor quote. */
function* wordsIn(words: string): Generator<[word: string, inTitle: boolean]> {
  for (const one of words.split(' ')) {
    const end = one.lastIndexOf("'");
    assert(one.startsWith("'") && end > 0, `words are in the notation of the database, not ${one}`);
    yield [one.slice(1, end), one.endsWith('A')];
  }
}
