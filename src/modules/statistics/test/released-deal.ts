import type { TestApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { openDeal, type Terms } from '../../deals/index.ts';

const money = (amount: number) => ({ amount: String(amount), currency: 'CNY' as const });

/** Batteries by rail: CNY 1,020,000.00 of goods, 10,000.00 freight to, 1,500.00 at the frontier, 3,000.01 insurance. */
export const terms: Terms = {
  goods: [1, 2].map((line) => ({
    line,
    description: 'Lithium-ion battery packs',
    hs_code: '850760',
    origin_country: 'CN',
    quantity: '60.000',
    unit: 'pcs',
    packages: 6,
    package_kind: 'crate',
    net_weight_kg: '1200.000',
    gross_weight_kg: '1320.000',
    unit_price: money(850_000),
    amount: money(51_000_000),
    certificates: [],
  })),
  price: money(103_850_001),
  incoterm: 'CIP',
  incoterm_place: 'KZ-ALMATY',
  route_id: 'rail-xian-horgos-almaty',
  mode: 'rail',
  from_country: 'CN',
  to_country: 'KZ',
  place_from: 'CN-XIAN',
  place_to: 'KZ-ALMATY',
  crossing_export: 'CN-HORGOS',
  crossing_import: 'KZ-ALTYNKOL',
  freight: { to_frontier: money(1_000_000), at_frontier: money(150_000), after_frontier: money(400_000) },
  insurance: money(300_001),
  supervision_mode: '0110',
  fund_within_days: 10,
  ship_by: '2026-05-01',
  carrier_org_id: '0195f000-0000-7000-8000-000000000001',
  export_broker_org_id: '0195f000-0000-7000-8000-000000000002',
  import_broker_org_id: '0195f000-0000-7000-8000-000000000003',
  bank_org_id: '0195f000-0000-7000-8000-000000000004',
};

const FOB = 103_000_000n;
const CIF = 103_450_001n;

export interface ReleasedDeal {
  deal_id: string;
  buyer: Actor;
  seller: Actor;
}

/** A deal whose declarations customs has released at the given times; a side without a time has none. */
export async function releasedDeal(
  app: TestApp,
  released: { demo: boolean; export_at?: string; import_at?: string; rate?: string },
): Promise<ReleasedDeal> {
  const [buyer, seller] = [app.member('trader'), app.member('trader')];
  const deal_id = await app.within(async (ctx) => {
    const deal = mustSucceed(
      await openDeal(ctx, {
        buyer: { org_id: buyer.org_id, name: 'Demo Buyer', country: 'KZ' },
        seller: { org_id: seller.org_id, name: 'Demo Seller', country: 'CN' },
        goods_title: 'Battery packs',
        hs_code: '850760',
        place_to: 'KZ-ALMATY',
        demo: released.demo,
        deadline: new Date(ctx.clock.now().getTime() + 86_400_000),
        event: 'rfq.sent',
        body: {},
      }),
      'opening a deal',
    );
    await ctx.tx.run('update deals.deal set terms = $2 where deal_id = $1', [deal.deal_id, terms]);
    return deal.deal_id;
  });
  if (released.export_at) await releaseSide(app, deal_id, 'export', released.export_at, released);
  if (released.import_at) await releaseSide(app, deal_id, 'import', released.import_at, released);
  return { deal_id, buyer, seller };
}

/** Puts a released declaration where customs keeps them. */
export async function releaseSide(
  app: TestApp,
  deal_id: string,
  direction: 'export' | 'import',
  at: string,
  how: { demo: boolean; rate?: string },
): Promise<void> {
  const outward = direction === 'export';
  const value = outward ? FOB : CIF;
  const { rate = '0.140000000000' } = how;
  const usd = (value * BigInt(rate.replace('.', '')) + 500_000_000_000n) / 1_000_000_000_000n;
  await app.within(async (ctx) => {
    const declaration_id = ctx.id();
    const nobody = ctx.id();
    await ctx.tx.run(
      `insert into customs.declaration (deal_id, declaration_id, parties, number, direction, country, partner_country,
         office, supervision_mode, transport_mode, declarant_org_id, trader_org_id, consignor_org_id, consignee_org_id,
         customs_org_id, currency, invoice_value, statistical_value, statistical_basis, documents, state, version,
         lane, cleared, due_amount, due_currency, usd_value, usd_rate, demo, created_at, released_at, changed_at)
       values ($1, $2::uuid, $3::uuid[], $2::uuid::text, $4, $5, $6, 'office', '0110', 'rail', $7, $7, $7, $7, $7, 'CNY', 0, $8, $9, '[]',
         'released', 1, 'green', true, 0, 'CNY', $10, $11, $12, $13, $13, $13)`,
      [
        deal_id,
        declaration_id,
        [nobody],
        direction,
        outward ? 'CN' : 'KZ',
        outward ? 'KZ' : 'CN',
        nobody,
        value,
        outward ? 'FOB' : 'CIF',
        usd,
        JSON.stringify({ rate, as_of: '2026-01-01', source: 'test', status: 'sourced', stale: false }),
        how.demo,
        new Date(at),
      ],
    );
    await ctx.tx.run(
      `insert into customs.declaration_item (deal_id, declaration_id, line, parties, hs_code, description, origin_country,
         quantity, unit, packages, package_kind, net_weight_kg, gross_weight_kg, currency, value, statistical_value, certificates)
       select $1, $2, line, $3::uuid[], '850760', 'packs', 'CN', 60, 'pcs', 6, 'crate', 1200, 1320, 'CNY', 51000000, share, '{}'
       from (values (1, $4::bigint), (2, $5::bigint)) as v (line, share)`,
      [deal_id, declaration_id, [nobody], value / 2n, value - value / 2n],
    );
  });
}
