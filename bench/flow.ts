import { randomUUID } from 'node:crypto';
import { assert } from '../src/kernel/refusal.ts';
import type { Offer } from '../src/modules/quoting/index.ts';
import { cases, goodsOf } from '../src/simulator/cases.ts';
import { listingId } from '../src/simulator/listings.ts';
import { grossWeightOf, offerOf, requestOf } from '../src/simulator/offer.ts';
import { demoCarriers } from '../src/simulator/organisations.ts';
import type { Answer, Client } from './client.ts';
import type { Trader } from './traders.ts';

const DAY_MS = 86_400_000;
const chosen = cases.find((c) => c.goods === 'galvanised-sheet' && c.to_country === 'KZ');
assert(chosen, 'galvanised sheet goes to Kazakhstan');
const quantity = goodsOf(chosen).lot_low;

/** One command of the flow, with all that is needed to send it again. */
export interface Sent {
  step: string;
  path: string;
  cookie: string;
  key: string;
  body: unknown;
}

/** Called with each command before it is sent and with its answer after it was received. */
export interface Watch {
  sending?(sent: Sent): void;
  answered?(sent: Sent, answer: Answer): void;
}

/** What buyers and sellers agreed on by telephone: all deals of a bench are alike. */
export interface Bargain {
  freight: Offer['freight'];
  ship_by: string;
  valid_until: string;
}

/** Asks the carrier's rate card once; each flow offers by it. */
export async function prepareBargain(client: Client, seller: Trader): Promise<Bargain> {
  assert(chosen, 'the case is known');
  const request = requestOf(chosen, quantity, randomUUID());
  const today = Date.now();
  const search = new URLSearchParams({
    route_id: chosen.route_id,
    carrier_org_id: demoCarriers.rail.org_id,
    weight_kg: grossWeightOf(chosen, request),
    date: isoDay(today),
    currency: chosen.currency,
  });
  const answer = await client.send('GET', `/api/v1/freight-quotes?${search}`, { cookie: seller.cookie });
  assert(answer.status === 200, `freight has a price: ${JSON.stringify(answer.body)}`);
  const { to_frontier, at_frontier, after_frontier } = answer.body as Offer['freight'];
  return {
    freight: { to_frontier, at_frontier, after_frontier },
    ship_by: isoDay(today + 40 * DAY_MS),
    valid_until: new Date(today + 14 * DAY_MS).toISOString(),
  };
}

/**
 * One deal from the request to the funded escrow, in six commands: the five of `agreeContract`, then the escrow.
 * Throws when one is not answered with 200.
 */
export async function runFlow(
  client: Client,
  buyer: Trader,
  seller: Trader,
  bargain: Bargain,
  watch: Watch = {},
): Promise<string> {
  const deal_id = await agreeContract(client, buyer, seller, bargain, watch);
  const funded = await sendStep(client, watch, 'fund', buyer, `/deals/${deal_id}/escrow/funding`, {});
  assert((funded as { state: string }).state === 'funded', 'the deal is funded');
  return deal_id;
}

/**
 * One deal from the request to the contract, in five commands: RFQ, quote with landed cost, acceptance of the quote,
 * contract accepted by seller and by buyer. Throws when one is not answered with 200.
 */
export async function agreeContract(
  client: Client,
  buyer: Trader,
  seller: Trader,
  bargain: Bargain,
  watch: Watch = {},
): Promise<string> {
  assert(chosen, 'the case is known');
  const send = (step: string, who: Trader, path: string, body: unknown): Promise<unknown> =>
    sendStep(client, watch, step, who, path, body);
  const request = requestOf(chosen, quantity, listingId(seller.organisation, goodsOf(chosen)));
  const opened = await send('request', buyer, '/rfqs', {
    seller_org_id: seller.organisation.org_id,
    request,
  });
  const { deal_id } = opened as { deal_id: string };
  const deal = `/deals/${deal_id}`;
  const { freight, ship_by, valid_until } = bargain;
  const offer = offerOf(chosen, request, { price_percent: 100, freight, ship_by, fund_within_days: 10 });
  const offered = await send('quote', seller, `${deal}/quotes`, { offer, valid_until });
  assert((offered as { landed_cost: unknown }).landed_cost, 'the quote has its landed cost');
  await send('accept quote', buyer, `${deal}/quotes/acceptance`, { quote_number: 1 });
  await send('contract by seller', seller, `${deal}/contract/acceptances`, {});
  await send('contract by buyer', buyer, `${deal}/contract/acceptances`, {});
  return deal_id;
}

async function sendStep(
  client: Client,
  watch: Watch,
  step: string,
  who: Trader,
  path: string,
  body: unknown,
): Promise<unknown> {
  const sent: Sent = { step, path: `/api/v1${path}`, cookie: who.cookie, key: randomUUID(), body };
  watch.sending?.(sent);
  const answer = await sendCommand(client, sent);
  assert(answer.status === 200, `${step}: ${answer.status} ${JSON.stringify(answer.body)}`);
  watch.answered?.(sent, answer);
  return answer.body;
}

export function sendCommand(client: Client, { path, cookie, key, body }: Sent): Promise<Answer> {
  return client.send('POST', path, { cookie, 'idempotency-key': key }, body);
}

function isoDay(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}
