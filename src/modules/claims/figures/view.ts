import { areaName, membersOf } from '../areas.ts';
import { compare, whole } from '../exact/fraction.ts';
import { add, exactly, type Interval, multiply, subtract } from '../exact/interval.ts';
import { type Flow, inYear, type Missing, showPeriod } from '../model.ts';
import type { FigureBook } from './figure-book.ts';
import { groupCodes } from './group-figures.ts';
import { type Cell, type Held, isLevel, type Lens, type Level } from './level.ts';
import { rateOver } from './rates.ts';
import { wherePublished } from './where-published.ts';

/** Customs convert month by month: a rate of a whole period is taken to be within half a percent of that. */
const CONVERSION_ALLOWANCE: Interval = {
  low: { n: 995n, d: 1000n },
  point: whole(1),
  high: { n: 1005n, d: 1000n },
};
const otherCurrencies = ['USD', 'CNY'];
const reversed: Record<Flow, Flow> = { export: 'import', import: 'export', total: 'total' };
const flowWords: Record<Flow, string> = { export: 'exports to', import: 'imports from', total: 'trade with' };

/**
 * The store as a formula sees it, through a lens. A level is taken as printed where that is held; else worked out
 * from the two other flows, from the countries of a group or from months; else converted by the rate of its period.
 */
export class View {
  readonly book: FigureBook;
  readonly #lens: Lens;

  constructor(book: FigureBook, lens: Lens = {}) {
    this.book = book;
    this.#lens = lens;
  }

  level(asked: Cell, asked_currency: string): Level | Missing {
    const cell = this.#throughLens(asked);
    const currency = this.#lens.currency ?? asked_currency;
    const found = this.#inCurrency(cell, currency) ?? this.#converted(cell, currency);
    return found ?? this.#missing(cell);
  }

  /** Whole years of a series that can be had as printed, from flows or from countries, oldest first. */
  years(series: Omit<Cell, 'period'>): number[] {
    const flows: Flow[] = series.flow === 'total' ? ['total', 'export', 'import'] : [series.flow, 'total'];
    const partners = [series.partner, ...(membersOf(series.partner) ?? [])];
    const years = partners.flatMap((partner) =>
      flows.flatMap((flow) => this.book.years({ ...series, partner, flow })),
    );
    return [...new Set(years)].sort((a, b) => a - b);
  }

  #throughLens(cell: Cell): Cell {
    const { flow, mirror, whole_year, year_shift } = this.#lens;
    const { period } = cell;
    const year = period.year + (year_shift ?? 0);
    const moved = whole_year ? { year, first: 1, last: 12 } : inYear(period, year);
    const seen = { ...cell, period: moved, flow: flow ?? cell.flow };
    return mirror
      ? { ...seen, reporter: cell.partner, partner: cell.reporter, flow: reversed[seen.flow] }
      : seen;
  }

  #inCurrency(cell: Cell, currency: string): Level | undefined {
    const ways = {
      printed: () => this.#printed(cell, currency),
      flows: () => this.#fromFlows(cell, currency),
      countries: () => this.#fromMembers(cell, currency),
      months: () => this.#fromMonths(cell, currency),
    };
    const { derive } = this.#lens;
    return (derive && ways[derive]()) ?? ways.printed() ?? ways.flows() ?? ways.countries() ?? ways.months();
  }

  #printed(cell: Cell, currency: string): Level | undefined {
    const held = this.book
      .at(cell)
      .filter((h) => h.currency === currency && (!h.estimate || this.#lens.estimates === true));
    const chosen = held[this.#lens.publisher ?? 0] ?? held[0];
    return chosen && levelOf(chosen);
  }

  #fromFlows(cell: Cell, currency: string): Level | undefined {
    const of = (flow: Flow): Level | undefined => this.#printed({ ...cell, flow }, currency);
    const [exports, imports, total] = [of('export'), of('import'), of('total')];
    if (cell.flow === 'total')
      return exports && imports && joined([exports, imports], add, 'exports_plus_imports');
    const other = cell.flow === 'export' ? imports : exports;
    const rest = total && other && joined([total, other], subtract, `total_minus_${reversed[cell.flow]}s`);
    return rest && compare(rest.value.point, { n: 0n, d: 1n }) >= 0 ? rest : undefined;
  }

  #fromMembers(cell: Cell, currency: string): Level | undefined {
    const ofReporter = membersOf(cell.reporter);
    const members = ofReporter ?? membersOf(cell.partner);
    const levels = members?.map((member) => {
      const part = ofReporter ? { ...cell, reporter: member } : { ...cell, partner: member };
      return this.#printed(part, currency) ?? this.#fromFlows(part, currency);
    });
    return sumOf(levels, 'sum_of_countries');
  }

  #fromMonths(cell: Cell, currency: string): Level | undefined {
    const { year, first, last } = cell.period;
    const levels: (Level | undefined)[] = [];
    for (let month = first; month <= last && last > first; month++)
      levels.push(this.#printed({ ...cell, period: { year, first: month, last: month } }, currency));
    return sumOf(levels, 'sum_of_months');
  }

  #converted(cell: Cell, currency: string): Level | undefined {
    for (const other of otherCurrencies) {
      if (other === currency) continue;
      const level = this.#inCurrency(cell, other);
      const found = level && rateOver(other, currency, cell.period);
      if (found)
        return {
          ...level,
          value: multiply(
            multiply(level.value, found.rate),
            this.#lens.loose_rates ? CONVERSION_ALLOWANCE : exactly(whole(1)),
          ),
          converted: true,
          notes: [
            ...level.notes,
            {
              code: 'converted',
              params: { from: other, to: currency, rate: found.text },
              text: `converted from ${other} to ${currency} at ${found.text}`,
            },
          ],
        };
    }
    return undefined;
  }

  /** Of a commodity group: the codes that a source lacks, or those that it is added up from. */
  #codesLacking(cell: Cell): string | undefined {
    const members = membersOf(cell.partner)?.map((partner) => ({ ...cell, partner })) ?? [];
    const found = [cell, ...members].map((c) => this.book.lacking(c)).find((text) => text !== undefined);
    return found ?? groupCodes(cell.commodity);
  }

  #missing(cell: Cell): Missing {
    const estimate = this.book.at(cell).some((h) => h.estimate);
    const codes = this.#codesLacking(cell);
    return {
      what: `${areaName(cell.reporter)}'s ${flowWords[cell.flow]} ${areaName(cell.partner)}${
        cell.commodity === 'TOTAL'
          ? ''
          : `, ${cell.commodity.replaceAll('_', ' ')}${codes ? ` (${codes})` : ''}`
      }, ${showPeriod(cell.period)}${estimate ? ' (only an estimate is held)' : ''}`,
      where: wherePublished(cell.reporter),
      because: estimate ? 'only_estimates' : 'figure_missing',
      cell: { ...cell, period: showPeriod(cell.period) },
    };
  }
}

/** The sum of levels of the same period, or what is missing for it. */
export function sumLevels(levels: readonly (Level | Missing)[]): Level | Missing {
  const lacking = levels.find((l) => !isLevel(l));
  if (lacking && !isLevel(lacking)) return lacking;
  const all = levels.filter(isLevel);
  const [only] = all;
  return all.length === 1 && only ? only : (sumOf(all, 'sum_of_pairs') as Level);
}

function levelOf(held: Held): Level {
  return {
    value: held.value,
    rows: [held.row],
    how: held.row.how,
    guarded: held.guarded,
    converted: false,
    notes: held.notes,
  };
}

function sumOf(levels: readonly (Level | undefined)[] | undefined, how: string): Level | undefined {
  const all = levels?.filter((l) => l !== undefined);
  if (!levels || !all || all.length < levels.length || all.length === 0) return undefined;
  return joined(all, add, how);
}

function joined(
  parts: readonly Level[],
  join: (a: Interval, b: Interval) => Interval,
  how: string,
): Level | undefined {
  const [first, ...rest] = parts;
  return (
    first && {
      value: rest.reduce((sum, part) => join(sum, part.value), first.value),
      rows: parts.flatMap((p) => p.rows.map((row) => ({ ...row, how }))),
      how,
      guarded: parts.find((p) => p.guarded !== null)?.guarded ?? null,
      converted: parts.some((p) => p.converted),
      notes: parts.flatMap((p) => p.notes),
    }
  );
}
