import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { defineUseCase, Nullable } from '../../../platform/index.ts';
import {
  concentration,
  contributions,
  entropy,
  growth,
  type Part,
  share,
  shareChange,
  theil,
  toNumber,
  total,
  yearBefore,
} from '../../indicators/index.ts';
import { sectionOf } from '../../reference/index.ts';
import { checkPair } from '../areas.ts';
import { type CommodityGroup, commodityGroups } from '../groups/commodity-groups.ts';
import { codesOfGroup, measureGroup } from '../groups/measure-group.ts';
import { type Flow, formatUnits } from '../model.ts';
import type { TradeFact, TradeQuestion } from '../trade/trade-question.ts';
import { MethodView, methodsOf } from './methods.ts';
import { groupRef, guardViews, inPercent, originsOf, readFacts, usable } from './read-series.ts';
import { Decimal, GroupRef, GuardView, OriginView, PairAsked, Percent, Period } from './views.ts';

const PartView = Type.Object({
  /** HS section in Roman numbers, chapter, heading, or the id of a group. */
  code: Type.String(),
  group: Nullable(GroupRef),
  value: Decimal,
  share_pct: Percent,
  before: Nullable(Decimal),
  growth_pct: Percent,
  share_change_pp: Percent,
  /** Percentage points of the growth of all parts; they add up to it. Null for groups, which are not added. */
  contribution_pp: Percent,
});

/**
 * What the trade of one pair, flow and period is made of: parts with shares, their change against a year before and
 * their contribution to growth, and how concentrated it is. By group each group stands by itself: groups share
 * goods, so they have shares of the whole and neither contribution nor concentration.
 * Refuses with statistics.area_unknown, same_area, no_figures, mixed_units and what the store refuses.
 */
export const getStructure = defineUseCase({
  name: 'statistics.get-structure',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...PairAsked.properties,
      period: Period,
      by: Type.Optional(Type.Enum(['section', 'chapter', 'heading', 'group'], { default: 'section' })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    reporter: Type.String(),
    partner: Type.String(),
    flow: Type.String(),
    period: Type.String(),
    compared_with: Type.String(),
    by: Type.String(),
    currency: Type.String(),
    /** The total that the source states, and what share of it the parts are. */
    stated_total: Nullable(Decimal),
    parts_share_pct: Percent,
    growth_pct: Percent,
    parts: Type.Array(PartView),
    concentration: Nullable(
      Type.Object({
        hhi: Type.Number(),
        hhi_normalised: Nullable(Type.Number()),
        lines: Type.Integer(),
        equivalent_lines: Type.Number(),
        entropy: Nullable(Type.Number()),
        theil: Nullable(Type.Object({ theil: Type.Number(), between: Type.Number(), within: Type.Number() })),
      }),
    ),
    /** Groups that the edition of these figures has no list for. */
    not_in_edition: Type.Array(Type.String()),
    methods: Type.Array(MethodView),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const { reporter, partner, period, by = 'section' } = input;
    const pair = checkPair(reporter, partner);
    if (isRefusal(pair)) return pair;
    const flow: Flow = input.flow ?? 'export';
    const before = yearBefore(period);
    const question: TradeQuestion = {
      sources: [input.source ?? 'official'],
      reporters: [reporter],
      partners: [partner],
      flows: [flow],
      frequency: period.length === 7 ? 'M' : 'A',
      from: before,
      to: period,
      ...(input.as_of === undefined ? {} : { as_of: input.as_of }),
      ...(input.currency === undefined ? {} : { currency: input.currency }),
    };
    const lines = await readFacts(ctx, { ...question, ...selectionOf(by) });
    if (isRefusal(lines)) return lines;
    const stated = await readFacts(ctx, question);
    // A source without a total of its own is no reason to hide its parts.
    const whole = isRefusal(stated) ? null : scaledTotal(stated.facts, period, lines.places);
    const wholeBefore = isRefusal(stated) ? null : scaledTotal(stated.facts, before, lines.places);
    const good = lines.facts.filter((f) => usable(f, lines.guards));
    const [now, then] = [good.filter((f) => f.period === period), good.filter((f) => f.period === before)];
    const missing = new Set<string>();
    const sets =
      by === 'group'
        ? { now: byGroup(now, missing), before: byGroup(then, missing) }
        : { now: partsOf(now, by), before: partsOf(then, by) };
    if (isRefusal(sets.now)) return sets.now;
    if (isRefusal(sets.before)) return sets.before;
    const sums =
      by === 'group'
        ? { now: whole ?? 0n, before: wholeBefore ?? 0n }
        : { now: total(sets.now), before: total(sets.before) };
    const views = viewParts(sets.now, sets.before, sums, by === 'group', lines.places);
    return {
      reporter,
      partner,
      flow,
      period,
      compared_with: before,
      by,
      currency: lines.currency,
      stated_total: whole === null ? null : formatUnits(whole, lines.places),
      parts_share_pct: by === 'group' || whole === null ? null : inPercent(share(sums.now, whole)),
      growth_pct: inPercent(growth(sums.now, sums.before)),
      parts: views,
      concentration: by === 'group' ? null : concentrationOf(sets.now, by),
      not_in_edition: [...missing].sort(),
      methods:
        by === 'group'
          ? []
          : by === 'section'
            ? methodsOf('concentration', 'entropy')
            : methodsOf('concentration', 'entropy', 'theil'),
      guards: guardViews(lines.guards),
      origins: originsOf(now.concat(then)),
    };
  },
});

type By = 'section' | 'chapter' | 'heading' | 'group';

function selectionOf(by: By): Pick<TradeQuestion, 'commodities' | 'children' | 'level'> {
  if (by === 'group') return { commodities: [...new Set(commodityGroups().flatMap(codesOfGroup))] };
  return { commodities: ['TOTAL'], children: true, level: by === 'heading' ? 4 : 2 };
}

const sectionName = (code: string): string => sectionOf(code) || 'none';

function partsOf(facts: readonly TradeFact[], by: By): Part[] {
  const sums = new Map<string, bigint>();
  for (const f of facts) {
    const key = by === 'section' ? sectionName(f.commodity) : f.commodity;
    sums.set(key, (sums.get(key) ?? 0n) + f.value);
  }
  return [...sums].map(([key, value]) => ({ key, value }));
}

/** Each group that the edition of the figures can tell apart; the others go to `missing`. */
function byGroup(facts: readonly TradeFact[], missing: Set<string>): Part[] {
  return commodityGroups().flatMap((group) => {
    const found: Outcome<{ value: bigint; lines: number }[]> = measureGroup(group, facts);
    if (isRefusal(found)) {
      missing.add(group.id);
      return [];
    }
    const [measured] = found;
    return measured && measured.lines > 0 ? [{ key: group.id, value: measured.value }] : [];
  });
}

const groupById = new Map<string, CommodityGroup>();

function refOf(id: string): Static<typeof GroupRef> | null {
  if (groupById.size === 0) for (const group of commodityGroups()) groupById.set(group.id, group);
  const group = groupById.get(id);
  return group ? groupRef(group) : null;
}

function viewParts(
  now: readonly Part[],
  then: readonly Part[],
  sums: { now: bigint; before: bigint },
  alone: boolean,
  places: number,
): Static<typeof PartView>[] {
  const before = new Map(then.map((p) => [p.key, p.value]));
  const adds = new Map((alone ? null : contributions(now, then))?.map((c) => [c.key, c.contribution]));
  const gone = then.filter((p) => !now.some((n) => n.key === p.key)).map(({ key }) => ({ key, value: 0n }));
  return [...now, ...gone]
    .sort((a, b) => (a.value === b.value ? (a.key < b.key ? -1 : 1) : a.value > b.value ? -1 : 1))
    .map(({ key, value }) => {
      const old = before.get(key);
      return {
        code: key,
        group: alone ? refOf(key) : null,
        value: formatUnits(value, places),
        share_pct: inPercent(share(value, sums.now)),
        before: old === undefined ? null : formatUnits(old, places),
        growth_pct: old === undefined ? null : inPercent(growth(value, old)),
        share_change_pp: inPercent(shareChange(share(value, sums.now), share(old ?? 0n, sums.before))),
        contribution_pp: inPercent(adds.get(key) ?? null),
      };
    });
}

function concentrationOf(parts: readonly Part[], by: By) {
  const found = concentration(parts);
  if (!found) return null;
  const split = by === 'section' ? null : theil(parts, sectionName);
  return {
    hhi: rounded(toNumber(found.hhi)),
    hhi_normalised: found.normalised && rounded(toNumber(found.normalised)),
    lines: found.lines,
    equivalent_lines: rounded(toNumber(found.equivalent)),
    entropy: rounded(entropy(parts) ?? 0),
    theil: split && {
      theil: rounded(split.theil),
      between: rounded(split.between),
      within: rounded(split.within),
    },
  };
}

function scaledTotal(facts: readonly TradeFact[], period: string, places: number): bigint | null {
  const found = facts.find((f) => f.period === period && f.commodity === 'TOTAL');
  if (!found) return null;
  return found.places > places
    ? found.value / 10n ** BigInt(found.places - places)
    : found.value * 10n ** BigInt(places - found.places);
}

const rounded = (n: number): number => Number(n.toFixed(6));
