import { originOf } from './ask-facts.ts';
import { isExposed, withheldCells } from './confidentiality.ts';
import type { DeclaredCell } from './declared-series.ts';
import { singlePartners } from './guards.ts';
import { centralAsia, type FigureStatus, type Flow, formatUnits, growthPercent } from './model.ts';
import type { OfficialObservation } from './official-series.ts';
import { monthAfter, monthText } from './published-period.ts';

/** A headline figure with how it was computed. */
export interface Figure {
  key: string;
  reporter: string | null;
  partner: string | null;
  flow: Flow | null;
  value: string | null;
  unit: string;
  currency: string | null;
  period: string;
  growth_pct: number | null;
  source: string;
  source_url: string | null;
  vintage: string;
  file_hash: string;
  rows: number;
  status: FigureStatus;
  demo: boolean;
  /** Stable name of the formula, explained in docs/reference/statistics-store.md. */
  formula_code: string;
  formula: string;
}

/** A point of a line of the overview's chart; points of one `series` belong together. */
export interface TrendPoint {
  series: string;
  period: string;
  flow: Flow;
  reporter: string | null;
  partner: string | null;
  value: string | null;
  unit: string;
  currency: string;
  source: string;
  source_url: string | null;
  vintage: string;
  status: FigureStatus;
  demo: boolean;
}

const CHINA = 'CN';
const REGION = 'C5';

/**
 * China's trade with the region and with each of its countries in the newest year that has been reported.
 * Growth is worked out only between reported figures, never from an estimate. `observations` are China's, and
 * of whole years.
 */
export function officialFigures(observations: readonly OfficialObservation[]): Figure[] {
  const series = observations.filter((o) => o.preferred && o.reporter === CHINA);
  const wanted = [
    ...(['total', 'export', 'import'] as const).map((flow) => ({ partner: REGION, flow })),
    ...centralAsia.map((partner) => ({ partner, flow: 'total' as const })),
  ];
  return wanted.flatMap(({ partner, flow }) => {
    const reported = series.filter(
      (o) => o.partner === partner && o.flow === flow && o.status === 'reported',
    );
    const newest = reported.sort((a, b) => b.year - a.year)[0];
    if (!newest) return [];
    const before = reported.find((o) => o.year === newest.year - 1);
    return [
      {
        key: `official_${partner.toLowerCase()}_${flow}`,
        reporter: CHINA,
        partner,
        flow,
        value: newest.value,
        unit: newest.unit,
        currency: newest.currency,
        period: newest.period,
        growth_pct: before ? growthPercent(newest.amount, before.amount) : null,
        source: newest.source,
        source_url: newest.source_url,
        vintage: newest.vintage,
        file_hash: newest.file_hash,
        rows: 1,
        status: newest.status,
        demo: false,
        formula_code: 'as_printed',
        formula: before
          ? `value as printed; growth = ${newest.amount} / ${before.amount} - 1`
          : 'value as printed; no reported figure of the year before',
      },
    ];
  });
}

export function officialTrend(observations: readonly OfficialObservation[]): TrendPoint[] {
  return observations
    .filter((o) => o.preferred && o.reporter === CHINA && o.partner === REGION)
    .map((o) => ({
      series: `official_c5_${o.flow}`,
      period: o.period,
      flow: o.flow,
      reporter: o.reporter,
      partner: o.partner,
      value: o.value,
      unit: o.unit,
      currency: o.currency,
      source: o.source,
      source_url: o.source_url,
      vintage: o.vintage,
      status: o.status,
      demo: false,
    }));
}

/** Declarations released here over the last twelve whole months: value by flow, and number of deals. */
export function declaredFigures(
  name: 'own' | 'demo',
  cells: readonly DeclaredCell[],
  month: number,
): Figure[] {
  const whole = singlePartners(cells).filter((c) => c.month < month);
  const last = Math.max(...whole.map((c) => c.month));
  if (whole.length === 0) return [];
  const first = monthAfter(last, -11);
  const begin = Math.min(...whole.map((c) => c.month));
  const hidden = withheldCells(whole.filter((c) => !c.vintage.demo)).cells;
  return (['export', 'import'] as const).flatMap((flow) => {
    const inWindow = (from: number, to: number) =>
      whole.filter((c) => c.flow === flow && c.month >= from && c.month <= to);
    const now = inWindow(first, last);
    const [one] = now;
    if (!one) return [];
    const before =
      begin <= monthAfter(last, -23) ? inWindow(monthAfter(last, -23), monthAfter(last, -12)) : [];
    const usd = (list: readonly DeclaredCell[]) => list.reduce((sum, c) => sum + c.usd_cents, 0n);
    const deals = (list: readonly DeclaredCell[]) => list.reduce((sum, c) => sum + c.deals, 0);
    // A sum next to published months would give away what is withheld in them.
    const withheldNow = now.filter((c) => hidden.has(c));
    const withheld = isExposed(withheldNow.length, deals(withheldNow));
    const months = `${monthText(first)}..${monthText(last)}`;
    const common = {
      reporter: null,
      partner: null,
      flow,
      period: months,
      source: one.vintage.source,
      source_url: null,
      ...originOf([...new Set(now.map((c) => c.vintage))]),
      rows: withheld ? 0 : now.reduce((sum, c) => sum + c.rows, 0),
      status: (withheld ? 'confidential' : one.vintage.demo ? 'demo' : 'reported') as FigureStatus,
      demo: one.vintage.demo,
    };
    const growth = (a: bigint, b: bigint) => (withheld || before.length === 0 ? null : growthPercent(a, b));
    const valuation = flow === 'export' ? 'FOB' : 'CIF';
    return [
      {
        key: `${name}_${flow}_value`,
        value: withheld ? null : formatUnits(usd(now), 2),
        unit: 'USD',
        currency: 'USD',
        growth_pct: growth(usd(now), usd(before)),
        formula_code: 'sum_of_declarations',
        formula: `sum of ${valuation} values of released ${flow} declarations, ${months}, in US dollars at the rate of the release; growth over the twelve months before`,
        ...common,
      },
      {
        key: `${name}_${flow}_deals`,
        value: withheld ? null : String(deals(now)),
        unit: 'deals',
        currency: null,
        growth_pct: growth(BigInt(deals(now)), BigInt(deals(before))),
        formula_code: 'count_of_deals',
        formula: `number of deals with a released ${flow} declaration, ${months}; growth over the twelve months before`,
        ...common,
      },
    ];
  });
}

/** Months of all countries together, by flow. */
export function declaredTrend(
  name: 'own' | 'demo',
  cells: readonly DeclaredCell[],
  month: number,
): TrendPoint[] {
  const whole = singlePartners(cells).filter((c) => c.month < month);
  const hidden = withheldCells(whole.filter((c) => !c.vintage.demo)).cells;
  return [...Map.groupBy(whole, (c) => `${c.month} ${c.flow}`).values()].flatMap((group) => {
    const [one] = group;
    if (!one) return [];
    const withheld = group.filter((c) => hidden.has(c));
    const exposed = isExposed(
      withheld.length,
      withheld.reduce((sum, c) => sum + c.deals, 0),
    );
    return [
      {
        series: `${name}_${one.flow}`,
        period: monthText(one.month),
        flow: one.flow,
        reporter: null,
        partner: null,
        value: exposed
          ? null
          : formatUnits(
              group.reduce((sum, c) => sum + c.usd_cents, 0n),
              2,
            ),
        unit: 'USD',
        currency: 'USD',
        source: one.vintage.source,
        source_url: null,
        vintage: originOf([...new Set(group.map((c) => c.vintage))]).vintage,
        status: exposed ? 'confidential' : one.vintage.demo ? 'demo' : 'reported',
        demo: one.vintage.demo,
      },
    ];
  });
}
