import { assert } from '../kernel/refusal.ts';
import { type Case, goodsOf } from './cases.ts';
import { newPlay } from './negotiate.ts';
import { demoTraders } from './organisations.ts';
import { inManyParts } from './payment-schedule.ts';
import { Stage, type Theatre } from './stage.ts';
import type { Walk, WalkStep } from './walk-step.ts';
import { Walker } from './walker.ts';
import { openWorld } from './world.ts';

/** Walks one deal from listing to statistics; `tell` hears of each step as it is done. */
export async function walkDeal(
  theatre: Theatre,
  chosen: Case,
  start: Date,
  tell: (step: WalkStep) => void,
): Promise<Walk> {
  const stage = new Stage(theatre, `walk ${chosen.route_id} ${chosen.goods}`, start);
  await openWorld(stage.runtime);
  const [buyer] = demoTraders(chosen.to_country);
  const [seller] = demoTraders(chosen.from_country);
  assert(buyer && seller, 'both countries have demonstration traders');
  const play = newPlay(stage, chosen, buyer, seller, goodsOf(chosen).lot_low * 2);
  play.milestones = inManyParts;
  const walker = new Walker(play, tell);
  await walker.findPartner();
  await walker.agree();
  await walker.pay();
  await walker.issue();
  await walker.clear('export');
  await walker.carry();
  await walker.finish();
  await walker.payOut();
  await walker.count();
  return walker.walk();
}
