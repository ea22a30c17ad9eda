import type { GuardFinding, PublishedFigure, TradeFact } from '../../statistics/index.ts';
import { checkOne } from '../check/check-one.ts';
import type { OtherBook } from '../check/explain.ts';
import { FigureBook } from '../figures/figure-book.ts';
import { type ClaimText, claimOf, isClaim } from '../file/claim-row.ts';
import type { Checked, Claim } from '../model.ts';

/** A figure of the store, in millions of dollars unless said otherwise. */
export function fact(
  year: number | string,
  reporter: string,
  partner: string,
  flow: 'export' | 'import' | 'total',
  millions: number,
  change: Partial<TradeFact> = {},
): TradeFact {
  return {
    source: 'official',
    period: String(year),
    frequency: String(year).length === 4 ? 'A' : 'M',
    reporter,
    partner,
    flow,
    commodity: 'TOTAL',
    hs_edition: null,
    value: BigInt(Math.round(millions * 1000)) * 1000n,
    places: 0,
    currency: 'USD',
    net_weight_g: null,
    quantity_milli: null,
    unit: null,
    weight_imputed: false,
    vintage: '2026-03-02.1',
    file_hash: 'f'.repeat(64),
    rows: 1,
    source_url: null,
    converted: null,
    status: 'reported',
    ...change,
  };
}

export function claim(change: Partial<ClaimText>): Claim {
  const read = claimOf({
    id: 'T1',
    claim: '',
    metric: 'level',
    reporter: 'CHN',
    partner: 'KAZ',
    flow: 'total',
    commodity: 'all',
    period: '2025',
    value: '',
    unit: 'USD_bn',
    printed_precision: '',
    source: 'test',
    ...change,
  });
  if (!isClaim(read)) throw new Error(JSON.stringify(read));
  return read;
}

export interface Store {
  facts: readonly TradeFact[];
  guards?: readonly GuardFinding[];
  published?: readonly PublishedFigure[];
  others?: readonly OtherBook[];
}

export const bookOf = (store: Store): FigureBook =>
  new FigureBook(store.facts, store.guards ?? [], store.published ?? []);

export function check(change: Partial<ClaimText>, store: Store): Checked {
  const checked = checkOne(claim(change), bookOf(store), store.others ?? []);
  if (checked === 'ask_others') throw new Error('other vintages were given');
  return checked;
}
