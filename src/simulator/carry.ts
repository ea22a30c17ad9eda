import { makeContainer } from '../kernel/check-digits/index.ts';
import { acceptGoods } from '../modules/deals/index.ts';
import {
  arriveConsignment,
  changeGauge,
  deliverConsignment,
  departConsignment,
  loadConsignment,
  reportDamage,
  reportMovement,
} from '../modules/transport/index.ts';
import type { Actor } from '../platform/index.ts';
import type { Play } from './negotiate.ts';
import { demoCarriers, memberOf } from './organisations.ts';
import { findRouteById } from './route.ts';

const HOUR_MS = 3_600_000;

export function carrier(play: Play): Actor {
  return memberOf(demoCarriers[findRouteById(play.chosen.route_id).mode]);
}

/** The carrier loads, into containers or onto a truck with made-up numbers. */
export async function load(play: Play): Promise<void> {
  const { stage } = play;
  const { mode } = findRouteById(play.chosen.route_id);
  const units = mode === 'rail' ? [makeContainer(stage.random, 'DEM')] : [`DEMO${stage.pick(100, 999)}`];
  await stage.act(carrier(play), loadConsignment, { deal_id: play.deal_id, units });
}

export async function depart(play: Play): Promise<void> {
  await play.stage.act(carrier(play), departConsignment, { deal_id: play.deal_id });
}

/** One stop on the way, as the caller is told of it. */
export interface Stop {
  place: string;
  gauge_changed: boolean;
}

/** Moves along the route up to, not into, its last place. `before` runs ahead of each stop. */
export async function travel(
  play: Play,
  before: (place: string) => Promise<void> = async () => undefined,
): Promise<Stop[]> {
  const { stage, deal_id } = play;
  const { legs } = findRouteById(play.chosen.route_id);
  const stops: Stop[] = [];
  for (const [index, leg] of legs.entries()) {
    await stage.wait(leg.hours * HOUR_MS + stage.pick(0, 5) * HOUR_MS);
    const next = legs[index + 1];
    if (!next) break;
    await before(leg.to);
    await stage.act(carrier(play), reportMovement, { deal_id, place: leg.to });
    const changes = leg.gauge_mm !== null && next.gauge_mm !== null && leg.gauge_mm !== next.gauge_mm;
    if (changes) {
      await stage.wait(stage.pick(6, 30) * HOUR_MS);
      await stage.act(carrier(play), changeGauge, { deal_id });
    }
    stops.push({ place: leg.to, gauge_changed: changes });
  }
  return stops;
}

/** Part of the goods is damaged on the way. */
export async function damage(play: Play, percent: bigint): Promise<string> {
  const quantity = `${(BigInt(play.quantity) * percent) / 100n || 1n}.000`;
  await play.stage.act(carrier(play), reportDamage, {
    deal_id: play.deal_id,
    line: 1,
    quantity,
    description: 'Demonstration: water in the container',
  });
  return quantity;
}

export async function arrive(play: Play): Promise<void> {
  await play.stage.act(carrier(play), arriveConsignment, { deal_id: play.deal_id });
}

export async function handOver(play: Play): Promise<void> {
  await play.stage.act(carrier(play), deliverConsignment, { deal_id: play.deal_id });
}

export async function acceptTheGoods(play: Play): Promise<void> {
  await play.stage.wait(play.stage.pick(2, 60) * HOUR_MS);
  await play.stage.act(play.buyerActor, acceptGoods, {
    deal_id: play.deal_id,
    remark: 'Counted and found in order',
  });
}
