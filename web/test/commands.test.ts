import { describe, expect, it } from 'vitest';
import { CommandKeys } from '../src/api/command-keys.ts';
import type { Listing } from '../src/api/market.ts';
import { lineTotal, shownPrices, stepAt } from '../src/api/shown-prices.ts';
import { composeOffer } from '../src/pages/deal/compose-offer.ts';
import { paymentDraft } from '../src/pages/deal/payment-fields.ts';
import { suggestOffer } from '../src/pages/deal/suggest-offer.ts';
import { type CommandField, composeBody } from '../src/parts/command-fields.ts';
import { tableOf } from './locale-table.ts';

const en = tableOf('en');

describe('idempotency keys', () => {
  const make = () => {
    let made = 0;
    return new CommandKeys(() => {
      made += 1;
      return `key-${made}`;
    });
  };
  const pay = { method: 'POST', path: '/deals/1/escrow/funding', body: {} };

  it('stay the same until there is a definite answer', () => {
    const keys = make();
    expect(keys.keyFor(pay)).toBe('key-1');
    keys.answered(pay, 0);
    keys.answered(pay, 503);
    expect(keys.keyFor(pay)).toBe('key-1');
    keys.answered(pay, 200);
    expect(keys.keyFor(pay)).toBe('key-2');
  });

  it('differ when the content differs', () => {
    const keys = make();
    expect(keys.keyFor(pay)).not.toBe(keys.keyFor({ ...pay, body: { reason: 'late' } }));
  });
});

describe('fields of a command', () => {
  const fields: CommandField[] = [
    { name: 'claim', label: '', kind: 'amount', currency: 'CNY' },
    { name: 'reason', label: '', kind: 'text' },
    { name: 'units', label: '', kind: 'list', optional: true },
    { name: 'days', label: '', kind: 'whole', start: '14' },
  ];

  it('become the body, exact', () => {
    expect(
      composeBody(fields, { claim: '1,000.50', reason: 'wet goods', units: 'MSKU1234565, TGHU7654321' }, en),
    ).toEqual({
      body: {
        claim: { amount: '100050', currency: 'CNY' },
        reason: 'wet goods',
        units: ['MSKU1234565', 'TGHU7654321'],
        days: 14,
      },
    });
  });

  it('say what is wrong, field by field', () => {
    expect(composeBody(fields, { claim: 'lots', reason: 'x', days: 'soon' }, en)).toEqual({
      wrong: { claim: 'amount', reason: 'too_short', days: 'number' },
    });
    expect(composeBody(fields, {}, en)).toEqual({ wrong: { claim: 'missing', reason: 'missing' } });
  });
});

describe('an offer', () => {
  const request = {
    currency: 'CNY',
    goods: [
      { line: 1, description: 'x', hs_code: '850760', origin_country: 'CN', quantity: '10', unit: 'pcs' },
    ],
  };
  const draft = {
    price_1: '12.50',
    packages_1: '2',
    package_kind_1: 'carton',
    net_1: '10',
    gross_1: '11,5',
    incoterm: 'DAP',
    incoterm_place: 'KZ-ALMATY',
    route_id: 'r',
    to_frontier: '1',
    at_frontier: '0.5',
    after_frontier: '2',
    insurance: '0',
    ship_by: '2026-03-01',
    fund_within_days: '7',
    valid_days: '14',
    carrier_org_id: 'a',
    export_broker_org_id: 'b',
    import_broker_org_id: 'c',
    bank_org_id: 'd',
  };
  const now = new Date('2026-01-01T00:00:00Z');

  it('carries exact amounts and the day it ends', () => {
    const composed = composeOffer(draft, request, en, now);
    expect(composed).toMatchObject({
      body: {
        valid_until: '2026-01-15T00:00:00.000Z',
        offer: {
          goods: [{ line: 1, unit_price: { amount: '1250', currency: 'CNY' }, gross_weight_kg: '11.5' }],
          freight: { at_frontier: { amount: '50', currency: 'CNY' } },
          bank_org_id: 'd',
        },
      },
    });
  });

  it('names every field that is wrong', () => {
    const composed = composeOffer(
      { ...draft, price_1: '', bank_org_id: '', packages_1: '0' },
      request,
      en,
      now,
    );
    expect(composed).toEqual({ wrong: { price_1: 'amount', bank_org_id: 'missing', packages_1: 'number' } });
  });

  it('pays in the parts whose shares add up to 100, and says when they do not', () => {
    const parts = {
      share_deposit: '33.33',
      share_acceptance: '56.67',
      share_retention: '10',
      retention_days: '45',
    };
    const composed = composeOffer({ ...draft, ...parts, import_broker_fee: '180' }, request, en, now);
    expect(composed).toMatchObject({
      body: {
        offer: {
          milestones: [
            { due_on: 'deposit', share_bp: 3333 },
            { due_on: 'acceptance', share_bp: 5667 },
            { due_on: 'retention', share_bp: 1000, after_days: 45 },
          ],
          import_broker_fee: { amount: '18000', currency: 'CNY' },
        },
      },
    });
    const wrong = composeOffer({ ...draft, ...parts, share_retention: '9' }, request, en, now);
    expect(wrong).toEqual({ wrong: { share_retention: 'shares' } });
    const whole = composeOffer({ ...draft, share_acceptance: '100' }, request, en, now);
    expect('body' in whole && whole.body.offer).not.toHaveProperty('milestones');
  });

  it('keeps the parts of the newest offer, amounts as they are', () => {
    const milestones = [
      { due_on: 'deposit', share_bp: 3000 },
      { due_on: 'acceptance', share_bp: 7000 },
    ];
    const terms = { milestones } as Parameters<typeof paymentDraft>[0];
    const again = composeOffer({ ...draft, ...paymentDraft(terms) }, request, en, now);
    expect(again).toMatchObject({ body: { offer: { milestones } } });
    const amounts = [{ due_on: 'acceptance', amount: { amount: '1', currency: 'CNY' } }];
    const kept = composeOffer(
      { ...draft, ...paymentDraft({ milestones: amounts } as never) },
      request,
      en,
      now,
    );
    expect(kept).toMatchObject({ body: { offer: { milestones: amounts } } });
  });
});

describe('what an offer starts with', () => {
  const listing = {
    listing_id: 'l',
    unit: 'pcs',
    lead_time_days: 10,
    package_kind: 'carton',
    units_per_package: '4.000',
    unit_net_weight_kg: '1.250',
    unit_gross_weight_kg: '1.500',
    certificates: ['certificate_of_conformity'],
    tiers: [
      { min_quantity: '1.000', price: { amount: '900', currency: 'CNY' }, incoterm: 'FCA', place: 'p' },
      { min_quantity: '10.000', price: { amount: '850', currency: 'CNY' }, incoterm: 'FCA', place: 'p' },
    ],
  } as unknown as Listing;
  const goods = {
    line: 1,
    description: 'x',
    hs_code: '850760',
    origin_country: 'CN',
    quantity: '10.500',
    unit: 'pcs',
    listing_id: 'l',
  };
  const now = new Date('2026-01-01T00:00:00Z');

  it('is the price step, packing, weights and papers of the listing', () => {
    const request = { goods: [goods], place_to: 'KZ-ALA', currency: 'CNY' };
    expect(suggestOffer(request, new Map([['l', listing]]), undefined, now)).toMatchObject({
      price_1: '8.50',
      packages_1: '3',
      package_kind_1: 'carton',
      net_1: '13.125',
      gross_1: '15.75',
      certificates_1: 'certificate_of_conformity',
      incoterm_place: 'KZ-ALA',
      ship_by: '2026-01-18',
    });
  });

  it('is what the buyer asked at, and else the own prices in the currency that was asked for', () => {
    const lists = {
      ...listing,
      price_lists: [
        { currency: 'USD', incoterm: 'DAP', place: 'q', tiers: [{ min_quantity: '1.000', amount: '130' }] },
      ],
    } as Listing;
    const request = { goods: [goods], place_to: 'KZ-ALA', currency: 'USD', incoterm: 'DAP' };
    const start = (asked: Parameters<typeof suggestOffer>[0], own = lists) =>
      suggestOffer(asked, new Map([['l', own]]), undefined, now);
    expect(start(request)).toMatchObject({ price_1: '1.30', incoterm: 'DAP', incoterm_place: 'q' });
    expect(start(request, listing)).not.toHaveProperty('price_1');
    const unit_price = { amount: '125', currency: 'USD' };
    expect(start({ ...request, goods: [{ ...goods, unit_price }] })).toMatchObject({ price_1: '1.25' });
    expect(start({ ...request, currency: 'CNY', incoterm: 'FCA' })).toMatchObject({
      price_1: '8.50',
      incoterm: 'FCA',
      incoterm_place: 'p',
    });
  });

  it('leaves to the seller what the listing does not say in the unit that was asked for', () => {
    const request = { goods: [{ ...goods, unit: 'kg' }], place_to: 'KZ-ALA', currency: 'CNY' };
    expect(suggestOffer(request, new Map([['l', listing]]), undefined, now)).not.toHaveProperty('price_1');
  });
});

describe('prices that an offer shows', () => {
  const tier = (min_quantity: string, amount: string, place = 'p') => ({
    min_quantity,
    price: { amount, currency: 'CNY' },
    incoterm: 'FCA',
    place,
  });
  const lists = shownPrices({
    tiers: [tier('5.000', '900'), tier('10.000', '850')],
    price_lists: [
      { currency: 'USD', incoterm: 'DAP', place: 'q', tiers: [{ min_quantity: '5.000', amount: '130' }] },
    ],
  });

  it('are lists by currency, Incoterm and place', () => {
    expect(lists.map((list) => list.key)).toEqual(['CNY.FCA.p', 'USD.DAP.q']);
  });

  it('have the step that a quantity reaches, and none below the first', () => {
    const [own] = lists;
    expect(own && ['4.999', '5', '9.999', '10', '1000'].map((n) => stepAt(own, n)?.amount)).toEqual([
      undefined,
      '900',
      '900',
      '850',
      '850',
    ]);
  });

  it('are multiplied exactly, half a minor unit up', () => {
    expect([lineTotal('0.5', '3'), lineTotal('10.5', '850'), lineTotal('0.001', '499')]).toEqual([
      '2',
      '8925',
      '0',
    ]);
  });
});
