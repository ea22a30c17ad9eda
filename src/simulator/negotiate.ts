import { DAY_MS, dayOf, daysAfter } from '../kernel/days.ts';
import { acceptContract, type Milestone } from '../modules/deals/index.ts';
import {
  acceptQuote,
  type Offer,
  offerQuote,
  type QuoteRequest,
  requestQuote,
} from '../modules/quoting/index.ts';
import { quoteFreightOnRoute } from '../modules/transport/index.ts';
import type { Actor } from '../platform/index.ts';
import { type Case, goodsOf } from './cases.ts';
import { listingId } from './listings.ts';
import { grossWeightOf, offerOf, requestOf } from './offer.ts';
import { type DemoOrganisation, demoCarriers, memberOf } from './organisations.ts';
import { affordable, disputesMeasured, inParts, scheduleAt } from './payment-schedule.ts';
import { findRouteById } from './route.ts';
import type { Block } from './screening.ts';
import type { Stage } from './stage.ts';

const HOUR_MS = 3_600_000;

/** One deal in play: who, what, and its id once it is open. */
export interface Play {
  stage: Stage;
  chosen: Case;
  buyer: DemoOrganisation;
  seller: DemoOrganisation;
  buyerActor: Actor;
  sellerActor: Actor;
  quantity: number;
  deal_id: string;
  number: string;
  /** Parts of the price that the seller offers; without them the dice decide. */
  milestones?: Milestone[];
  /** The seller is blocked by screening before it is paid for what arrived, and the block is lifted later. */
  blocks?: boolean;
  block?: Block;
}

export function newPlay(
  stage: Stage,
  chosen: Case,
  buyer: DemoOrganisation,
  seller: DemoOrganisation,
  quantity: number,
): Play {
  return {
    stage,
    chosen,
    buyer,
    seller,
    buyerActor: memberOf(buyer),
    sellerActor: memberOf(seller),
    quantity,
    deal_id: '',
    number: '',
  };
}

function requestFor({ chosen, quantity, seller }: Play): QuoteRequest {
  return requestOf(chosen, quantity, listingId(seller, goodsOf(chosen)));
}

/** The buyer asks; the deal opens. */
export async function askForQuote(play: Play): Promise<void> {
  const request = requestFor(play);
  const opened = await play.stage.act(play.buyerActor, requestQuote, {
    seller_org_id: play.seller.org_id,
    request,
  });
  play.deal_id = opened.deal_id;
  play.number = opened.number;
}

/** What the seller can offer now: a price about the usual, the carrier's published freight, and who serves. */
export async function prepareOffer(
  play: Play,
  price_percent: number = play.stage.pick(94, 108),
): Promise<Offer> {
  const request = requestFor(play);
  const offer = offerOf(play.chosen, request, {
    price_percent,
    freight: await freightFor(play, request),
    fund_within_days: 10,
    ship_by: dayOf(daysAfter(play.stage.clock.now(), 40)),
  });
  const goods_value = BigInt(offer.goods[0]?.unit_price.amount ?? 0) * BigInt(play.quantity);
  const point = play.stage.random();
  if (play.milestones && affordable(offer, goods_value))
    return { ...offer, ...disputesMeasured, ...inParts(play.milestones, offer) };
  return { ...offer, ...disputesMeasured, ...scheduleAt(point, offer, goods_value) };
}

/** The seller answers with an offer, valid for some days. */
export async function answerWithQuote(
  play: Play,
  options: { valid_days?: number; price_percent?: number } = {},
): Promise<{ quote_number: number; price: { amount: string; currency: string }; landed_cost: unknown }> {
  const { stage } = play;
  const valid_ms = (options.valid_days ?? 14) * DAY_MS;
  const offered = await stage.act(play.sellerActor, offerQuote, {
    deal_id: play.deal_id,
    offer: await prepareOffer(play, options.price_percent),
    valid_until: new Date(stage.clock.now().getTime() + valid_ms).toISOString(),
  });
  return { quote_number: offered.quote_number, price: offered.terms.price, landed_cost: offered.landed_cost };
}

/** The carrier's published price for the goods' weight. */
async function freightFor(play: Play, request: QuoteRequest): Promise<Offer['freight']> {
  const { stage, chosen } = play;
  const quoted = await stage.act(play.sellerActor, quoteFreightOnRoute, {
    route_id: chosen.route_id,
    carrier_org_id: demoCarriers[findRouteById(chosen.route_id).mode].org_id,
    weight_kg: grossWeightOf(chosen, request),
    date: dayOf(stage.clock.now()),
    currency: chosen.currency,
  });
  return {
    to_frontier: quoted.to_frontier,
    at_frontier: quoted.at_frontier,
    after_frontier: quoted.after_frontier,
  };
}

/** The buyer accepts the offer, and both sides accept the contract. */
export async function concludeContract(play: Play, quote_number: number): Promise<void> {
  const { stage, deal_id } = play;
  await stage.act(play.buyerActor, acceptQuote, { deal_id, quote_number });
  await stage.wait(stage.pick(1, 20) * HOUR_MS);
  await stage.act(play.sellerActor, acceptContract, { deal_id });
  await stage.wait(stage.pick(1, 20) * HOUR_MS);
  await stage.act(play.buyerActor, acceptContract, { deal_id });
}
