import { certificatesOn, parts, type Rates, worthAtLeast } from './facets.ts';
import type { Filter } from './rank.ts';
import type { ColumnName, Shelf } from './shelf.ts';

/** What hits must meet; what is undefined is not asked for. */
export interface Conditions {
  hs?: string | undefined;
  origin_country?: string | undefined;
  seller_country?: string | undefined;
  seller_org_id?: string | undefined;
  trust?: number | undefined;
  incoterm?: string | undefined;
  certificate?: string | undefined;
  lead_time_days?: number | undefined;
  /** Minor units of the viewer's currency; a listing without a rate to it meets neither. */
  price_from?: string | undefined;
  price_to?: string | undefined;
}

/** All conditions in one test of a slot. Prices are compared exactly, in the currency each is in. */
export function filterBy(
  shelf: Shelf,
  asked: Conditions,
  { rates, today }: { rates: Rates; today: string },
): Filter {
  const tests: Filter[] = [];
  const column = (name: ColumnName, wanted: (value: string) => boolean): void => {
    const { of } = shelf.columns[name];
    const mask = shelf.columns[name].mask(wanted);
    tests.push((slot) => mask[of[slot] ?? 0] === 1);
  };
  const { hs, origin_country, seller_country, seller_org_id, trust, incoterm, certificate } = asked;
  if (hs !== undefined) column('hs_code', (code) => code.startsWith(hs));
  if (origin_country !== undefined) column('origin_country', (code) => code === origin_country);
  if (seller_country !== undefined) column('seller_country', (code) => code === seller_country);
  if (seller_org_id !== undefined) column('org_id', (id) => id === seller_org_id);
  if (trust !== undefined) column('trust', (level) => Number(level) >= trust);
  if (incoterm !== undefined) column('incoterms', (codes) => parts(codes).includes(incoterm));
  if (certificate !== undefined)
    column('certificates', (codes) => certificatesOn(codes, today).includes(certificate));
  const days = asked.lead_time_days;
  if (days !== undefined) column('lead_time', (bound) => Number(bound) <= days);
  if (asked.price_from !== undefined || asked.price_to !== undefined)
    tests.push(priceTest(shelf, asked, rates));
  if (tests.length === 0) return () => true;
  return (slot) => {
    for (const test of tests) if (!test(slot)) return false;
    return true;
  };
}

function priceTest(shelf: Shelf, asked: Conditions, rates: Rates): Filter {
  const { of, values } = shelf.columns.currency;
  const bounds = values.map((currency) => {
    const rate = rates.get(currency);
    return (
      rate && {
        least: worthAtLeast(BigInt(asked.price_from ?? '0'), rate),
        // Worth no more than a limit: less than the least amount that is worth more.
        below:
          asked.price_to === undefined
            ? undefined
            : (BigInt(asked.price_to) * rate.denominator) / rate.numerator + 1n,
      }
    );
  });
  return (slot) => {
    const bound = bounds[of[slot] ?? 0];
    if (!bound) return false;
    const amount = shelf.price_amounts[slot] ?? 0n;
    return amount >= bound.least && (bound.below === undefined || amount < bound.below);
  };
}
