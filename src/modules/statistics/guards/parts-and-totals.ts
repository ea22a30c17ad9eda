import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { flowOf, groups, type Vintage } from '../model.ts';
import { monthText } from '../official/published-period.ts';
import { say } from '../said.ts';
import { commodityText } from '../trade/stored-facts.ts';
import type { GuardFinding, TradeFact, TradeQuestion } from '../trade/trade-question.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { WHOLE_UNITS } from '../vintages/layouts.ts';
import { scopeOf } from './line-breaks.ts';

const ROWS_SHOWN = 20;
/** A partner that equals all others together is a group in disguise, if there are enough of them. */
const DISGUISE_PARTNERS = 5;

interface Sum {
  reporter: number;
  flow: number;
  period: number;
  partner: number | null;
  level: number;
  commodity: number;
  whole: number;
  parts: number;
  n: bigint;
}

/**
 * Parts that do not add up to the stated total beyond rounding: partners against World, HS codes against the code
 * above where codes below are asked; and partners that equal all the others together. More than the total is
 * refused, less is flagged with the share that is missing. Rounding allows half a printed unit for each part.
 */
export async function partsAndTotals(
  ctx: Ctx,
  q: TradeQuestion,
  facts: readonly TradeFact[],
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<GuardFinding[]>> {
  const scope = scopeOf(q, facts, vintages, book);
  const world = book.find('area', 'WLD');
  if (!scope || world === undefined) return [];
  const own = new Set(facts.map((f) => f.period));
  const files = scope.files.filter((v) => own.has(v.period));
  const where = scope.where.replace(/partner not in \([^)]*\) and /, '');
  const groupCodes = Object.keys(groups).map((g) => book.find('area', g) ?? 0);
  const levels = [...new Set(facts.map((f) => (f.commodity === 'TOTAL' ? 0 : f.commodity.length)))];
  const queries: [GuardFinding['guard'], string][] = [];
  // Sums over partners are only made where all are asked, or World beside others.
  if (!q.partners || q.partners.includes('WLD'))
    queries.push(['parts_do_not_add_up', acrossPartners(where, levels, world, groupCodes)]);
  if (!q.partners) queries.push(['group_as_partner', disguised(where, levels, groupCodes)]);
  if (q.children || q.level !== undefined) queries.push(['parts_do_not_add_up', acrossCodes(where, levels)]);
  const found: GuardFinding[] = [];
  for (const [guard, sql] of queries) {
    const rows = await askFacts<Sum>(ctx, files, sql);
    if (isRefusal(rows)) return rows;
    const bySeries = Map.groupBy(rows, (r) =>
      [r.reporter, r.flow, r.period, r.partner, r.whole < r.parts].join(),
    );
    for (const series of bySeries.values()) found.push(show(guard, series, facts[0]?.source ?? '', book));
  }
  return found;
}

const amounts = (where: string): string =>
  `, own as (select *, value * pow(10, exponent::int - ${WHOLE_UNITS})::double as v, pow(10, exponent::int - ${WHOLE_UNITS})::double as u
     from facts where ${where})`;
const beyondRounding = `abs(whole - parts) > greatest((n + 1) * u / 2, whole * 1e-9)`;

function acrossPartners(
  where: string,
  levels: readonly number[],
  world: number,
  groupCodes: readonly number[],
): string {
  return `${amounts(where)}, sums as (
      select reporter, flow, period, null as partner, level, commodity, sum(v) filter (partner = ${world}) as whole,
        sum(v) filter (partner not in (${groupCodes.join(', ')})) as parts,
        count(*) filter (partner not in (${groupCodes.join(', ')})) as n, max(u) as u
      from own where level in (${levels.join(', ')}) group by all)
    select * exclude (u) from sums where whole is not null and n >= 2 and ${beyondRounding}
    order by abs(whole - parts) desc limit 200`;
}

function acrossCodes(where: string, levels: readonly number[]): string {
  const below = levels.filter((l) => l > 0);
  if (below.length === 0) return `${amounts(where)} select * from (select 1) where false`;
  return `${amounts(where)}, child as (
      select reporter, flow, period, partner, (level - 2)::utinyint as level,
        (commodity // pow(10, 8 - level::int)::uinteger * pow(10, 8 - level::int)::uinteger)::uinteger as commodity,
        sum(v) as parts, count(*) as n, max(u) as u from own where level in (${below.join(', ')}) group by all),
    stated as (select reporter, flow, period, partner, level, commodity, sum(v) as whole from own group by all),
    sums as (select c.reporter, c.flow, c.period, c.partner, c.level, w.commodity, w.whole, sum(parts) as parts, sum(n) as n, max(u) as u
      from child c join stated w on w.reporter = c.reporter and w.flow = c.flow and w.period = c.period and w.partner = c.partner
        and w.level = c.level and w.commodity = case when c.level = 0 then 0 else c.commodity end
      group by all)
    select * exclude (u) from sums where ${beyondRounding} order by abs(whole - parts) desc limit 200`;
}

function disguised(where: string, levels: readonly number[], groupCodes: readonly number[]): string {
  return `${amounts(where)}, one as (
      select reporter, flow, period, partner, level, commodity, sum(v) as whole, max(u) as u
      from own where level in (${levels.join(', ')}) and partner not in (${groupCodes.join(', ')}) group by all),
    sums as (select *, sum(whole) over w - whole as parts, count(*) over w - 1 as n from one
      window w as (partition by reporter, flow, period, level, commodity))
    select * exclude (u) from sums where n >= ${DISGUISE_PARTNERS} and whole > 0 and abs(whole - parts) <= (n + 1) * u / 2
    order by whole desc limit 50`;
}

function show(
  guard: GuardFinding['guard'],
  series: readonly Sum[],
  source: string,
  book: Codebook,
): GuardFinding {
  const [one] = series as [Sum];
  const period = one.period < 10_000 ? String(one.period) : monthText(one.period);
  const [reporter, flow] = [book.word('area', one.reporter), flowOf(one.flow)];
  const money = (n: number): string => Math.round(n).toLocaleString('en');
  const area = (code: number | null): string => (code === null ? 'World' : book.word('area', code));
  const partner = area(one.partner);
  const rows = series
    .slice(0, ROWS_SHOWN)
    .map(
      (s) =>
        `${period} ${reporter} ${flow} ${commodityText(s.level, s.commodity)}: ${area(s.partner)} ${money(s.whole)}, ${s.n} parts ${money(s.parts)}`,
    );
  const [whole, parts] = [series.reduce((n, s) => n + s.whole, 0), series.reduce((n, s) => n + s.parts, 0)];
  const disguise = guard === 'group_as_partner';
  const sums = series.length;
  const { text: reason, ...said } = disguise
    ? say('group_in_disguise', { area: partner })
    : one.parts > one.whole
      ? say('parts_exceed', { excess: Math.round(parts - whole), sums })
      : say('parts_fall_short', { percent: ((parts / whole) * 100).toFixed(2), sums });
  return {
    guard,
    severity: disguise || one.parts > one.whole ? 'refuse' : 'flag',
    where: `${source}: ${reporter}, ${flow}, ${one.partner === null ? '' : `${partner}, `}${period}`,
    reason,
    said,
    rows,
    scope: {
      source,
      reporter,
      partner: one.partner === null ? 'WLD' : partner,
      flow,
      commodity: null,
      periods: [period],
    },
  };
}
