import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { flowCode, flowOf, groups, type Vintage } from '../model.ts';
import { monthText } from '../official/published-period.ts';
import { say } from '../said.ts';
import { commodityText } from '../trade/stored-facts.ts';
import type { GuardFinding, TradeFact, TradeQuestion } from '../trade/trade-question.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { WHOLE_UNITS } from '../vintages/layouts.ts';

/** Fewer lines than this on both sides say nothing about what is reported. */
const LINES = 5;
/** Partners before, of whom the set is compared; those new or gone hold at least this part of the value. */
const PARTNERS = 10;
const PART = 10;
const CHANGE = 1.5;
/** So many pairs of a reporter, and a third of all that can be compared, break at once: its reports, not trade. */
const AT_ONCE = 3;

interface LineBreak {
  reporter: number;
  flow: number;
  partner: number | null;
  period: number;
  n_now: bigint;
  n_before: bigint;
  n_new: bigint;
  n_lost: bigint;
  v_now: number;
  v_before: number;
  v_new: number;
  v_lost: number;
  /** The reporter has the codes with nobody in one of the periods, or many of its pairs break at once. */
  of_reporter: boolean;
  largest: unknown;
}

/**
 * Where the set of what is reported changes between neighbouring periods, so that growth would compare different
 * things. Of a pair of countries: codes without a row on one of both sides hold more than half of the value, and the
 * value changes by half or more. That is refused where the reports of the country changed: it has those codes with no
 * partner at all in one period, or a third of its pairs, three or more, break at once. A pair that breaks alone is
 * flagged, since trade may do that. Of a reporter: less than two thirds of all partners are in both periods, the
 * others hold a tenth of the value in one of them, and the value changes by half or more: refused.
 * How often this stops an ordinary year is measured: docs/reference/statistics-store.md.
 */
export async function lineBreaks(
  ctx: Ctx,
  q: TradeQuestion,
  facts: readonly TradeFact[],
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<GuardFinding[]>> {
  const scope = scopeOf(q, facts, vintages, book);
  if (!scope) return [];
  const { files, where, step } = scope;
  // The finest level of a reporter and flow in a period tells most.
  const rows = await askFacts<LineBreak>(
    ctx,
    files,
    `, own as (select *, value * pow(10, exponent::int - ${WHOLE_UNITS})::double as v from facts where ${where}),
     line as (select reporter, flow, partner, period, commodity, sum(v) as v from own where level = 6 group by all),
     paired as (
       select coalesce(n.reporter, b.reporter) as reporter, coalesce(n.flow, b.flow) as flow, coalesce(n.partner, b.partner) as partner,
         coalesce(n.period, b.period + ${step}) as period, coalesce(n.commodity, b.commodity) as commodity, n.v as now, b.v as before
       from line n full join line b on n.reporter = b.reporter and n.flow = b.flow and n.partner = b.partner
         and n.commodity = b.commodity and n.period = b.period + ${step}),
     held as (select distinct reporter, flow, period, commodity from line),
     lacking as (
       select i.*, i.before is null and h.commodity is null as nowhere_before, i.now is null and l.commodity is null as nowhere_now
       from paired i
       left join held h on h.reporter = i.reporter and h.flow = i.flow and h.period = i.period - ${step} and h.commodity = i.commodity
       left join held l on l.reporter = i.reporter and l.flow = i.flow and l.period = i.period and l.commodity = i.commodity),
     compared as (select distinct reporter, flow, period from line semi join (select reporter, flow, period + ${step} as period from line) p
       using (reporter, flow, period)),
     pair as (
       select reporter, flow, partner, period, count(now) as n_now, count(before) as n_before,
         count(*) filter (before is null) as n_new, count(*) filter (now is null) as n_lost,
         coalesce(sum(now), 0) as v_now, coalesce(sum(before), 0) as v_before,
         coalesce(sum(now) filter (before is null), 0) as v_new, coalesce(sum(before) filter (now is null), 0) as v_lost,
         coalesce(sum(now) filter (nowhere_before), 0) > v_now / 2 or coalesce(sum(before) filter (nowhere_now), 0) > v_before / 2 as by_codes,
         n_before >= ${LINES} and n_now >= ${LINES} as tellable, tellable and v_before > 0
           and (v_now > v_before * ${CHANGE} or v_before > v_now * ${CHANGE})
           and ((n_new >= ${LINES} and v_new > v_now / 2) or (n_lost >= ${LINES} and v_lost > v_before / 2)) as breaks,
         list({c: commodity, now: now, before: before} order by coalesce(now, before) desc)
           filter (now is null or before is null) as largest
       from lacking semi join compared using (reporter, flow, period) group by all),
     at_once as (select reporter, flow, period, count(*) filter (breaks) as n, count(*) filter (tellable) as of from pair group by all),
     set_of as (
       select reporter, flow, null as partner, period, count(*) filter (v_now > 0) as n_now, count(*) filter (v_before > 0) as n_before,
         count(*) filter (v_before = 0) as n_new, count(*) filter (v_now = 0) as n_lost, sum(v_now) as v_now, sum(v_before) as v_before,
         coalesce(sum(v_now) filter (v_before = 0), 0) as v_new, coalesce(sum(v_before) filter (v_now = 0), 0) as v_lost,
         list({c: partner::uinteger, now: v_now, before: v_before} order by v_now + v_before desc)
           filter (v_now = 0 or v_before = 0) as largest
       from pair group by reporter, flow, period)
     select * exclude (by_codes, tellable, breaks, n, of, largest), by_codes or (n >= ${AT_ONCE} and n * 3 >= of) as of_reporter,
       largest[:20] as largest
     from pair join at_once using (reporter, flow, period) where breaks
     union all select * exclude (largest), true as of_reporter, largest[:20] as largest from set_of
     where n_before >= ${PARTNERS} and v_before > 0 and (v_now > v_before * ${CHANGE} or v_before > v_now * ${CHANGE})
       and (n_now - n_new) * 3 < (n_now + n_lost) * 2 and (v_new * ${PART} > v_now or v_lost * ${PART} > v_before)
     order by of_reporter desc, reporter, flow, period, partner limit 200`,
  );
  if (isRefusal(rows)) return rows;
  return rows.map((row) => show(row, facts[0]?.source ?? '', book, step));
}

function show(row: LineBreak, source: string, book: Codebook, step: number): GuardFinding {
  const name = (period: number): string => (period < 10_000 ? String(period) : monthText(period));
  const [period, earlier] = [name(row.period), name(row.period - step)];
  const [reporter, flow] = [book.word('area', row.reporter), flowOf(row.flow)];
  const partner = row.partner === null ? null : book.word('area', row.partner);
  const money = (n: number): string => Math.round(n).toLocaleString('en');
  const code = partner === null ? 'partners_change' : row.of_reporter ? 'codes_change' : 'codes_change_here';
  const { text: reason, ...said } = say(code, {
    ...{ period, earlier },
    ...{ n_now: Number(row.n_now), n_before: Number(row.n_before) },
    ...{ n_new: Number(row.n_new), n_gone: Number(row.n_lost) },
    ...{ v_now: Math.round(row.v_now), v_before: Math.round(row.v_before) },
    ...{ v_new: Math.round(row.v_new), v_gone: Math.round(row.v_lost) },
  });
  const rows = structsOf(row.largest).map(({ c, now, before }) => {
    const line = partner === null ? book.word('area', c) : `${partner} ${commodityText(6, c)}`;
    return before
      ? `${earlier} ${reporter} ${flow} ${line} = ${money(before)}; nothing in ${period}`
      : `${period} ${reporter} ${flow} ${line} = ${money(now ?? 0)}; nothing in ${earlier}`;
  });
  return {
    guard: 'partner_set_break',
    severity: row.of_reporter ? 'refuse' : 'flag',
    where: `${source}: ${reporter}, ${flow}, ${partner ?? 'all partners'}, ${period} against ${earlier}`,
    reason,
    said,
    rows,
    scope: { source, reporter, partner, flow, commodity: null, periods: [period] },
  };
}

/** DuckDB's list of structs, as it comes through its JavaScript values. */
function structsOf(value: unknown): { c: number; now: number | null; before: number | null }[] {
  const items = Array.isArray(value) ? value : ((value as { items?: unknown[] } | null)?.items ?? []);
  return items.map((item) => {
    const entry = ((item as { entries?: unknown }).entries ?? item) as Record<string, number | null>;
    return { c: Number(entry.c), now: entry.now ?? null, before: entry.before ?? null };
  });
}

/** The files and rows that say something about the facts: their reporters and flows, and the period before. */
export function scopeOf(
  q: TradeQuestion,
  facts: readonly TradeFact[],
  vintages: readonly Vintage[],
  book: Codebook,
): { files: Vintage[]; where: string; step: number } | undefined {
  const annual = q.frequency === 'A';
  const periods = facts.map((f) => f.period).sort();
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const earlier = annual ? String(Number(first) - 1) : `${Number(first.slice(0, 4)) - 1}${first.slice(4)}`;
  const files = vintages.filter(
    (v) => v.rows > 0 && v.period.length === (annual ? 4 : 7) && v.period >= earlier && v.period <= last,
  );
  if (files.length === 0) return undefined;
  const codes = (words: Iterable<string>): string =>
    [...words].map((w) => book.find('area', w) ?? 0).join(', ');
  const reporters = new Set(facts.map((f) => f.reporter));
  const flows = [...new Set(facts.map((f) => flowCode[f.flow]))].join(', ');
  const where = [
    `reporter in (${codes(reporters)})`,
    `flow in (${flows})`,
    `partner not in (${codes(Object.keys(groups))})`,
    'second_partner = 0 and procedure = 0 and transport = 0',
  ].join(' and ');
  return { files, where, step: annual ? 1 : 100 };
}
