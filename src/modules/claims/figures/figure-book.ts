import type { PublishedFigure, TradeFact } from '../../statistics/index.ts';
import { type GuardFinding, PUBLISHED_ALL_GOODS, refusalOf } from '../../statistics/index.ts';
import { type Fraction, showDecimal, whole } from '../exact/fraction.ts';
import { rounded } from '../exact/interval.ts';
import { type Flow, flows, type Period, showPeriod } from '../model.ts';
import type { GroupFigure } from './group-figures.ts';
import type { Cell, Held } from './level.ts';

/** Sources print at least a tenth of a billion, so that 19 000 000 000 was printed as 19.0 and not as 19. */
const COARSEST_STEP = 10n ** 8n;

/** Names under which statements print what claims call a group or a mode. */
const printedNames: Record<string, string> = {
  'agricultural products': 'agricultural',
  'mechanical and electrical products': 'mechanical_electrical',
  'cross-border e-commerce': 'cross_border_ecommerce',
  'goods moved by road': 'road',
};

/** All figures of one question, found by cell without a search: the preferred one first, estimates last. */
export class FigureBook {
  readonly #cells = new Map<string, Held[]>();
  readonly #years = new Map<string, Set<number>>();
  readonly #partners = new Map<string, Set<string>>();
  readonly #lacking = new Map<string, string>();

  constructor(
    facts: readonly TradeFact[],
    guards: readonly GuardFinding[],
    published: readonly PublishedFigure[],
    groups: readonly GroupFigure[] = [],
  ) {
    for (const fact of facts) this.#addFact(fact, guards);
    for (const figure of published) this.#addPublished(figure);
    for (const group of groups) this.#addGroup(group);
    for (const held of this.#cells.values()) held.sort((a, b) => Number(a.estimate) - Number(b.estimate));
  }

  at(cell: Cell): readonly Held[] {
    return this.#cells.get(keyOf(cell)) ?? [];
  }

  /** The HS codes for want of which a group could not be added up; undefined where no source has any. */
  lacking(cell: Cell): string | undefined {
    return this.#lacking.get(keyOf(cell));
  }

  /** Years for which the series has a whole year or all its months, oldest first. */
  years(series: Omit<Cell, 'period'>): number[] {
    return [...(this.#years.get(seriesKey(series)) ?? [])].sort((a, b) => a - b);
  }

  /** Partners with any figure of the reporter in this year. */
  partners(reporter: string, commodity: string, year: number): string[] {
    return [...(this.#partners.get(`${reporter} ${commodity} ${year}`) ?? [])];
  }

  #addFact(fact: TradeFact, guards: readonly GuardFinding[]): void {
    const flow = flows.find((f) => f === fact.flow);
    if (!flow || fact.status === 'confidential' || fact.status === 'incomplete') return;
    const period = periodOf(fact.period);
    const step = 10n ** BigInt(trailingZeros(fact.value));
    const unit = 10n ** BigInt(Math.max(fact.places, 0));
    const value: Fraction = { n: fact.value, d: unit };
    const ceiling = COARSEST_STEP * unit;
    const refusal = refusalOf(guards, fact);
    const flag = guards.find(
      ({ guard, severity, scope }) =>
        severity === 'flag' &&
        // A group is never added to countries here, so that nobody needs the warning.
        guard !== 'group_as_partner' &&
        scope.source === fact.source &&
        (['reporter', 'partner', 'flow', 'commodity'] as const).every(
          (key) => scope[key] === null || scope[key] === fact[key],
        ) &&
        (scope.periods.length === 0 || scope.periods.includes(fact.period)),
    );
    this.#add(
      { ...fact, flow, period },
      {
        value: rounded(value, { n: step < ceiling ? step : ceiling, d: unit }),
        currency: fact.currency,
        estimate: fact.status === 'estimate',
        row: rowOf({ ...fact, flow }, period, showDecimal(value, 2), fact.status),
        guarded: refusal ? `${refusal.guard}: ${refusal.reason}` : null,
        notes: flag ? [{ code: flag.guard, text: flag.reason }] : [],
      },
    );
  }

  #addGroup({ of, name, found }: GroupFigure): void {
    const flow = flows.find((f) => f === of.flow);
    if (!flow) return;
    const period = periodOf(of.period);
    const cell = { ...of, flow, commodity: name, period };
    if ('lacking' in found) {
      this.#lacking.set(keyOf(cell), `${found.lacking} in ${of.source}`);
      return;
    }
    const { value, guarded, notes } = found;
    const row = { ...rowOf(cell, period, showDecimal(value.point, 2), of.status), how: 'sum_of_codes' };
    const all = { ...rowOf({ ...of, flow }, period, showDecimal(valueOfFact(of), 2), of.status) };
    const common = { currency: of.currency, estimate: false, guarded };
    this.#add(cell, { ...common, value, row, notes });
    // What the group is a part of, as the same source has it.
    this.#add(
      { ...cell, commodity: wholeOfGroup(name) },
      {
        ...common,
        value: rounded(valueOfFact(of), { n: 1n, d: 10n ** BigInt(of.places) }),
        row: all,
        notes: [],
      },
    );
  }

  #addPublished(figure: PublishedFigure): void {
    const flow = flows.find((f) => f === figure.flow);
    if (!flow || figure.first_month === null || figure.last_month === null) return;
    const period = { year: figure.year, first: figure.first_month, last: figure.last_month };
    const commodity =
      figure.commodity === PUBLISHED_ALL_GOODS
        ? 'TOTAL'
        : (printedNames[figure.commodity] ?? figure.commodity);
    const cell = { ...figure, flow, commodity, period };
    for (const { value, currency, step } of valuesOf(figure)) {
      const notes = figure.note === null ? [] : [{ code: 'source_note', text: figure.note }];
      const same = this.at(cell).find(
        (held) => held.currency === currency && held.value.point.n === value * held.value.point.d,
      );
      if (same) {
        // The preferred figure came without the words of its publisher.
        same.row.publisher ??= figure.publisher;
        if (same.notes.length === 0) same.notes = notes;
        continue;
      }
      this.#add(cell, {
        value: rounded(whole(value), whole(step)),
        currency,
        estimate: figure.estimate,
        row: rowOf(
          { ...cell, source: 'official', currency, publisher: figure.publisher },
          period,
          value.toString(),
          figure.estimate ? 'estimate' : 'reported',
        ),
        guarded: null,
        notes,
      });
    }
  }

  #add(cell: Cell, held: Held): void {
    const key = keyOf(cell);
    const list = this.#cells.get(key);
    if (list) list.push(held);
    else this.#cells.set(key, [held]);
    const { first, last, year } = cell.period;
    if (first !== 1 || last !== 12) return;
    grow(this.#years, seriesKey(cell), year);
    grow(this.#partners, `${cell.reporter} ${cell.commodity} ${year}`, cell.partner);
  }
}

/** Under what name the book has all goods by the source that a group was added up from. */
export const wholeOfGroup = (name: string): string => `all goods beside ${name}`;

const valueOfFact = (of: TradeFact): Fraction => ({ n: of.value, d: 10n ** BigInt(of.places) });

function valuesOf(figure: PublishedFigure): { value: bigint; currency: string; step: bigint }[] {
  const list: { value: bigint; currency: string; step: bigint }[] = [];
  if (figure.value !== null) {
    const step = 10n ** BigInt(trailingZeros(figure.value));
    list.push({
      value: figure.value,
      currency: figure.currency,
      step: step < COARSEST_STEP ? step : COARSEST_STEP,
    });
  }
  const other = /^([A-Z]{3}) (\d{1,6})(?:\.(\d{1,6}))?bn$/.exec(figure.quantity ?? '');
  if (other) {
    const places = other[3]?.length ?? 0;
    const step = 10n ** BigInt(9 - places);
    list.push({ value: BigInt(`${other[2]}${other[3] ?? ''}`) * step, currency: other[1] ?? '', step });
  }
  return list;
}

function rowOf(
  fact: {
    reporter: string;
    partner: string;
    flow: Flow;
    commodity: string;
    currency: string;
    source: string;
    source_url: string | null;
    publisher?: string;
    vintage: string;
  },
  period: Period,
  value: string,
  status: string,
): Held['row'] {
  const { reporter, partner, flow, commodity, currency, source, source_url, vintage } = fact;
  return {
    period: showPeriod(period),
    reporter,
    partner,
    flow,
    commodity,
    value,
    currency,
    status,
    source,
    source_url,
    publisher: fact.publisher ?? null,
    vintage,
    how: 'as_printed',
  };
}

function periodOf(text: string): Period {
  const [year, month] = text.split('-').map(Number);
  return month === undefined
    ? { year: year ?? 0, first: 1, last: 12 }
    : { year: year ?? 0, first: month, last: month };
}

function trailingZeros(value: bigint): number {
  if (value === 0n) return 0;
  const text = value.toString();
  return text.length - text.replace(/0+$/, '').length;
}

const seriesKey = (c: Omit<Cell, 'period'>): string => `${c.reporter} ${c.partner} ${c.flow} ${c.commodity}`;
const keyOf = (c: Cell): string => `${seriesKey(c)} ${c.period.year} ${c.period.first} ${c.period.last}`;

function grow<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
