import type { LocaleTable } from '../../format/locale-table.ts';
import { parseAmount, toDecimal } from '../../format/money.ts';

/** Fields of the market's address. */
export const addressFields = [
  'q',
  'hs',
  'country',
  'seller_country',
  'trust',
  'incoterm',
  'certificate',
  'lead',
  'currency',
  'price_to',
  'mine',
  'cursor',
] as const;
export type MarketAddress = { [K in (typeof addressFields)[number]]?: string };

/** The address as the search takes it. A limit of price without a currency is none. */
export function filterOf(address: MarketAddress, table: LocaleTable): Record<string, string | number> {
  const { q, hs, country, seller_country, trust, incoterm, certificate, lead, currency } = address;
  const price_to =
    address.price_to !== undefined && currency ? parseAmount(address.price_to, table) : undefined;
  const filter = {
    q,
    hs: hs && /^\d{2}(\d{2}){0,2}$/.test(hs) ? hs : undefined,
    origin_country: country,
    seller_country,
    trust: trust === undefined ? undefined : Number(trust),
    incoterm,
    certificate,
    lead_time_days: lead === undefined ? undefined : Number(lead),
    currency: price_to === undefined ? undefined : currency,
    price_to,
  };
  return Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}

/** The address that a kept search stands at. */
export function addressOf(filter: Record<string, string | number>): MarketAddress {
  const text = (name: string): string | undefined =>
    filter[name] === undefined ? undefined : String(filter[name]);
  const price_to = text('price_to');
  const address: Record<string, string | undefined> = {
    q: text('q'),
    hs: text('hs'),
    country: text('origin_country'),
    seller_country: text('seller_country'),
    trust: text('trust'),
    incoterm: text('incoterm'),
    certificate: text('certificate'),
    lead: text('lead_time_days'),
    currency: text('currency'),
    price_to: price_to === undefined ? undefined : toDecimal(price_to),
  };
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}
