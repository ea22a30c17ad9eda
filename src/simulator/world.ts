import { currencies, money } from '../kernel/money.ts';
import { insertListings, insertNeeds } from '../modules/catalogue/index.ts';
import { registerOrganisations } from '../modules/parties/index.ts';
import { openBooks } from '../modules/payments/index.ts';
import { insertShops } from '../modules/storefront/index.ts';
import { type RateCard, setRateCards } from '../modules/transport/index.ts';
import { setHoldings } from '../modules/warehousing/index.ts';
import { systemActor } from '../platform/actor.ts';
import { inTransaction } from '../platform/database/database.ts';
import { context, type Runtime } from '../platform/execute.ts';
import { cases } from './cases.ts';
import { demoId } from './demo-id.ts';
import { demoListings, demoNeeds } from './listings.ts';
import { demoBank, demoCarriers, demoOrganisations } from './organisations.ts';
import { retailListings } from './retail.ts';
import { findRouteById } from './route.ts';
import { demoShops } from './shops.ts';

/** Opening deposit of a demonstration trader, in major units of each currency it deals in. */
const DEPOSIT_MAJOR = { CNY: 400_000_000n, USD: 60_000_000n, local: 20_000_000_000n };
/** Enough of each listing for years of demonstration. */
const ON_HAND = '900000000.000';
const LIQUIDITY_MAJOR = 100_000_000_000n;
const localCurrency: Record<string, (typeof currencies)[number]> = {
  CN: 'CNY',
  KZ: 'KZT',
  KG: 'KGS',
  TJ: 'TJS',
  TM: 'TMT',
  UZ: 'UZS',
};

/** What one tonne costs on a route: made up, a little per kilometre, dearer by road. */
const CENTS_PER_TONNE_KM = { rail: 3n, road: 7n };

/** Sets the stage: organisations, their books, the carriers' rate cards. */
export async function openWorld(runtime: Runtime): Promise<void> {
  await inTransaction(runtime.database.system, systemActor.org_id, async (tx) => {
    const ctx = context(runtime, tx, systemActor);
    await registerOrganisations(tx, demoOrganisations);
    await openBooks(ctx, 'demonstration', {
      organisations: demoOrganisations
        .filter((o) => o.kind === 'trader' || o.kind === 'carrier')
        .map((o) => ({
          org_id: o.org_id,
          bank_org_id: demoBank.org_id,
          deposits: depositsOf(o.country, o.kind === 'carrier'),
        })),
      liquidity: currencies.map((currency) => money(LIQUIDITY_MAJOR * 100n, currency)),
    });
    await setRateCards(tx, rateCards());
    const listings = [...retailListings(), ...demoListings()];
    await insertListings(tx, listings);
    await insertNeeds(tx, demoNeeds());
    await insertShops(tx, demoShops(listings), runtime.clock.now());
    const on_hand = ON_HAND;
    await setHoldings(
      tx,
      listings.map(({ org_id, listing_id, unit }) => ({ org_id, listing_id, unit, on_hand })),
      runtime.clock.now(),
    );
  });
}

/** Currency of a country of the corridor. */
export function currencyOf(country: string): (typeof currencies)[number] {
  return localCurrency[country] ?? 'USD';
}

function depositsOf(country: string, empty: boolean) {
  const amount = (major: bigint, currency: (typeof currencies)[number]) =>
    money(empty ? 0n : major * 100n, currency);
  const local = currencyOf(country);
  return [
    amount(DEPOSIT_MAJOR.CNY, 'CNY'),
    amount(DEPOSIT_MAJOR.USD, 'USD'),
    ...(local === 'CNY' ? [] : [amount(DEPOSIT_MAJOR.local, local)]),
  ];
}

function rateCards(): RateCard[] {
  return [...new Set(cases.map((c) => c.route_id))].map((route_id) => {
    const route = findRouteById(route_id);
    return {
      org_id: demoCarriers[route.mode].org_id,
      rate_card_id: demoId(`rate card ${route_id}`),
      route_id,
      basis: 'tonne',
      container_load_kg: null,
      amount: CENTS_PER_TONNE_KM[route.mode] * BigInt(route.km),
      currency: 'USD',
      valid_from: '2024-10-01',
      valid_to: '2027-12-31',
      demo: true,
    };
  });
}
