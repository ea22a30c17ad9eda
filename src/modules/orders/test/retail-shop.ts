import { randomBytes } from 'node:crypto';
import { allModules } from '../../../../test/all-modules.ts';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, tradingFirm } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { publishListing } from '../../catalogue/index.ts';
import { keepShop, viewOwnShop } from '../../storefront/index.ts';
import { followOrder, placeOrder, quoteOrder } from '../index.ts';

export const retail = {
  ...batteryPacks,
  moq: '1',
  unit_net_weight_kg: '0.4',
  unit_gross_weight_kg: '0.5',
  translations: {},
};
export const tier = (amount: string, currency: 'USD' | 'CNY' = 'USD') => [
  { min_quantity: '1', price: { amount, currency }, incoterm: 'FCA', place: 'CN-XIAN' },
];
export const usd = (amount: string) => ({ amount, currency: 'USD' as const });
const toPersons = {
  countries: ['KZ', 'UZ', 'TM', 'CN'].map((country) => ({ country, delivery: usd('500') })),
  transport: 'road' as const,
  channel: 'courier' as const,
  payments: ['transfer' as const, 'on_delivery' as const],
  payment_note: 'Demo account 1',
};

export const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'done');
export const secret = () => randomBytes(32).toString('base64url');
let persons = 0;
export const somebody = () => {
  persons += 1;
  return { name: 'Aigerim Sample', address: 'Sample street 1, Almaty', email: `p${persons}@buyer.example` };
};
export const sheet = { number: 'TRACK-1', gross_weight_kg: '1.2', mode: '9610' as const };

/** A merchant whose shop `retail` sells forty lamps and uncounted pumps to persons, and another merchant. */
export async function retailShop() {
  const app = await testApp(await allModules());
  const merchant = await tradingFirm(app, 'Retail Merchant');
  const other = await tradingFirm(app, 'Other Merchant');
  async function publish(change: object, who = merchant): Promise<string> {
    return mustSucceed(await app.execute(publishListing, who, { ...retail, ...change }), 'publish')
      .listing_id;
  }
  async function keep(
    who: Actor,
    slug: string,
    version: number,
    shelf: { listing_id: string; allotment: string | null }[],
    to_persons: typeof toPersons | null = toPersons,
  ) {
    mustSucceed(
      await app.execute(keepShop, who, {
        slug,
        name: slug,
        language: 'en',
        intros: {},
        open: true,
        shelf,
        version,
        to_persons,
      }),
      'keep',
    );
  }
  const lamp = await publish({ title: 'Lamp', tiers: tier('3000') });
  const pump = await publish({ title: 'Pump', unit_gross_weight_kg: '20', tiers: tier('9000') });
  await keep(merchant, 'retail', 0, [
    { listing_id: lamp, allotment: '40' },
    { listing_id: pump, allotment: null },
  ]);
  const wants = (quantity = '2', destination = 'KZ', listing_id = lamp) => ({
    slug: 'retail',
    destination,
    lines: [{ listing_id, quantity }],
  });
  const quote = async (of = wants()) => mustSucceed(await app.execute(quoteOrder, publicActor, of), 'quote');
  async function place(of = wants(), change: object = {}) {
    const { quote_hash } = await quote(of);
    return app.execute(placeOrder, publicActor, {
      ...of,
      quote_hash,
      payment: 'transfer',
      person: somebody(),
      secret: secret(),
      ...change,
    });
  }
  const placed = async (of = wants(), change: object = {}) => mustSucceed(await place(of, change), 'place');
  const follow = (token: string) => app.execute(followOrder, publicActor, { token });
  const by =
    (who: Actor) =>
    async (useCase: Parameters<TestApp['execute']>[0], order_id: string, more: object = {}) =>
      app.execute(useCase, who, { order_id, ...more } as never);
  const serve = (...args: Parameters<ReturnType<typeof by>>) => by(merchant)(...args);
  const leftOfLamp = async () =>
    mustSucceed(await app.execute(viewOwnShop, merchant, {}), 'shop').shop?.shelf[0]?.allotment;
  return {
    app,
    merchant,
    other,
    lamp,
    pump,
    publish,
    keep,
    wants,
    quote,
    place,
    placed,
    follow,
    by,
    serve,
    leftOfLamp,
  };
}
