import { formatUnits, isGroup, sources } from '../model.ts';
import { type Said, say } from '../said.ts';
import type { GuardFinding, GuardName, TradeFact, TradeQuestion } from '../trade/trade-question.ts';

const ROWS_SHOWN = 20;
/** A total of at least this many US dollars that changes by this factor within a year is a break, not trade. */
const JUMP_FLOOR_USD = 500_000_000n;
const JUMP_FACTOR = 3n;

/** Findings that the facts of an answer show by themselves, series by series. */
export function guardSeries(
  q: Pick<TradeQuestion, 'partners' | 'from'>,
  facts: readonly TradeFact[],
): GuardFinding[] {
  const found: GuardFinding[] = [];
  for (const series of Map.groupBy(facts, (f) =>
    [f.source, f.reporter, f.partner, f.flow, f.commodity].join('\t'),
  ).values()) {
    const ordered = [...series].sort((a, b) => (a.period < b.period ? -1 : 1));
    for (const [at, now] of ordered.entries()) {
      const before = ordered[at - 1];
      if (!before) continue;
      found.push(...switches(before, now), ...jump(before, now));
    }
  }
  return [...found, ...monthsMissing(q, facts), ...weights(facts), ...groupsShown(q, facts)];
}

const value = (f: TradeFact): string => formatUnits(f.value, f.places);
const seriesName = (f: TradeFact): string =>
  `${f.source}: ${f.reporter}, ${f.flow}, ${f.partner}, ${f.commodity}`;
const rowOf = (f: TradeFact): string =>
  `${f.period} ${f.reporter} ${f.flow} ${f.partner} ${f.commodity} = ${value(f)} ${f.currency} (vintage ${f.vintage})`;

function finding(
  guard: GuardName,
  severity: GuardFinding['severity'],
  f: TradeFact,
  periods: readonly string[],
  { text: reason, ...said }: Said,
  rows: readonly string[],
): GuardFinding {
  const { source, reporter, partner, flow, commodity } = f;
  return {
    guard,
    severity,
    where: `${seriesName(f)}, ${periods.join(', ')}`,
    reason,
    said,
    rows: rows.slice(0, ROWS_SHOWN),
    scope: { source, reporter, partner, flow, commodity, periods },
  };
}

function switches(before: TradeFact, now: TradeFact): GuardFinding[] {
  const found: GuardFinding[] = [];
  const rows = [rowOf(before), rowOf(now)];
  if (before.currency !== now.currency)
    found.push(
      finding(
        'unit_switch',
        'refuse',
        now,
        [now.period],
        say('currency_changes', { before: before.currency, now: now.currency }),
        rows,
      ),
    );
  if (before.unit !== null && now.unit !== null && before.unit !== now.unit)
    found.push(
      finding(
        'unit_switch',
        'flag',
        now,
        [now.period],
        say('quantity_unit_changes', { before: before.unit, now: now.unit }),
        rows,
      ),
    );
  if (
    now.commodity !== 'TOTAL' &&
    before.hs_edition !== null &&
    now.hs_edition !== null &&
    before.hs_edition !== now.hs_edition
  )
    found.push(
      finding(
        'hs_edition_change',
        'flag',
        now,
        [now.period],
        say('edition_changes', { before: before.hs_edition, now: now.hs_edition, period: now.period }),
        rows,
      ),
    );
  return found;
}

/** In neighbouring years only; a month has no neighbour that says what is usual. */
function jump(before: TradeFact, now: TradeFact): GuardFinding[] {
  const neighbours = now.frequency === 'A' && Number(now.period) === Number(before.period) + 1;
  if (!neighbours || now.commodity !== 'TOTAL' || now.currency !== 'USD' || before.currency !== 'USD')
    return [];
  const scale = (f: TradeFact): bigint => f.value / 10n ** BigInt(f.places);
  const [small, large] = [scale(before), scale(now)].sort((a, b) => (a < b ? -1 : 1)) as [bigint, bigint];
  if (small < JUMP_FLOOR_USD || large < small * JUMP_FACTOR) return [];
  return [
    finding(
      'partner_set_break',
      'refuse',
      now,
      [now.period],
      say('total_jumps', { before: value(before), now: value(now), currency: now.currency }),
      [rowOf(before), rowOf(now)],
    ),
  ];
}

/**
 * A year to date needs every month from January; a month that no series of the reporter has is missing. Months before
 * the first that was asked for are not.
 */
function monthsMissing({ from }: Pick<TradeQuestion, 'from'>, facts: readonly TradeFact[]): GuardFinding[] {
  const months = facts.filter((f) => f.frequency === 'M');
  const found: GuardFinding[] = [];
  for (const group of Map.groupBy(months, (f) =>
    [f.source, f.reporter, f.flow, f.period.slice(0, 4)].join('\t'),
  ).values()) {
    const [one] = group;
    const present = new Set(group.map((f) => Number(f.period.slice(5))));
    const last = Math.max(...present);
    const year = one?.period.slice(0, 4) ?? '';
    const missing = Array.from({ length: last }, (_, i) => i + 1).filter(
      (m) => !present.has(m) && `${year}-${String(m).padStart(2, '0')}` >= (from ?? ''),
    );
    if (!one || missing.length === 0) continue;
    const after = [...new Set(group.map((f) => f.period))].filter(
      (p) => Number(p.slice(5)) > (missing[0] ?? 13),
    );
    const whole = { ...one, partner: 'all partners', commodity: 'all goods' };
    found.push({
      ...finding(
        'missing_months',
        'refuse',
        whole,
        after,
        say('months_missing', {
          year,
          missing: missing.map((m) => `${year}-${String(m).padStart(2, '0')}`).join(', '),
        }),
        group.map(rowOf),
      ),
      scope: {
        source: one.source,
        reporter: one.reporter,
        partner: null,
        flow: one.flow,
        commodity: null,
        periods: after,
      },
    });
  }
  return found;
}

function weights(facts: readonly TradeFact[]): GuardFinding[] {
  const goods = facts.filter((f) => f.commodity.length === 6 && f.value > 0n);
  const missing = goods.filter((f) => f.net_weight_g === null || f.net_weight_g === 0n);
  const imputed = goods.filter((f) => f.weight_imputed && !missing.includes(f));
  return [
    ...bySeries(missing).map((group) => weightFinding('weight_missing', group)),
    ...bySeries(imputed).map((group) => weightFinding('weight_imputed', group)),
  ];
}

const bySeries = (facts: readonly TradeFact[]): TradeFact[][] => [
  ...Map.groupBy(facts, (f) => [f.source, f.reporter, f.partner, f.flow, f.commodity].join('\t')).values(),
];

function weightFinding(guard: 'weight_missing' | 'weight_imputed', group: TradeFact[]): GuardFinding {
  const [one] = group as [TradeFact];
  const periods = group.map((f) => f.period).sort();
  return finding(guard, 'flag', one, periods, say(guard), group.map(rowOf));
}

/** Groups that nobody asked for by name: they come with all partners, and must not be taken for one. */
function groupsShown(
  { partners }: Pick<TradeQuestion, 'partners'>,
  facts: readonly TradeFact[],
): GuardFinding[] {
  if (partners) return [];
  const single = facts.some((f) => !isGroup(f.partner));
  // Published statements are kept figure by figure; nothing is added up over their partners.
  const groups = facts.filter((f) => isGroup(f.partner) && f.source !== sources.official);
  if (!single) return [];
  return [...Map.groupBy(groups, (f) => `${f.source}\t${f.reporter}\t${f.flow}`).values()].flatMap(
    (group) => {
      const [one] = group;
      if (!one) return [];
      const names = [...new Set(group.map((f) => f.partner))].sort();
      return [
        {
          ...finding(
            'group_as_partner',
            'flag',
            { ...one, partner: names.join(', ') },
            [...new Set(group.map((f) => f.period))].sort(),
            say('groups_shown', { areas: names.join(', ') }),
            group.map(rowOf),
          ),
          scope: {
            source: one.source,
            reporter: one.reporter,
            partner: names[0] ?? null,
            flow: one.flow,
            commodity: null,
            periods: [],
          },
        },
      ];
    },
  );
}
