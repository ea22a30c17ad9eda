import type { TestApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  acceptContract,
  advance,
  type Deal,
  getDeal,
  joinParticipants,
  openDeal,
  type Terms,
} from '../index.ts';

const cny = (amount: number) => ({ amount: String(amount), currency: 'CNY' as const });

/** Terms that hold together: batteries by rail from Xi'an to Almaty, CIP. */
export function sampleTerms(overrides: Partial<Terms> = {}): Terms {
  return {
    goods: [
      {
        line: 1,
        description: 'Lithium-ion battery packs',
        hs_code: '850760',
        tariff_code: '8507600000',
        origin_country: 'CN',
        quantity: '120.000',
        unit: 'pcs',
        packages: 12,
        package_kind: 'crate',
        net_weight_kg: '2400.000',
        gross_weight_kg: '2640.000',
        unit_price: cny(850_000),
        amount: cny(102_000_000),
        certificates: ['certificate_of_origin'],
      },
    ],
    price: cny(103_850_000),
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
    freight: { to_frontier: cny(1_000_000), at_frontier: cny(150_000), after_frontier: cny(400_000) },
    insurance: cny(300_000),
    supervision_mode: '0110',
    fund_within_days: 10,
    ship_by: '2026-05-01',
    carrier_org_id: '0195f000-0000-7000-8000-000000000001',
    export_broker_org_id: '0195f000-0000-7000-8000-000000000002',
    import_broker_org_id: '0195f000-0000-7000-8000-000000000003',
    bank_org_id: '0195f000-0000-7000-8000-000000000004',
    ...overrides,
  };
}

export interface OpenedDeal {
  deal_id: string;
  buyer: Actor;
  seller: Actor;
  arbiter: Actor;
}

/** A deal brought by its real commands to `requested`, `agreed` or `contracted`. */
export async function openedDeal(
  app: TestApp,
  state: 'requested' | 'agreed' | 'contracted',
  terms: Terms = sampleTerms(),
): Promise<OpenedDeal> {
  const [buyer, seller, arbiter] = [app.member('trader'), app.member('trader'), app.member('institution')];
  const deal = await app.within(
    async (ctx) =>
      mustSucceed(
        await openDeal(ctx, {
          buyer: { org_id: buyer.org_id, name: 'Demo Buyer', country: terms.to_country },
          seller: { org_id: seller.org_id, name: 'Demo Seller', country: terms.from_country },
          goods_title: 'Lithium-ion battery packs',
          hs_code: '850760',
          place_to: terms.place_to,
          demo: true,
          deadline: new Date(ctx.clock.now().getTime() + 86_400_000),
          event: 'rfq.sent',
          body: { quantity: '120.000' },
        }),
        'open deal',
      ),
    buyer,
  );
  const step = (event: string, actor: Actor, more: { terms?: Terms } = {}): Promise<Deal> =>
    app.within(
      async (ctx) =>
        mustSucceed(
          await advance(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), {
            event,
            body: {},
            ...more,
          }),
          event,
        ),
      actor,
    );
  if (state !== 'requested') {
    await step('quote.offered', seller);
    await step('quote.accepted', buyer, { terms });
    await app.within(async (ctx) =>
      joinParticipants(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), [
        { org_id: arbiter.org_id, role: 'arbiter' },
        { org_id: terms.carrier_org_id, role: 'carrier' },
      ]),
    );
  }
  if (state === 'contracted')
    for (const actor of [buyer, seller])
      mustSucceed(await app.execute(acceptContract, actor, { deal_id: deal.deal_id }), 'accept contract');
  return { deal_id: deal.deal_id, buyer, seller, arbiter };
}
