import { allows } from '../../src/app/grants.ts';
import { jobs, modules } from '../../src/app/modules.ts';
import { subscribedEvents } from '../../src/app/policies.ts';
import { makeRegistration, registrationKindOf } from '../../src/kernel/check-digits/index.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { assert } from '../../src/kernel/refusal.ts';
import {
  addPhoto,
  closeNeed,
  type NewListing,
  type NewNeed,
  publishListing,
  publishNeed,
  saveSearch,
  withdrawListing,
} from '../../src/modules/catalogue/index.ts';
import { sendMessage } from '../../src/modules/correspondence/index.ts';
import { openDispute } from '../../src/modules/deals/index.ts';
import { introduce } from '../../src/modules/matching/index.ts';
import { addEndpoint, setEndpoint } from '../../src/modules/notices/index.ts';
import { type OrganisationKind, registerOrganisations } from '../../src/modules/parties/index.ts';
import { fundEscrow } from '../../src/modules/payments/index.ts';
import type { Offer, QuoteRequest } from '../../src/modules/quoting/index.ts';
import type { Role } from '../../src/platform/index.ts';
import { arrive, damage, depart, handOver, load, travel } from '../../src/simulator/carry.ts';
import { cases, goodsOf } from '../../src/simulator/cases.ts';
import { decide, lodge } from '../../src/simulator/clear-customs.ts';
import { demoListings, demoNeeds } from '../../src/simulator/listings.ts';
import {
  answerWithQuote,
  askForQuote,
  concludeContract,
  newPlay,
  type Play,
} from '../../src/simulator/negotiate.ts';
import { offerOf, requestOf } from '../../src/simulator/offer.ts';
import {
  type DemoOrganisation,
  demoBank,
  demoCarriers,
  demoService,
  demoTraders,
  memberOf,
} from '../../src/simulator/organisations.ts';
import { playDay } from '../../src/simulator/play-day.ts';
import { certify, playDeal } from '../../src/simulator/play-deal.ts';
import { findRouteById } from '../../src/simulator/route.ts';
import { Stage } from '../../src/simulator/stage.ts';
import { openWorld } from '../../src/simulator/world.ts';
import { type TestApp, testApp } from '../app.ts';
import { MESSAGE_WITH_FILE } from './route-samples.ts';
import { playShop } from './shop.ts';
import { SMALLEST_PNG } from './smallest-png.ts';

/** How far a deal of the corridor has come. */
export const dealStops = [
  'closed',
  'disputed',
  'delivered',
  'shipped',
  'funded',
  'contracted',
  'quoted',
  'requested',
] as const;
export type DealStop = (typeof dealStops)[number];

/** Those who take part in the deals, and those who do not: one organisation for each role. */
export type Insider =
  | 'buyer'
  | 'seller'
  | 'carrier'
  | 'export_broker'
  | 'import_broker'
  | 'export_customs'
  | 'import_customs'
  | 'bank'
  | 'arbiter';

/** A corridor in the middle of its work, played by the simulator on a real database. */
export interface Corridor {
  app: TestApp;
  /** A deal at each stop, all of them between the same two traders. */
  deals: Record<DealStop, string>;
  insiders: Record<Insider, DemoOrganisation>;
  /** Organisations without a part in any deal, one for each role. */
  strangers: Record<Role, DemoOrganisation>;
  /** Things of the insiders that are not public. */
  hidden: {
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
  };
  /** Things of the insiders that all may see. */
  shown: { listing_id: string; need_id: string };
  /** Inputs that hold together, for requests of one's own. */
  samples: {
    listing: Omit<NewListing, 'org_id' | 'listing_id' | 'demo' | 'created_at'>;
    need: Omit<NewNeed, 'org_id' | 'need_id' | 'demo' | 'created_at'>;
    request: QuoteRequest;
    offer: Offer;
    valid_until: string;
    assessment: Record<string, unknown>;
  };
}

const kindOfRole: Record<Role, OrganisationKind> = {
  trader: 'trader',
  institution: 'institution',
  broker: 'broker',
  carrier: 'carrier',
  warehouse: 'warehouse',
  bank: 'bank',
  customs: 'customs',
  statistician: 'statistics',
  ministry: 'ministry',
  treasurer: 'treasury',
  admin: 'trader',
};
const START = new Date('2026-01-05T08:00:00Z');

/** Plays the deals one after the other; takes a few seconds. */
export async function playCorridor(): Promise<Corridor> {
  const app = await testApp(modules, {
    start: START.toISOString(),
    services: { subscribed: subscribedEvents },
    jobs,
    allows,
  });
  const theatre = {
    jobs,
    compose: (own: Pick<TestApp['runtime'], 'clock' | 'random' | 'jobs'>) => ({ ...app.runtime, ...own }),
  };
  const stage = new Stage(theatre, 'a corridor under attack', START);
  await openWorld(stage.runtime);
  const [chosen] = cases;
  assert(chosen, 'there is a case');
  const [buyer] = demoTraders(chosen.to_country);
  const [seller] = demoTraders(chosen.from_country);
  assert(buyer && seller, 'there are traders on both sides');
  const deals = {} as Record<DealStop, string>;
  for (const stop of dealStops) {
    const play = newPlay(stage, chosen, buyer, seller, goodsOf(chosen).lot_low);
    await playUntil(play, stop);
    deals[stop] = play.deal_id;
  }
  const { number } = await stage.act(memberOf(seller), sendMessage, {
    deal_id: deals.disputed,
    text: 'As it arrived',
    audience: 'trade',
    files: [{ name: 'arrival.png', file: SMALLEST_PNG }],
  });
  assert(String(number) === MESSAGE_WITH_FILE, `the message with a file is number ${number} of its deal`);
  const catalogue = await playCatalogue(stage, buyer, seller);
  app.clock.advanceTo(stage.clock.now());
  const strangers = strangersOf(app.clock.now());
  await app.within((ctx) => registerOrganisations(ctx.tx, Object.values(strangers)));
  const insiders: Record<Insider, DemoOrganisation> = {
    buyer,
    seller,
    carrier: demoCarriers[findRouteById(chosen.route_id).mode],
    export_broker: demoService('broker', chosen.from_country),
    import_broker: demoService('broker', chosen.to_country),
    export_customs: demoService('customs', chosen.from_country),
    import_customs: demoService('customs', chosen.to_country),
    bank: demoBank,
    arbiter: demoService('institution', chosen.from_country),
  };
  return { app, deals, insiders, strangers, ...catalogue };
}

async function playUntil(play: Play, stop: DealStop): Promise<void> {
  const { stage } = play;
  if (stop === 'closed') return playDeal(play, 'straight');
  const last = dealStops.indexOf(stop);
  const before = (next: DealStop): boolean => last > dealStops.indexOf(next);
  await askForQuote(play);
  if (before('quoted')) return;
  const { quote_number } = await answerWithQuote(play);
  if (before('contracted')) return;
  await concludeContract(play, quote_number);
  if (before('funded')) return;
  await stage.act(play.buyerActor, fundEscrow, { deal_id: play.deal_id });
  if (before('shipped')) return;
  await certify(play);
  await lodge(play, 'export');
  await decide(play, 'export');
  await load(play);
  await depart(play);
  if (before('delivered')) return;
  await travel(play);
  await lodge(play, 'import');
  await decide(play, 'import');
  if (stop === 'disputed') await damage(play, 10n);
  await arrive(play);
  await handOver(play);
  if (before('disputed')) return;
  await stage.act(play.buyerActor, openDispute, {
    deal_id: play.deal_id,
    reason: 'damaged',
    description: 'Demonstration: part of the goods arrived wet',
    claim: { amount: '1000', currency: play.chosen.currency },
  });
}

/** An introduction between the two, an offer that was withdrawn, a need that was closed, a search and an address that are kept. */
async function playCatalogue(
  stage: Stage,
  buyer: DemoOrganisation,
  seller: DemoOrganisation,
): Promise<Pick<Corridor, 'hidden' | 'shown' | 'samples'>> {
  const listing = demoListings().find((l) => l.org_id === seller.org_id);
  const need = demoNeeds().find((n) => n.org_id === buyer.org_id && n.hs_code === listing?.hs_code);
  assert(listing && need, 'seller and buyer trade the same goods');
  const { introduction_id } = await stage.act(memberOf(demoService('institution', 'KZ')), introduce, {
    need_id: need.need_id,
    listing_id: listing.listing_id,
  });
  const { org_id: _o, listing_id: _l, demo: _d, created_at: _c, ...offer } = listing;
  const { listing_id } = await stage.act(memberOf(seller), publishListing, offer);
  const { photos } = await stage.act(memberOf(seller), addPhoto, { listing_id, file: SMALLEST_PNG });
  const [photo] = photos;
  assert(photo, 'the listing has a photo');
  await stage.act(memberOf(seller), withdrawListing, { listing_id });
  const { org_id: _1, need_id: _2, demo: _3, created_at: _4, ...wish } = need;
  const { need_id } = await stage.act(memberOf(buyer), publishNeed, wish);
  await stage.act(memberOf(buyer), closeNeed, { need_id });
  const { search_id } = await stage.act(memberOf(seller), saveSearch, {
    name: 'Searched by the seller',
    filter: { q: 'battery' },
  });
  const administrator = { ...memberOf(buyer), roles: ['admin'] as const };
  const { endpoint_id } = await stage.act(administrator, addEndpoint, { url: 'http://127.0.0.1:9/' });
  await stage.act(administrator, setEndpoint, { endpoint_id, state: 'off' });
  return {
    hidden: {
      listing_id,
      photo_id: photo.photo_id,
      need_id,
      introduction_id,
      day_id: await playDay(stage, demoService('institution', 'CN')),
      search_id,
      endpoint_id,
      ...(await playShop(stage, seller, buyer, listing.listing_id)),
    },
    shown: { listing_id: listing.listing_id, need_id: need.need_id },
    samples: { listing: offer, need: wish, ...samplesOf(stage, listing.listing_id) },
  };
}

function samplesOf(
  stage: Stage,
  listing_id: string,
): Pick<Corridor['samples'], 'request' | 'offer' | 'valid_until' | 'assessment'> {
  const [chosen] = cases;
  assert(chosen, 'there is a case');
  const request = requestOf(chosen, goodsOf(chosen).lot_low, listing_id);
  const nothing = { amount: '0', currency: chosen.currency };
  const now = stage.clock.now();
  const date = now.toISOString().slice(0, 10);
  return {
    request,
    offer: offerOf(chosen, request, {
      price_percent: 100,
      freight: { to_frontier: nothing, at_frontier: nothing, after_frontier: nothing },
      ship_by: date,
      fund_within_days: 10,
    }),
    valid_until: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
    assessment: {
      destination_country: 'KZ',
      origin_country: 'CN',
      date,
      lines: [
        {
          line: 1,
          hs_code: '850760',
          customs_value: { amount: '100000', currency: 'USD' },
          quantity: '10',
          unit: 'pcs',
          net_weight_kg: '100',
        },
      ],
    },
  };
}

function strangersOf(registered_at: Date): Record<Role, DemoOrganisation> {
  const random = seededRandom('strangers');
  const scheme = registrationKindOf('UZ');
  assert(scheme && scheme !== 'lei' && scheme !== 'kz_iin', 'Uzbekistan has a number of its own');
  const made = (Object.entries(kindOfRole) as [Role, OrganisationKind][]).map(
    ([role, kind], index) =>
      [
        role,
        {
          org_id: `018f0000-0000-7000-8000-0000000005${String(index).padStart(2, '0')}`,
          name: `Demo Stranger ${role}`,
          kind,
          role,
          country: 'UZ',
          demo: true,
          registered_at,
          registration_scheme: scheme,
          registration_number: makeRegistration(scheme, random),
        },
      ] as const,
  );
  return Object.fromEntries(made) as Record<Role, DemoOrganisation>;
}
