import { growth } from '../../indicators/index.ts';
import type { Figure, TrendPoint } from '../bilateral/figure.ts';
import { singlePartners } from '../guards.ts';
import { inPercent } from '../indicators/read-series.ts';
import { type FigureStatus, formatUnits } from '../model.ts';
import { monthAfter, monthText } from '../official/published-period.ts';
import { originOf } from '../vintages/ask-facts.ts';
import { isExposed, withheldCells } from './confidentiality.ts';
import type { DeclaredCell } from './declared-series.ts';

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
    // Nor is it given when a month of it is not: the sum of this month's twelve less that of the last would be one.
    const isWithheld = (cells: readonly DeclaredCell[]): boolean => isExposed(cells.length, deals(cells));
    const withheld =
      isWithheld(withheldNow) || [...Map.groupBy(withheldNow, (c) => c.month).values()].some(isWithheld);
    const months = `${monthText(first)}..${monthText(last)}`;
    const common = {
      reporter: null,
      partner: null,
      flow,
      period: months,
      acceleration_pp: null,
      summary: null,
      source: one.vintage.source,
      source_url: null,
      ...originOf([...new Set(now.map((c) => c.vintage))]),
      rows: withheld ? 0 : now.reduce((sum, c) => sum + c.rows, 0),
      status: (withheld ? 'confidential' : one.vintage.demo ? 'demo' : 'reported') as FigureStatus,
      demo: one.vintage.demo,
    };
    const grown = (a: bigint, b: bigint) =>
      withheld || before.length === 0 ? null : inPercent(growth(a, b));
    const valuation = flow === 'export' ? 'FOB' : 'CIF';
    return [
      {
        key: `${name}_${flow}_value`,
        value: withheld ? null : formatUnits(usd(now), 2),
        unit: 'USD',
        currency: 'USD',
        growth_pct: grown(usd(now), usd(before)),
        formula_code: 'sum_of_declarations',
        formula: `sum of ${valuation} values of released ${flow} declarations, ${months}, in US dollars at the rate of the release; growth over the twelve months before`,
        ...common,
      },
      {
        key: `${name}_${flow}_deals`,
        value: withheld ? null : String(deals(now)),
        unit: 'deals',
        currency: null,
        growth_pct: grown(BigInt(deals(now)), BigInt(deals(before))),
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
