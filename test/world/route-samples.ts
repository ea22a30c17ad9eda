import type { Corridor, DealStop, Insider } from './corridor.ts';
import { SMALLEST_PNG } from './smallest-png.ts';

/** The message in the disputed deal of the corridor that a file came with. */
export const MESSAGE_WITH_FILE = '41';

/** Ids that a request can name. */
export interface Ids {
  deal_id: string;
  declaration_id: string;
  document_id: string;
  listing_id: string;
  photo_id: string;
  need_id: string;
  introduction_id: string;
  day_id: string;
  search_id: string;
  endpoint_id: string;
  connection_id: string;
  order_id: string;
  merchant_org_id: string;
  org_id: string;
  user_id: string;
  key_id: string;
}

type Body = Record<string, unknown>;

/** A well-formed request of one route. */
export interface Sample {
  /**
   * `open`: everybody who may ask gets the same answer. `own`: it is about the asker's organisation, whoever that
   * is. `theirs`: it names a thing that belongs to somebody.
   */
  about: 'open' | 'own' | 'theirs';
  /** The deal that the ids are taken from. */
  at: DealStop;
  /** Who may do this to that deal; the proof that the request itself is good. */
  by?: Insider;
  query?: Record<string, string>;
  body?: (ids: Ids, corridor: Corridor) => Body;
  /** Path parameters that are no ids. */
  path?: Record<string, string>;
}

const open = (rest: Partial<Sample> = {}): Sample => ({ about: 'open', at: 'closed', ...rest });
const own = (rest: Partial<Sample> = {}): Sample => ({ about: 'own', at: 'closed', ...rest });
const theirs = (at: DealStop, by: Insider, body?: Sample['body']): Sample => ({
  about: 'theirs',
  at,
  by,
  ...(body ? { body } : {}),
});
const money = (amount: string) => ({ amount, currency: 'CNY' });
const organisation: Body = {
  name: 'Demo Newcomer',
  kind: 'trader',
  country: 'KZ',
  registration_scheme: 'other',
  registration_number: 'DEMO-0001',
};

const unknownOrder = { order_id: '018f0000-0000-7000-8000-000000000926' };
const wantedOfPerson: Body = {
  destination: 'KZ',
  lines: [{ listing_id: '018f0000-0000-7000-8000-000000000927', quantity: '1' }],
};

/** One good request for every route; a route that is missing here fails the tests. */
export const samples: Record<string, Sample> = {
  'GET /start': own(),

  'GET /reference/countries': open(),
  'GET /reference/currencies': open(),
  'GET /reference/units': open(),
  'GET /reference/incoterms': open(),
  'GET /reference/supervision-modes': open(),
  'GET /reference/places': open(),
  'GET /reference/crossings': open(),
  'GET /reference/routes': open(),
  'GET /reference/routes/:route_id': open({ path: { route_id: 'rail-xian-horgos-almaty' } }),
  'GET /reference/goods': open(),
  'GET /classification': open({ query: { text: 'battery' } }),
  'GET /reference/hs': open({ query: { q: 'battery' } }),
  'GET /reference/hs/:code': open({ path: { code: '850760' } }),

  'GET /organisations': open(),
  'GET /organisations/:org_id': open(),
  'GET /organisations/:org_id/partners': open(),
  'POST /organisations': own({ body: () => ({ ...organisation, your_name: 'Demo Person' }) }),
  'POST /onboarded-organisations': own({ body: () => organisation }),
  'POST /onboarded-organisations/file': own({
    body: () => ({
      csv: `${Object.keys(organisation).join(',')}\n${Object.values(organisation).join(',')}\n`,
    }),
  }),
  'POST /organisations/:org_id/verification': open(),
  'GET /organisation/trust': own(),
  'POST /organisation/papers': own({ body: () => ({ kind: 'licence', file: SMALLEST_PNG }) }),
  'GET /waiting-papers': own(),
  'GET /onboarding-funnel': own(),
  'GET /organisations/:org_id/papers/:paper_id/file': open({
    path: { paper_id: '00000000-0000-7000-8000-00000000000f' },
  }),
  'POST /organisations/:org_id/papers/:paper_id/decision': open({
    path: { paper_id: '00000000-0000-7000-8000-00000000000f' },
    body: () => ({ decision: 'approved' }),
  }),
  'GET /screening-hits': own(),
  'POST /screening-hits/:org_id/:hit_id/decision': open({
    path: { hit_id: '00000000-0000-7000-8000-00000000000f' },
    body: () => ({ decision: 'cleared', note: 'compared' }),
  }),
  'GET /organisation': own(),
  'POST /organisation/invitations': own({
    body: () => ({ email: 'guest@inside.example', roles: ['trader'] }),
  }),
  'POST /invitations/accepted': own({
    body: ({ org_id }) => ({ token: `${org_id}.${'x'.repeat(32)}`, your_name: 'Demo Guest' }),
  }),
  'PUT /organisation/members/:user_id': {
    ...theirs('closed', 'buyer', () => ({ roles: ['trader'] })),
  },
  'DELETE /organisation/members/:user_id': theirs('closed', 'buyer'),

  'GET /listings': open(),
  'GET /search': open({ query: { q: 'battery' } }),
  'GET /saved-searches': own(),
  'POST /saved-searches': own({ body: () => ({ name: 'Batteries', filter: { q: 'battery' } }) }),
  'POST /saved-searches/:search_id/seen': theirs('closed', 'seller'),
  'POST /saved-searches/:search_id/removal': theirs('closed', 'seller'),
  'GET /listings/:listing_id': theirs('closed', 'seller'),
  'GET /listings/export': own({ query: { format: 'csv' } }),
  'GET /listings/template': open({ query: { chapter: '85' } }),
  'POST /listings/import': own({
    body: () => ({ csv: 'title\nx\n', file_key: 'sample-file', dry_run: true }),
  }),
  'POST /listings': own({ body: (_ids, corridor) => corridor.samples.listing }),
  'PUT /listings/:listing_id': theirs('closed', 'seller', (_ids, corridor) => ({
    version: 2,
    ...corridor.samples.listing,
  })),
  'POST /listings/:listing_id/withdrawal': theirs('closed', 'seller'),
  'POST /listings/:listing_id/photos': theirs('closed', 'seller', () => ({ file: SMALLEST_PNG })),
  'PUT /listings/:listing_id/photos': theirs('closed', 'seller', () => ({ photos: [] })),
  'GET /listings/:listing_id/photos/:photo_id': theirs('closed', 'seller'),
  'GET /needs': open(),
  'GET /needs/:need_id': theirs('closed', 'buyer'),
  'POST /needs': own({ body: (_ids, corridor) => corridor.samples.need }),
  'POST /needs/:need_id/closing': theirs('closed', 'buyer'),

  'GET /shop': own(),
  'PUT /shop': own({
    body: () => ({
      slug: 'sample-shop',
      name: 'Sample shop',
      language: 'en',
      intros: { en: 'A sample' },
      open: true,
      shelf: [],
      version: 0,
    }),
  }),

  'POST /parcel-limits': open({
    body: () => ({
      country: 'KZ',
      channel: 'courier',
      value: { amount: '10000', currency: 'EUR' },
      weight_kg: '1',
    }),
  }),
  'GET /parcels': own(),
  'GET /parcels/list-file': own({ query: { mode: '9610', month: '2026-01' } }),
  'POST /parcels': own({
    body: () => ({
      number: 'SAMPLE-1',
      mode: '9610',
      transport: 'road',
      channel: 'courier',
      destination: 'KZ',
      released_on: '2026-01-05',
      recipient: 'somebody',
      gross_weight_kg: '1',
      items: [
        {
          hs_code: '850760',
          origin_country: 'CN',
          description: 'Sample',
          quantity: '1',
          unit: 'pcs',
          net_weight_kg: '1',
          amount: { amount: '1000', currency: 'CNY' },
        },
      ],
    }),
  }),
  'POST /parcels/:parcel_id/void': own({
    path: { parcel_id: '018f0000-0000-7000-8000-000000000917' },
    body: () => ({ reason: 'Sample' }),
  }),
  'GET /parcel-modes': open({}),
  'POST /parcels/import': own({ body: () => ({ csv: 'number\nx\n' }) }),
  'GET /parcel-lots': own(),
  'POST /parcel-lots': own({
    body: () => ({
      mode: '9810',
      country: 'KZ',
      warehouse: 'Sample',
      reference: 'SAMPLE-1',
      hs_code: '850760',
      origin_country: 'CN',
      description: 'Sample',
      unit: 'pcs',
      quantity: '10',
    }),
  }),
  'GET /parcel-summaries': own(),
  'POST /parcel-summaries': own({ body: () => ({ mode: '9610', month: '2025-12' }) }),
  'GET /parcel-summaries/:summary_id': own({ path: { summary_id: '018f0000-0000-7000-8000-000000000916' } }),
  'POST /shops/:slug/order-quotes': open({ path: { slug: 'no-such-shop' }, body: () => wantedOfPerson }),
  'POST /shops/:slug/orders': open({
    path: { slug: 'no-such-shop' },
    body: () => ({
      ...wantedOfPerson,
      quote_hash: '0'.repeat(64),
      payment: 'transfer',
      person: { name: 'Demo Person', address: 'Demo street 1', email: 'person@outside.example' },
      secret: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
    }),
  }),
  'GET /placed-orders/:token': open({ path: { token: 'x'.repeat(64) } }),
  'POST /placed-orders/:token/cancellation': open({ path: { token: 'x'.repeat(64) } }),
  'POST /placed-orders/:token/return': open({
    path: { token: 'x'.repeat(64) },
    body: () => ({ lines: [1], reason: 'damaged', text: 'Broken' }),
  }),
  'POST /placed-orders/:token/erasure': open({ path: { token: 'x'.repeat(64) } }),
  'GET /incoming-orders': own(),
  'POST /incoming-orders/:order_id/confirmation': own({ path: unknownOrder }),
  'POST /incoming-orders/:order_id/refusal': own({ path: unknownOrder, body: () => ({ reason: 'Sample' }) }),
  'POST /incoming-orders/:order_id/payment': own({ path: unknownOrder }),
  'POST /incoming-orders/:order_id/hand-over': own({
    path: unknownOrder,
    body: () => ({ number: 'SAMPLE-1', gross_weight_kg: '1', mode: '9610' }),
  }),
  'POST /incoming-orders/:order_id/return-answer': own({
    path: unknownOrder,
    body: () => ({ answer: 'refuse', note: 'Sample' }),
  }),
  'POST /incoming-orders/:order_id/return-receipt': own({ path: unknownOrder }),
  'POST /incoming-orders/:order_id/refund': own({ path: unknownOrder }),
  'GET /cart': own({ query: { to: 'KZ' } }),
  'PUT /cart/lines/:listing_id': theirs('closed', 'buyer', () => ({ quantity: '1000000', unit: 'pcs' })),
  'DELETE /cart/lines/:listing_id': own(),
  'POST /checkouts': own({ body: () => ({ place_to: 'KZ-ALMATY', cart_hash: '0'.repeat(64) }) }),

  'POST /landed-cost/assess': open({
    body: (_ids, corridor) => corridor.samples.assessment,
  }),
  'GET /landed-cost/tariffs/:country/:code': open({ path: { country: 'KZ', code: '850760' } }),

  'GET /needs/:need_id/matches': theirs('closed', 'buyer'),
  'POST /introductions': theirs('closed', 'arbiter', ({ need_id, listing_id }) => ({ need_id, listing_id })),
  'POST /matchmaking-days': own({
    by: 'arbiter',
    body: () => ({
      name: 'Day of tests',
      place: 'Hall 1',
      time_zone: 'Asia/Almaty',
      held_on: '2030-05-20',
      starts: '09:00',
      slot_minutes: 20,
      pause_minutes: 5,
      slots: 4,
      tables: 2,
      max_firms: 10,
      open_registration: false,
    }),
  }),
  'GET /matchmaking-days': own(),
  'GET /matchmaking-days/:day_id': theirs('closed', 'buyer'),
  'GET /matchmaking-days/:day_id/agenda': theirs('closed', 'buyer'),
  'GET /matchmaking-days/:day_id/sheet': theirs('closed', 'buyer'),
  'PUT /matchmaking-days/:day_id': theirs('closed', 'arbiter', () => ({
    revision: 0,
    name: 'Day of tests',
    place: 'Hall 2',
    time_zone: 'Asia/Almaty',
    held_on: '2030-05-21',
    starts: '09:00',
    slot_minutes: 20,
    pause_minutes: 5,
    slots: 4,
    tables: 2,
    max_firms: 10,
    open_registration: false,
  })),
  'POST /matchmaking-days/:day_id/calling-off': theirs('closed', 'arbiter', () => ({ reason: 'No hall' })),
  'POST /matchmaking-days/:day_id/invitations': theirs('closed', 'arbiter', ({ org_id }) => ({
    org_ids: [org_id],
  })),
  'POST /matchmaking-days/:day_id/attendance': theirs('closed', 'buyer', ({ need_id }) => ({
    side: 'buyer',
    goods_ids: [need_id],
  })),
  'POST /matchmaking-days/:day_id/plan': theirs('closed', 'arbiter', () => ({ plan_no: 1 })),
  'POST /matchmaking-days/:day_id/publication': theirs('closed', 'arbiter', () => ({ plan_no: 1 })),
  'POST /matchmaking-days/:day_id/outcomes': theirs('closed', 'buyer', () => ({
    slot: 1,
    table_no: 1,
    outcome: 'welcome',
  })),
  'POST /matchmaking-days/:day_id/withdrawal': theirs('closed', 'buyer'),
  'GET /introductions': own(),
  'POST /introductions/:introduction_id/answer': theirs('closed', 'seller', () => ({ answer: 'welcome' })),

  'GET /reputations': open({ query: { org_ids: '00000000-0000-7000-8000-000000000001' } }),
  'GET /organisations/:org_id/reviews': open(),
  'GET /reputation/parts': own({ query: { figure: 'on_time' } }),
  'GET /deals/:deal_id/reviews': theirs('closed', 'buyer'),
  'PUT /deals/:deal_id/review': theirs('closed', 'buyer', () => ({
    rating: 5,
    language: 'en',
    text: 'As agreed',
  })),
  'POST /deals/:deal_id/review/answer': theirs('closed', 'seller', () => ({
    language: 'en',
    text: 'Thank you',
  })),

  'GET /marketplace-connections': own(),
  'POST /marketplace-connections': own({
    body: (_ids, corridor) => ({
      kind: 'kaspi',
      name: 'Demo shop',
      token: 'demo-token',
      merchant_id: 'Demo1',
      store_id: 'PP1',
      place_to: 'KZ-ALMATY',
      buyer_org_id: corridor.insiders.buyer.org_id,
    }),
  }),
  'GET /marketplace-connections/:connection_id': theirs('closed', 'seller'),
  'POST /marketplace-connections/:connection_id/state': theirs('closed', 'seller', () => ({
    state: 'paused',
  })),
  'PUT /marketplace-connections/:connection_id/offers': {
    ...theirs('closed', 'seller', ({ listing_id }) => ({
      listing_id,
      sku: 'DEMO-1',
      brand: '',
      category: '',
      price: { amount: '100', currency: 'KZT' },
      stock: 1,
    })),
  },
  'GET /marketplace-orders': own(),
  'POST /marketplace-orders/:order_id/retry': theirs('closed', 'seller'),
  'GET /marketplace-mandates': own(),
  'GET /notices': own(),
  'GET /notices/unread': own(),
  'POST /notices/read': own({ body: () => ({ read_to: '2026-01-05T08:00:00Z' }) }),
  'GET /notice-endpoints': own(),
  'POST /notice-endpoints': own({ body: () => ({ url: 'https://notices.outside.example/in' }) }),
  'POST /notice-endpoints/:endpoint_id/state': theirs('closed', 'buyer', () => ({ state: 'off' })),
  'POST /notice-tests': own(),
  'PUT /marketplace-mandates/:merchant_org_id': theirs('closed', 'buyer', () => ({ agreed: false })),
  'GET /marketplace-feeds/:feed_key/:file': open({
    path: { feed_key: 'x'.repeat(43), file: 'prices.xml' },
  }),

  'GET /deals': own(),
  'GET /deals/awaiting': own(),
  'GET /deals/:deal_id': theirs('closed', 'buyer'),
  'GET /deals/:deal_id/timeline': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/contract/acceptances': theirs('contracted', 'buyer'),
  'POST /deals/:deal_id/contract/approvals/:request_id': {
    ...theirs('contracted', 'buyer', () => ({ decision: 'approved' })),
    path: { request_id: '018f0000-0000-7000-8000-000000000921' },
  },
  'GET /approvals': own(),
  'GET /approval-rules': own(),
  'POST /approval-rules': own({
    body: () => ({ currency: 'EUR', limit_amount: '1', approver_roles: ['customs'] }),
  }),
  'POST /approval-rules/:change_id/decision': own({
    path: { change_id: '018f0000-0000-7000-8000-000000000922' },
    body: () => ({ decision: 'refused' }),
  }),
  'POST /deals/:deal_id/cancellation': theirs('contracted', 'buyer', () => ({ reason: 'No longer wanted' })),
  'POST /deals/:deal_id/goods/acceptance': theirs('delivered', 'buyer', () => ({})),
  'POST /deals/:deal_id/disputes': theirs('delivered', 'buyer', () => ({
    reason: 'late',
    description: 'It came late',
    claim: money('100'),
  })),
  'POST /deals/:deal_id/disputes/resolution': theirs('disputed', 'seller', () => ({
    to_buyer: money('1000'),
    reason: 'The claim is granted',
  })),

  'GET /frames': own(),
  'POST /deals/:deal_id/frames': theirs('contracted', 'buyer', (_ids, corridor) => ({
    lots_total: 3,
    valid_until: corridor.samples.valid_until,
    tiers: [],
  })),
  'POST /frames/:frame_id/answer': own({
    path: { frame_id: '018f0000-0000-7000-8000-000000000924' },
    body: () => ({ version: 1, answer: 'accept' }),
  }),
  'POST /frames/:frame_id/approvals/:request_id': own({
    path: {
      frame_id: '018f0000-0000-7000-8000-000000000924',
      request_id: '018f0000-0000-7000-8000-000000000921',
    },
    body: () => ({ decision: 'refused' }),
  }),
  'POST /frames/:frame_id/prices': own({
    path: { frame_id: '018f0000-0000-7000-8000-000000000924' },
    body: () => ({
      from_day: '2026-06-01',
      prices: [{ line: 1, unit_price: { amount: '1000', currency: 'CNY' } }],
      tiers: [],
    }),
  }),
  'POST /frames/:frame_id/prices/:change_id/answer': own({
    path: {
      frame_id: '018f0000-0000-7000-8000-000000000924',
      change_id: '018f0000-0000-7000-8000-000000000925',
    },
    body: () => ({ answer: 'accept' }),
  }),
  'POST /frames/:frame_id/calls': own({
    path: { frame_id: '018f0000-0000-7000-8000-000000000924' },
    body: () => ({ lots: 1, ship_by: '2026-06-01' }),
  }),
  'GET /deals/:deal_id/messages': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/messages': theirs('closed', 'buyer', () => ({ text: 'Hello', audience: 'trade' })),
  'GET /deals/:deal_id/messages/:number/files/:place': {
    ...theirs('disputed', 'buyer'),
    path: { number: MESSAGE_WITH_FILE, place: '1' },
  },
  'POST /deals/:deal_id/messages/read': theirs('closed', 'buyer', () => ({ read_to: 1 })),
  'POST /rfqs': theirs('closed', 'buyer', ({ listing_id }, corridor) => ({
    seller_org_id: corridor.insiders.seller.org_id,
    request: {
      ...corridor.samples.request,
      goods: corridor.samples.request.goods.map((line) => ({ ...line, listing_id })),
    },
  })),
  'POST /deals/:deal_id/repetition': theirs('contracted', 'buyer'),
  'GET /deals/:deal_id/samples': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/samples': theirs('requested', 'buyer', () => ({ line: 1, quantity: '1' })),
  'POST /deals/:deal_id/samples/:sample_id/steps': {
    ...theirs('requested', 'buyer', () => ({ step: 'receive', version: 1 })),
    path: { sample_id: '018f0000-0000-7000-8000-000000000923' },
  },
  'POST /inquiries': theirs('closed', 'buyer', ({ listing_id }, corridor) => ({
    sellers: [{ seller_org_id: corridor.insiders.seller.org_id, listings: [{ line: 1, listing_id }] }],
    request: corridor.samples.request,
  })),
  'GET /inquiries': own(),
  'GET /inquiries/:inquiry_id': own({ path: { inquiry_id: '018f0000-0000-7000-8000-000000000920' } }),
  'POST /inquiries/:inquiry_id/award': own({
    path: { inquiry_id: '018f0000-0000-7000-8000-000000000920' },
    body: ({ deal_id }) => ({ deal_id, quote_number: 1, others: 'leave' }),
  }),
  'GET /deals/:deal_id/quotes/changes': theirs('closed', 'buyer'),
  'GET /deals/:deal_id/quotes': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/quotes': theirs('requested', 'seller', (_ids, corridor) => ({
    offer: corridor.samples.offer,
    valid_until: corridor.samples.valid_until,
  })),
  'POST /deals/:deal_id/quotes/acceptance': theirs('quoted', 'buyer', () => ({ quote_number: 1 })),
  'POST /deals/:deal_id/quotes/refusal': theirs('quoted', 'buyer', () => ({ reason: 'Too dear' })),

  'GET /returns': own(),
  'GET /deals/:deal_id/returns': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/returns': theirs('closed', 'buyer', () => ({
    lines: [{ line: 1, quantity: '1' }],
    reason: 'damaged',
    description: 'One came broken',
  })),
  ...Object.fromEntries(
    (
      [
        ['answer', 'seller', { decision: 'refused', note: 'A sample' }],
        ['sending', 'buyer', { tracking: 'SAMPLE-1' }],
        ['receipt', 'seller', {}],
        ['payment', 'seller', {}],
      ] as const
    ).map(([step, by, body]) => [
      `POST /deals/:deal_id/returns/:return_id/${step}`,
      {
        ...theirs('closed', by, () => body),
        path: { return_id: '018f0000-0000-7000-8000-000000000917' },
      },
    ]),
  ),

  'GET /deals/:deal_id/documents': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/documents': theirs('funded', 'arbiter', () => ({ kind: 'certificate_of_origin' })),
  'GET /deals/:deal_id/documents/:document_id': theirs('closed', 'buyer'),
  'GET /deals/:deal_id/documents/:document_id/pdf': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/documents/:document_id/corrections': theirs('funded', 'seller', () => ({
    reason: 'A misprint',
  })),
  'POST /deals/:deal_id/documents/:document_id/voiding': theirs('funded', 'seller', () => ({
    reason: 'A misprint',
  })),
  'POST /verify': open({ body: () => ({ jws: 'a.b.c' }) }),
  'GET /verify/:document_id': open(),
  'GET /verification-keys': open(),

  'GET /deals/:deal_id/declarations': theirs('closed', 'export_broker'),
  'GET /deals/:deal_id/declarations/:declaration_id': theirs('closed', 'export_broker'),
  'POST /deals/:deal_id/declarations/:declaration_id/lodging': theirs('funded', 'export_broker', () => ({})),
  'POST /deals/:deal_id/declarations/:declaration_id/corrections': theirs('funded', 'export_broker', () => ({
    from_deal: true,
  })),
  'POST /deals/:deal_id/declarations/:declaration_id/withdrawal': theirs(
    'funded',
    'export_broker',
    () => ({}),
  ),
  'POST /deals/:deal_id/declarations/:declaration_id/decisions': theirs('funded', 'export_customs', () => ({
    decision: 'accept',
  })),
  'POST /deals/:deal_id/declarations/:declaration_id/rates': theirs('funded', 'export_customs', () => ({
    line: 1,
    kind: 'duty',
    name: 'duty',
    pct: '5',
    reason: 'Stated by the officer',
  })),
  'GET /declarations': own(),

  'GET /deals/:deal_id/consignment': theirs('closed', 'carrier'),
  'POST /deals/:deal_id/consignment': theirs('funded', 'carrier', () => ({})),
  'POST /deals/:deal_id/consignment/loading': theirs('funded', 'carrier', () => ({ units: ['DEMU1234567'] })),
  'POST /deals/:deal_id/consignment/departure': theirs('funded', 'carrier', () => ({})),
  'POST /deals/:deal_id/consignment/movements': theirs('shipped', 'carrier', () => ({ place: 'CN-HORGOS' })),
  'POST /deals/:deal_id/consignment/gauge-changes': theirs('shipped', 'carrier', () => ({})),
  'POST /deals/:deal_id/consignment/damages': theirs('shipped', 'carrier', () => ({
    line: 1,
    quantity: '1',
    description: 'A dented crate',
  })),
  'POST /deals/:deal_id/consignment/arrival': theirs('shipped', 'carrier', () => ({})),
  'POST /deals/:deal_id/consignment/delivery': theirs('shipped', 'carrier', () => ({})),
  'GET /rate-cards': open(),
  'GET /freight-quotes': open({
    query: {
      route_id: 'rail-xian-horgos-almaty',
      carrier_org_id: '018f0000-0000-7000-8000-000000000001',
      weight_kg: '1000',
      date: '2026-03-01',
      currency: 'USD',
    },
  }),

  'GET /deals/:deal_id/stock': theirs('closed', 'seller'),
  'GET /holdings': own(),
  // What an organisation holds is its own, whoever's offer it names.
  'PUT /holdings/:listing_id': own({ body: () => ({ unit: 'pcs', on_hand: '1' }) }),

  'GET /wallet': own(),
  'POST /wallet': own({ body: () => ({ currency: 'EUR' }) }),
  'GET /wallet/:account_id/statement': own({ path: { account_id: 'wallet:CNY' } }),
  'GET /wallet/:account_id/statement-file': own({
    path: { account_id: 'wallet:CNY' },
    query: { format: 'csv' },
  }),
  'GET /wallet/:account_id/balance': own({ path: { account_id: 'wallet:CNY' } }),
  'GET /trial-balance': own(),
  'GET /transfers': own({ query: { reference: 'opening' } }),
  'GET /transfers/:transfer_id': own({ path: { transfer_id: '00000000-0000-4000-8000-00000000abcd' } }),
  'POST /transfers': own({
    body: () => ({
      transfers: [
        {
          transfer_id: '00000000-0000-4000-8000-00000000abcd',
          kind: 'single',
          debit_account_id: 'wallet:CNY',
          credit_account_id: 'wallet:EUR',
          amount: '1',
          currency: 'CNY',
          reference: 'sample',
        },
      ],
    }),
  }),
  'GET /entries': own({ query: { account_id: 'wallet:CNY' } }),
  'GET /exchanges': own(),
  'POST /exchanges': own({ body: () => ({ sell: money('100000'), buy_currency: 'KZT' }) }),
  'GET /exchanges/:exchange_id': own({ path: { exchange_id: '018f0000-0000-7000-8000-000000000913' } }),
  'POST /exchanges/:exchange_id/lock': own({
    path: { exchange_id: '018f0000-0000-7000-8000-000000000913' },
    body: () => ({}),
  }),
  'POST /exchanges/:exchange_id/execution': own({
    path: { exchange_id: '018f0000-0000-7000-8000-000000000913' },
    body: () => ({}),
  }),
  'GET /treasury/positions': own(),
  'GET /treasury/limits': own(),
  'GET /treasury/changes': own(),
  'POST /treasury/changes/limits': own({
    body: () => ({ currency: 'CNY', keep_at_least: '0', hold_at_most: null, reason: 'sample' }),
  }),
  'POST /treasury/changes/rates': own({
    body: () => ({ base: 'USD', currency: 'RUB', rate: '1', valid_from: '2026-01-01', source: 'sample' }),
  }),
  'POST /treasury/changes/moves': own({
    body: () => ({
      from_account_id: 'capital:CNY',
      to_account_id: 'liquidity:CNY',
      currency: 'CNY',
      amount: '1',
      reference: 'sample',
    }),
  }),
  'POST /treasury/changes/closings': own({
    body: () => ({
      book_id: '018f0000-0000-7000-8000-000000000915',
      account_id: null,
      reason: 'sample',
    }),
  }),
  'POST /treasury/changes/:proposal_id/decision': own({
    path: { proposal_id: '018f0000-0000-7000-8000-000000000914' },
    body: () => ({ decision: 'refused' }),
  }),
  'GET /netting/obligations': own(),
  'POST /netting/obligations': own({
    body: ({ org_id }) => ({ to_org_id: org_id, amount: money('100'), reference: 'sample' }),
  }),
  'GET /netting/runs': own(),
  'GET /netting/runs/:run_id': own({ path: { run_id: '018f0000-0000-7000-8000-000000000915' } }),
  'GET /treasury/open-corridors': own(),
  'POST /treasury/netting-runs': own({ body: () => ({ corridor: 'CN-KZ', day: '2026-01-05' }) }),
  'POST /deposits': own({
    body: ({ org_id }) => ({ org_id, amount: money('100'), bank_reference: 'DEMO-1' }),
  }),
  'GET /deals/:deal_id/money': theirs('closed', 'buyer'),
  'POST /deals/:deal_id/escrow/funding': theirs('contracted', 'buyer'),

  'GET /banking/nostros': own(),
  'PUT /banking/nostros/:currency': own({
    path: { currency: 'CNY' },
    body: () => ({ account: 'DEMO-0001', bic: 'DEMOCNBJ' }),
  }),
  'GET /banking/messages': own(),
  'POST /banking/messages': own({ body: () => ({ xml: '<Document/>' }) }),
  'GET /banking/messages/:direction/:message_id': own({ path: { direction: 'in', message_id: 'NONE' } }),
  'GET /banking/entries': own(),
  'POST /banking/entries/:entry_id/match': own({
    path: { entry_id: '018f0000-0000-7000-8000-000000000911' },
    body: ({ org_id }) => ({ target_kind: 'organisation', target_org_id: org_id, target_id: org_id }),
  }),
  'POST /banking/entries/:entry_id/unmatch': own({
    path: { entry_id: '018f0000-0000-7000-8000-000000000911' },
    body: () => ({}),
  }),
  'POST /banking/entries/:entry_id/decision': own({
    path: { entry_id: '018f0000-0000-7000-8000-000000000911' },
    body: () => ({ number: 1, decision: 'approved' }),
  }),
  'GET /expected-deposits': own(),
  'POST /expected-deposits': own({
    body: ({ org_id }) => ({ bank_org_id: org_id, amount: money('100') }),
  }),
  'GET /payment-orders': own(),
  'POST /payment-orders': own({
    body: () => ({
      account_id: '018f0000-0000-7000-8000-000000000913',
      amount: money('100'),
      remittance: 'Demo invoice',
    }),
  }),
  'POST /payment-orders/:order_id/decision': own({
    path: { order_id: '018f0000-0000-7000-8000-000000000912' },
    body: () => ({ decision: 'declined' }),
  }),
  'POST /payment-orders/:order_id/withdrawal': own({
    path: { order_id: '018f0000-0000-7000-8000-000000000912' },
    body: () => ({}),
  }),
  'GET /payout-rules': open(),
  'GET /payout-accounts': own(),
  'POST /payout-accounts': own({
    body: ({ org_id }) => ({
      bank_org_id: org_id,
      holder: 'Demo Holder',
      scheme: 'bic',
      account: 'DEMO-0001',
      bic: 'DEMOCNBX',
      country: 'CN',
      town: 'Xi An',
    }),
  }),
  'POST /payout-accounts/:account_id/decision': own({
    path: { account_id: '018f0000-0000-7000-8000-000000000913' },
    body: ({ org_id }) => ({
      org_id,
      decision: 'verified',
      evidence_kind: 'statement',
      evidence: 'A statement',
    }),
  }),
  'POST /payout-accounts/:account_id/closing': own({
    path: { account_id: '018f0000-0000-7000-8000-000000000913' },
    body: () => ({}),
  }),
  'GET /payment-orders/:order_id': own({ path: { order_id: '018f0000-0000-7000-8000-000000000912' } }),
  'POST /payment-orders/:order_id/recall': own({
    path: { order_id: '018f0000-0000-7000-8000-000000000912' },
    body: () => ({ reason: 'DUPL' }),
  }),
  'GET /recalls': own(),
  'POST /recalls/:recall_id/answer': own({
    path: { recall_id: '018f0000-0000-7000-8000-000000000916' },
    body: ({ org_id }) => ({ bank_org_id: org_id, answer: 'refused', code: 'CUST' }),
  }),
  'GET /wallet/:account_id/statement.xml': own({
    path: { account_id: 'wallet:CNY' },
    query: { from: '2026-01-01T00:00:00Z', before: '2026-12-31T00:00:00Z' },
  }),

  'GET /statistics/overview': open(),
  'GET /statistics/changes': open({ query: { source: 'official', period: '2025' } }),
  'GET /statistics/bilateral': open({ query: { reporter: 'CN', partner: 'KZ' } }),
  'GET /statistics/bilateral.csv': open({ query: { reporter: 'CN', partner: 'KZ' } }),
  'GET /statistics/vintages': open(),
  'GET /statistics/groups': open(),
  'GET /statistics/mirror': open({ query: { a: 'CN', b: 'KZ', period: '2024' } }),
  'GET /statistics/indicators/structure': open({
    query: { reporter: 'CN', partner: 'KZ', period: '2025', source: 'sauda-declarations-demo' },
  }),
  'GET /statistics/indicators/prices': open({
    query: { reporter: 'CN', partner: 'KZ', source: 'sauda-declarations-demo' },
  }),
  'GET /statistics/concordance': open({ query: { code: '854140', from: '2017', to: '2022' } }),
  'GET /statistics/indicators/conversion': open({
    query: { reporter: 'CN', partner: 'KZ', flow: 'export', period: '2025', to: '2017' },
  }),
  'GET /statistics/indicators/balance': open({ query: { reporter: 'CN', partner: 'KZ' } }),
  'GET /statistics/indicators/advantage': open({ query: { reporter: 'CN', period: '2025', level: '2' } }),
  'GET /statistics/indicators/complexity': open({ query: { period: '2025', level: '2' } }),
  'GET /statistics/indicators/margins': open({
    query: { reporter: 'CN', partner: 'KZ', period: '2025' },
  }),
  'GET /statistics/indicators/series': open({ query: { reporter: 'CN', partner: 'KZ', flow: 'total' } }),
  'GET /statistics/indicators/ranking': open({ query: { reporter: 'CN', period: '2025' } }),
  'GET /releases': open(),
  'GET /releases/:period': open({ path: { period: '2025' } }),
  'GET /releases/:period/:number/files/:name': open({
    path: { period: '2025', number: '1', name: 'manifest.json' },
  }),
  'POST /statistics/sql': open({ body: () => ({ sql: 'select count(*) from areas' }) }),
  'POST /statistics/releases': own({ body: () => ({}) }),
  'GET /deals/:deal_id/mirror': theirs('closed', 'buyer'),

  'GET /claims': open(),
  'POST /claims/checks': open({
    body: () => ({
      claims: [
        {
          id: 'P1',
          metric: 'level',
          reporter: 'CHN',
          partner: 'KAZ',
          flow: 'total',
          period: '2025',
          value: '48.7',
          unit: 'USD_bn',
        },
      ],
    }),
  }),
  'POST /claims/readings': open({ body: () => ({ text: 'Exports grew by 11 percent in 2025.' }) }),

  'GET /projects': open(),
  'GET /projects/:id': open({ path: { id: 'none-such' } }),
  'GET /outcomes': open(),
  'POST /deals/:deal_id/projects': theirs('closed', 'buyer', () => ({ project_id: 'none-such' })),

  'POST /sign-in': open({ body: () => ({ email: 'none@outside.example', password: 'wrong' }) }),
  'POST /sign-in/totp': open({ body: () => ({ code: '000000' }) }),
  'POST /sign-up': open({ body: () => ({ email: 'none@outside.example', password: 'short', name: 'None' }) }),
  'POST /sign-out': open({ body: () => ({}) }),
  'GET /session': own(),
  'PUT /session/locale': own({ body: () => ({ locale: 'en' }) }),
  'GET /demo-accounts': open(),
  'PUT /password': own({ body: () => ({ current_password: 'wrong', new_password: 'wrong too, and long' }) }),
  'POST /totp/enrol': own({ body: () => ({ password: 'wrong' }) }),
  'POST /totp/verify': own({ body: () => ({ code: '000000' }) }),
  'POST /totp/disable': own({ body: () => ({ password: 'wrong' }) }),
  'GET /api-keys': own(),
  'POST /api-keys': own({ body: () => ({ name: 'robot' }) }),
  'DELETE /api-keys/:key_id': theirs('closed', 'buyer'),
};
