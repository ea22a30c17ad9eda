import { DAY_MS } from '../kernel/days.ts';
import { applyRatio, fromJson, subtract, toJson } from '../kernel/money.ts';
import { assert } from '../kernel/refusal.ts';
import { cancelDeal, openDispute, retentionDays, showDeal, sweepDeadlines } from '../modules/deals/index.ts';
import { issueDocumentOfDeal } from '../modules/documents/index.ts';
import { awardEscrow, fundEscrow, viewDealMoney } from '../modules/payments/index.ts';
import { declineQuote } from '../modules/quoting/index.ts';
import { systemActor } from '../platform/actor.ts';
import { inTransaction } from '../platform/database/database.ts';
import { context } from '../platform/execute.ts';
import { acceptTheGoods, arrive, damage, depart, handOver, load, travel } from './carry.ts';
import { correct, decide, lodge } from './clear-customs.ts';
import { answerWithQuote, askForQuote, concludeContract, type Play } from './negotiate.ts';
import { demoService, memberOf } from './organisations.ts';
import { inManyParts } from './payment-schedule.ts';
import { findRouteById } from './route.ts';
import type { Scenario } from './scenario.ts';
import { type Block, blockFirm, liftBlock, relist } from './screening.ts';

const HOUR_MS = 3_600_000;

/** Plays one deal from the request to its end, by the commands that people use. Throws when a step breaks. */
export async function playDeal(play: Play, scenario: Scenario): Promise<void> {
  const { stage } = play;
  if (scenario === 'late_defect') play.milestones = inManyParts;
  await askForQuote(play);
  await stage.wait(stage.pick(2, 40) * HOUR_MS);
  if (scenario === 'quote_declined')
    return void (await stage.act(play.sellerActor, declineQuote, {
      deal_id: play.deal_id,
      reason: 'Demonstration: no capacity this season',
    }));
  let { quote_number } = await answerWithQuote(play);
  if (scenario === 'counter_offer') {
    await stage.wait(stage.pick(4, 40) * HOUR_MS);
    ({ quote_number } = await answerWithQuote(play, { price_percent: stage.pick(90, 96) }));
  }
  if (scenario === 'quote_expired') return passDeadline(play, 15 * DAY_MS);
  await stage.wait(stage.pick(4, 60) * HOUR_MS);
  await concludeContract(play, quote_number);
  if (scenario === 'not_funded') return passDeadline(play, 11 * DAY_MS);
  await stage.wait(stage.pick(2, 90) * HOUR_MS);
  await stage.act(play.buyerActor, fundEscrow, { deal_id: play.deal_id });
  if (scenario === 'cancelled') {
    await stage.wait(stage.pick(4, 60) * HOUR_MS);
    return void (await stage.act(play.buyerActor, cancelDeal, {
      deal_id: play.deal_id,
      reason: 'Demonstration: the project was stopped',
    }));
  }
  // Forty days to the latest day of shipment, and two weeks of grace.
  if (scenario === 'not_shipped') return passDeadline(play, 56 * DAY_MS);
  await deliver(play, scenario);
}

/** From funded escrow to closed deal. */
async function deliver(play: Play, scenario: Scenario): Promise<void> {
  const { stage } = play;
  await stage.wait(stage.pick(10, 120) * HOUR_MS);
  if (scenario !== 'missing_certificate') await certify(play);
  await exportGoods(play, scenario);
  await stage.wait(stage.pick(4, 40) * HOUR_MS);
  await load(play);
  await depart(play);
  const { crossing_import } = findRouteById(play.chosen.route_id);
  await travel(play, async (place) => {
    if (place === crossing_import) await importGoods(play, scenario);
  });
  if (scenario === 'damaged' || scenario === 'dispute_arbitrated')
    await damage(play, BigInt(stage.pick(3, 20)));
  await arrive(play);
  await handOver(play);
  if (play.blocks) await block(play);
  if (scenario === 'damaged' || scenario === 'dispute_arbitrated') return dispute(play, scenario);
  if (scenario === 'not_accepted') await passDeadline(play, 14 * DAY_MS);
  else await acceptTheGoods(play);
  if (play.block) await lift(play, play.block);
  await endRetention(play, scenario);
}

/** The seller turns out to be listed; from now on nothing is paid to it. */
async function block(play: Play): Promise<void> {
  play.block = await blockFirm(play.stage, play.seller, play.number);
}

/** What was due stays in the escrow; the block was an error, and the money follows by itself. */
async function lift(play: Play, block: Block): Promise<void> {
  const { stage, deal_id } = play;
  const money = () => stage.act(play.buyerActor, viewDealMoney, { deal_id });
  await stage.enqueue('deals.pay-withheld');
  const { escrow } = await money();
  assert(escrow?.withheld && escrow.held.amount !== '0', 'what is due to a blocked firm stays in the escrow');
  await stage.wait(stage.pick(1, 9) * DAY_MS);
  await liftBlock(stage, block);
  await relist(stage, play.seller);
  await stage.enqueue('deals.pay-withheld');
  assert(!(await money()).escrow?.withheld, 'what was held is paid once the block is lifted');
}

/** Where a part is held back after acceptance: its day comes, or a late defect is disputed before. */
export async function endRetention(play: Play, scenario: Scenario): Promise<void> {
  const { terms } = await play.stage.act(play.buyerActor, showDeal, { deal_id: play.deal_id });
  const days = terms && retentionDays(terms);
  if (!days) return;
  if (scenario !== 'late_defect') return passDeadline(play, days * DAY_MS);
  await play.stage.wait(10 * DAY_MS);
  await dispute(play, 'dispute_arbitrated');
}

/** The chamber certifies the origin and whatever else the goods need. */
export async function certify(play: Play): Promise<void> {
  const chamber = memberOf(demoService('institution', play.chosen.from_country));
  const { terms } = await play.stage.act(play.sellerActor, showDeal, { deal_id: play.deal_id });
  const kinds = new Set(['certificate_of_origin', ...(terms?.goods ?? []).flatMap((g) => g.certificates)]);
  for (const kind of kinds)
    await play.stage.act(chamber, issueDocumentOfDeal, {
      deal_id: play.deal_id,
      kind: kind as 'certificate_of_origin',
    });
}

async function exportGoods(play: Play, scenario: Scenario): Promise<void> {
  const lodged = await lodge(play, 'export', scenario === 'wrong_hs_code' ? 'hs_code' : undefined);
  await mend(play, 'export', scenario, lodged.state);
  await decide(play, 'export');
}

async function importGoods(play: Play, scenario: Scenario): Promise<void> {
  const lodged = await lodge(play, 'import', scenario === 'value_mismatch' ? 'value' : undefined);
  await mend(play, 'import', scenario, lodged.state);
  const cleared = await decide(play, 'import');
  assert(cleared.state === 'released', `the import of ${play.number} is released, not ${cleared.state}`);
}

/** A refused declaration is corrected; when a certificate was missing, the chamber issues it first. */
async function mend(
  play: Play,
  direction: 'export' | 'import',
  scenario: Scenario,
  state: string,
): Promise<void> {
  if (state !== 'refused') return;
  if (scenario === 'missing_certificate') await certify(play);
  await correct(play, direction);
}

async function dispute(play: Play, scenario: Scenario): Promise<void> {
  const { stage, deal_id } = play;
  const { terms } = await stage.act(play.buyerActor, showDeal, { deal_id });
  assert(terms, 'a delivered deal has terms');
  const share = (percent: number) => toJson(applyRatio(fromJson(terms.price), BigInt(percent), 100n));
  await stage.wait(stage.pick(4, 40) * HOUR_MS);
  const claimed = stage.pick(8, 25);
  await stage.act(play.buyerActor, openDispute, {
    deal_id,
    reason: 'damaged',
    description: 'Demonstration: part of the goods arrived wet',
    claim: share(claimed),
  });
  await stage.wait(stage.pick(1, 12) * DAY_MS);
  const arbitrated = scenario === 'dispute_arbitrated';
  const judge = arbitrated
    ? memberOf(demoService('institution', play.chosen.from_country))
    : play.sellerActor;
  const { escrow } = await stage.act(judge, viewDealMoney, { deal_id });
  assert(escrow?.on_hold, 'a dispute holds the escrow');
  const held = fromJson(escrow.held);
  const asked = fromJson(share(arbitrated ? Math.ceil(claimed / 2) : claimed));
  const to_buyer = asked.amount < held.amount ? asked : held;
  await stage.act(judge, awardEscrow, {
    deal_id,
    to_buyer: toJson(to_buyer),
    to_seller: toJson(subtract(held, to_buyer)),
    reason: arbitrated ? 'Demonstration: half of the claim is proved' : 'Demonstration: the claim is granted',
    evidence: arbitrated ? [{ what: 'Demonstration: survey report of the wet crates' }] : [],
  });
}

/** Nobody does anything, and the deadline passes. */
async function passDeadline(play: Play, duration_ms: number): Promise<void> {
  const { stage } = play;
  await stage.wait(duration_ms);
  const { runtime } = stage;
  await inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
    sweepDeadlines(context(runtime, tx, systemActor)),
  );
  await stage.settle();
}
