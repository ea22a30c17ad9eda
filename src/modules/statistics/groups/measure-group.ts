import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Point } from '../../indicators/index.ts';
import { type Edition, editionOf, editions } from '../concordance/correlation-tables.ts';
import type { TradeFact } from '../trade/trade-question.ts';
import { type CommodityGroup, findGroup, overlap } from './commodity-groups.ts';

/** Refuses with statistics.group_unknown. */
export function groupNamed(name: string): Outcome<CommodityGroup> {
  return findGroup(name) ?? refuse('statistics.group_unknown', { group: name });
}

/**
 * Refuses to add groups that share goods, with statistics.groups_overlap: high-tech products are for the most part
 * also mechanical and electrical ones, and their sum would count them twice.
 */
export function guardSum(groups: readonly CommodityGroup[]): Outcome<true> {
  for (const [at, a] of groups.entries())
    for (const b of groups.slice(at + 1))
      for (const edition of editions) {
        const shared = a.id === b.id ? ['all of it'] : overlap(a, b, edition);
        if (shared.length > 0)
          return refuse('statistics.groups_overlap', {
            a: a.id,
            b: b.id,
            shared: shared.slice(0, 5).join(', '),
          });
      }
  return true;
}

/** All prefixes of a group in any edition: what to ask the store for. */
export function codesOfGroup(group: CommodityGroup): string[] {
  return [...new Set([...group.lists.values()].flat())].sort();
}

export interface GroupValue {
  period: string;
  value: bigint;
  edition: Edition;
  /** Prefixes of the list that have a figure, and those that have none: no trade, or not in the store. */
  lines: number;
  without_figure: string[];
}

/**
 * The group's value by period: the facts of one reporter, partner, flow and currency, picked by the list of the
 * edition each fact is in, and each good counted once. A fact that names no edition is read as HS 2022.
 * Refuses with statistics.group_not_in_edition when a period is in an edition that has no list.
 */
export function measureGroup(group: CommodityGroup, facts: readonly TradeFact[]): Outcome<GroupValue[]> {
  const byPeriod = new Map<string, TradeFact[]>();
  for (const fact of facts) {
    const list = byPeriod.get(fact.period) ?? [];
    list.push(fact);
    byPeriod.set(fact.period, list);
  }
  const values: GroupValue[] = [];
  for (const [period, list] of [...byPeriod].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const edition = editionOf(list[0]?.hs_edition ?? '2022') ?? '2022';
    const prefixes = group.lists.get(edition);
    if (!prefixes) return refuse('statistics.group_not_in_edition', { group: group.id, edition, period });
    const inside = list.filter((f) => prefixes.includes(f.commodity));
    const found = new Set(inside.map((f) => f.commodity));
    values.push({
      period,
      value: inside.reduce((left, f) => left + f.value, 0n),
      edition,
      lines: found.size,
      without_figure: prefixes.filter((p) => !found.has(p)),
    });
  }
  return values;
}

/** The groups of a list with commas. Refuses with statistics.group_unknown, and with groups_overlap what shares goods. */
export function groupsNamed(names: string | undefined): Outcome<CommodityGroup[]> {
  const groups: CommodityGroup[] = [];
  for (const name of names?.split(',') ?? []) {
    const group = groupNamed(name);
    if (isRefusal(group)) return group;
    groups.push(group);
  }
  const sum = guardSum(groups);
  return isRefusal(sum) ? sum : groups;
}

/** By period, the sum of groups that share nothing. Refuses as measureGroup does. */
export function sumOfGroups(
  groups: readonly CommodityGroup[],
  facts: readonly TradeFact[],
): Outcome<Point[]> {
  const sums = new Map<string, bigint>();
  for (const group of groups) {
    const values = measureGroup(group, facts);
    if (isRefusal(values)) return values;
    for (const { period, value } of values) sums.set(period, (sums.get(period) ?? 0n) + value);
  }
  return [...sums].map(([period, value]) => ({ period, value }));
}
