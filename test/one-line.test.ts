import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../src/kernel/refusal.ts';
import { withdrawListing } from '../src/modules/catalogue/index.ts';
import { showDeal } from '../src/modules/deals/index.ts';
import { fundEscrow } from '../src/modules/payments/index.ts';
import { listQuotes, offerQuote, repeatOrder } from '../src/modules/quoting/index.ts';
import { depart, load } from '../src/simulator/carry.ts';
import { cases, goodsOf } from '../src/simulator/cases.ts';
import { decide, lodge } from '../src/simulator/clear-customs.ts';
import { demoListings } from '../src/simulator/listings.ts';
import {
  answerWithQuote,
  askForQuote,
  concludeContract,
  newPlay,
  type Play,
  prepareOffer,
} from '../src/simulator/negotiate.ts';
import { demoTraders, memberOf } from '../src/simulator/organisations.ts';
import { certify } from '../src/simulator/play-deal.ts';
import { Stage } from '../src/simulator/stage.ts';
import { openWorld } from '../src/simulator/world.ts';
import type { TestApp } from './app.ts';
import { testTheatre } from './theatre.ts';

// One line of goods from the shelf to both declarations: one shape, never typed again.

let app: TestApp;
let play: Play;
before(async () => {
  const made = await testTheatre();
  ({ app } = made);
  await openWorld(new Stage(made.theatre, 'world', new Date('2025-10-01T00:00:00Z')).runtime);
  const [chosen] = cases;
  const [buyer] = demoTraders(chosen?.to_country ?? '');
  const [seller] = demoTraders(chosen?.from_country ?? '');
  assert.ok(chosen && buyer && seller);
  const stage = new Stage(made.theatre, 'one line', new Date('2026-03-02T08:00:00Z'));
  play = newPlay(stage, chosen, buyer, seller, goodsOf(chosen).lot_low);
});
after(() => app.close());

const fieldOf = (line: object | undefined, field: string): unknown =>
  line === undefined ? undefined : Reflect.get(line, field);
const rows = <R>(sql: string): Promise<R[]> => app.within(({ tx }) => tx.rows<R>(sql, [play.deal_id]));

test('a line is the same from listing, request, offer and counter-offer to contract, papers and declarations', async () => {
  const { stage } = play;
  await askForQuote(play);
  await answerWithQuote(play, { price_percent: 100 });
  const valid_until = new Date(stage.clock.now().getTime() + 5 * 86_400_000).toISOString();
  const counter = await prepareOffer(play, 95);
  const answer = { deal_id: play.deal_id, offer: counter, valid_until };
  await stage.act(play.buyerActor, offerQuote, { ...answer, answers: 1 });
  const { quote_number } = await stage.act(play.sellerActor, offerQuote, { ...answer, answers: 2 });
  const quotes = await stage.act(play.buyerActor, listQuotes, { deal_id: play.deal_id });
  await concludeContract(play, quote_number);
  await stage.act(play.buyerActor, fundEscrow, { deal_id: play.deal_id });
  await certify(play);
  await lodge(play, 'export');
  await decide(play, 'export');
  await load(play);
  await depart(play);

  const { terms } = await stage.act(play.buyerActor, showDeal, { deal_id: play.deal_id });
  const [line] = terms?.goods ?? [];
  const [asked] = quotes.request?.goods ?? [];
  const listing = demoListings().find((l) => l.listing_id === asked?.listing_id);
  assert.ok(terms && line && asked && listing);

  // Listing → request: unit, code, origin; minimum, price step and lead time as the shelf had them.
  for (const field of ['unit', 'hs_code', 'origin_country'] as const)
    assert.equal(asked[field], listing[field]);
  assert.deepEqual(asked.shelf, {
    moq: listing.moq,
    tier_from: listing.tiers.filter((t) => Number(t.min_quantity) <= Number(asked.quantity)).at(-1)
      ?.min_quantity,
    lead_time_days: listing.lead_time_days,
  });
  // Request → each offer → contract: all that was asked, unchanged.
  const offered = quotes.items.map((q) => q.terms.goods[0]);
  assert.equal(offered.length, 3);
  const wanted: [string, unknown][] = Object.entries(asked).filter(([field]) => field !== 'unit_price');
  for (const stated of [...offered, line])
    for (const [field, value] of wanted) assert.deepEqual(fieldOf(stated, field), value, field);
  // The offer that both agreed to is the contract: validity and Incoterm with it.
  assert.deepEqual(quotes.items[0]?.terms, terms);
  assert.equal(terms.valid_until, valid_until);
  assert.equal(terms.incoterm, counter.incoterm);

  // Contract → papers: what a paper states of a line is what the terms state.
  const papers = await rows<{ kind: string; facts: { goods: Record<string, unknown>[] } }>(
    `select kind, facts from documents.document where deal_id = $1 and state = 'issued'`,
  );
  for (const kind of ['contract', 'commercial_invoice', 'packing_list']) {
    const paper = papers.find((p) => p.kind === kind);
    assert.ok(paper, `there is a ${kind}`);
    const [stated] = paper.facts.goods;
    assert.ok(stated, `${kind} states the line`);
    const shared: string[] = Object.keys(stated).filter((name) => fieldOf(line, name) !== undefined);
    for (const name of ['quantity', 'unit', 'hs_code', 'origin_country', 'description'])
      assert.ok(shared.includes(name), `${kind} states ${name}`);
    for (const name of shared) assert.deepEqual(stated[name], fieldOf(line, name), `${kind}: ${name}`);
    if (kind !== 'packing_list')
      assert.match(JSON.stringify(paper.facts), new RegExp(`${terms.incoterm} .*Incoterms 2020`), kind);
  }

  // Contract → both declarations.
  const items = await rows<Record<string, unknown>>(
    `select d.direction, i.line, i.hs_code, i.description, i.origin_country, i.quantity::text, i.unit, i.packages,
       i.package_kind, i.net_weight_kg::text, i.gross_weight_kg::text, i.certificates,
       jsonb_build_object('amount', i.value::text, 'currency', i.currency) as amount
     from customs.declaration_item i join customs.declaration d using (deal_id, declaration_id) where i.deal_id = $1`,
  );
  assert.deepEqual(items.map((i) => i.direction).sort(), ['export', 'import']);
  for (const { direction, ...item } of items)
    for (const [field, value] of Object.entries(item))
      assert.deepEqual(value, fieldOf(line, field), `${direction}: ${field}`);
});

test('one press asks the same seller again, at what the shelf says today; others cannot', async () => {
  const { stage, deal_id } = play;
  const again = await stage.act(play.buyerActor, repeatOrder, { deal_id });
  const { request } = await stage.act(play.buyerActor, listQuotes, { deal_id: again.deal_id });
  const before = await stage.act(play.buyerActor, showDeal, { deal_id });
  const [old] = before.terms?.goods ?? [];
  const [line] = request?.goods ?? [];
  assert.ok(old && line);
  for (const field of ['description', 'hs_code', 'origin_country', 'quantity', 'unit', 'listing_id'] as const)
    assert.equal(line[field], old[field], field);
  const listing = demoListings().find((l) => l.listing_id === line.listing_id);
  assert.deepEqual(line.unit_price, listing?.tiers[0]?.price, 'the price of today, not the one agreed then');
  assert.equal(request?.incoterm, before.terms?.incoterm);
  assert.deepEqual(again.gone, []);
  const refused = async (who: Play['buyerActor'], id: string) => {
    const answer = await stage.attempt(who, repeatOrder, { deal_id: id });
    return isRefusal(answer) ? answer.code : 'done';
  };
  assert.equal(await refused(play.sellerActor, deal_id), 'deals.not_your_part');
  assert.equal(await refused(play.buyerActor, again.deal_id), 'quoting.nothing_to_repeat');
  const stranger = demoTraders('UZ')[0];
  assert.ok(stranger);
  assert.equal(await refused(memberOf(stranger), deal_id), 'deals.not_found');
  await stage.act(play.sellerActor, withdrawListing, { listing_id: line.listing_id ?? '' });
  assert.deepEqual((await stage.act(play.buyerActor, repeatOrder, { deal_id })).gone, [1]);
});
