import { compare, times, whole } from '../exact/fraction.ts';
import { exactly } from '../exact/interval.ts';
import { isLevel, type Level } from '../figures/level.ts';
import type { View } from '../figures/view.ts';
import type { Claim, Missing, Note, Period } from '../model.ts';
import { inYear } from '../model.ts';
import { inUnit, levelOf, scaleOf, show, together, type Worked, workedFrom } from './formula.ts';

const LONGEST_HISTORY = 60;
const currencyOf = (claim: Claim): string => (claim.unit.kind === 'amount' ? claim.unit.currency : 'USD');

interface Year {
  year: number;
  level: Level;
}

/** The level; it holds when the period is the first above the value among those held. */
export function thresholdCrossed(claim: Claim, view: View): Worked | Missing[] {
  const worked = overYears(claim, view, (now, earlier) => {
    const limit = times(claim.value ?? whole(0), scaleOf(claim));
    const above = (y: Year): boolean => compare(y.level.value.point, limit) > 0;
    const first = earlier.find(above);
    const notes: Note[] = first
      ? [
          {
            code: 'crossed_before',
            params: { year: String(first.year), value: show(claim, first.level) },
            text: `${first.year} was above already: ${show(claim, first.level)}`,
          },
        ]
      : above(now)
        ? []
        : [
            {
              code: 'below_threshold',
              params: { year: String(now.year), value: show(claim, now.level) },
              text: `${now.year} is not above: ${show(claim, now.level)}`,
            },
          ];
    return { holds: above(now) && !first, notes, of: first ? [first] : [highest(earlier)] };
  });
  if (Array.isArray(worked)) return worked;
  const found = levelOf(claim, view, currencyOf(claim));
  return isLevel(found) ? { ...worked, value: inUnit(claim, found.value) } : worked;
}

/** 1 when no earlier period held is as high, else 0. */
export function record(claim: Claim, view: View): Worked | Missing[] {
  return overYears(claim, view, (now, earlier) => {
    const top = highest(earlier);
    const holds = compare(now.level.value.point, top.level.value.point) > 0;
    const notes = holds
      ? []
      : [
          {
            code: 'higher_before',
            params: { year: String(top.year), value: show(claim, top.level) },
            text: `${top.year} was as high or higher: ${show(claim, top.level)}`,
          },
        ];
    return { holds, notes, of: [top] };
  });
}

function overYears(
  claim: Claim,
  view: View,
  judge: (now: Year, earlier: readonly [Year, ...Year[]]) => { holds: boolean; notes: Note[]; of: Year[] },
): Worked | Missing[] {
  const currency = currencyOf(claim);
  const found = together({ level: levelOf(claim, view, currency) }, true);
  if (Array.isArray(found)) return found;
  const now = { year: claim.period.year, level: found.level };
  const [first, ...rest] = earlierYears(claim, view, currency);
  if (!first) return [{ what: `any year before ${now.year}`, where: '', because: 'figure_missing' }];
  const { holds, notes, of } = judge(now, [first, ...rest]);
  return {
    ...workedFrom(
      [now.level, ...of.map((y) => y.level)],
      exactly(whole(holds ? 1 : 0)),
      [now, ...[...rest].reverse(), first].map((y) => `${y.year}: ${show(claim, y.level)}`).join(', '),
    ),
    holds,
    notes: [...notes, coverage(claim.period, [first, ...rest])],
  };
}

/** Years before the claim's whose figure for the same months is held, oldest first. */
function earlierYears(claim: Claim, view: View, currency: string): Year[] {
  const { period } = claim;
  const years =
    period.first === 1 && period.last === 12
      ? [
          ...new Set(
            claim.reporters.flatMap((reporter) =>
              claim.partners.flatMap((partner) => view.years({ ...claim, reporter, partner })),
            ),
          ),
        ]
      : Array.from({ length: LONGEST_HISTORY }, (_, back) => period.year - LONGEST_HISTORY + back);
  return years
    .filter((year) => year < period.year && year >= period.year - LONGEST_HISTORY)
    .sort((a, b) => a - b)
    .flatMap((year) => {
      const level = levelOf(claim, view, currency, { period: inYear(period, year) });
      return isLevel(level) && !level.converted && level.guarded === null ? [{ year, level }] : [];
    });
}

function coverage(period: Period, years: readonly [Year, ...Year[]]): Note {
  const [first] = years;
  const held = new Set(years.map((y) => y.year));
  const gaps: number[] = [];
  for (let year = first.year + 1; year < period.year; year++) if (!held.has(year)) gaps.push(year);
  const without = gaps.length > 0 ? `; not held: ${ranges(gaps)}` : '';
  return {
    code: 'coverage',
    params: { since: String(first.year), gaps: ranges(gaps) },
    text: `compared with what is held since ${first.year}${without}`,
  };
}

/** 2014, 2015, 2016, 2019 → '2014–2016, 2019' */
function ranges(years: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const year of years) {
    const last = runs.at(-1);
    if (last && last[1] === year - 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

function highest(years: readonly [Year, ...Year[]]): Year {
  return years.reduce((a, b) => (compare(b.level.value.point, a.level.value.point) > 0 ? b : a));
}

/**
 * How many years in a row the level has grown, up to the period. It is counted as far back as the claim goes; a
 * year that is not held within that leaves the claim open.
 */
export function streak(claim: Claim, view: View): Worked | Missing[] {
  const wanted = Number((claim.value?.n ?? 1n) / (claim.value?.d ?? 1n));
  const currency = currencyOf(claim);
  const levels: Year[] = [];
  const level = (year: number) => levelOf(claim, view, currency, { period: inYear(claim.period, year) });
  for (let back = 0; back <= LONGEST_HISTORY; back++) {
    const year = claim.period.year - back;
    const found = together({ level: level(year) }, true);
    if (Array.isArray(found)) {
      if (levels.length > wanted) break;
      return found.map((m) => ({ ...m, what: `${m.what}${grownSoFar(levels)}` }));
    }
    const newer = levels.at(-1);
    levels.push({ year, level: found.level });
    if (newer && compare(newer.level.value.point, found.level.value.point) <= 0) {
      const length = levels.length - 2;
      return counted(claim, levels, length, [
        {
          code: 'streak_starts',
          params: {
            year: String(newer.year),
            value: show(claim, newer.level),
            before: show(claim, found.level),
          },
          text: `${newer.year} did not grow: ${show(claim, newer.level)} after ${show(claim, found.level)}`,
        },
      ]);
    }
  }
  return counted(claim, levels, levels.length - 1, [
    {
      code: 'streak_open',
      params: { year: String(levels.at(-1)?.year) },
      text: `at least; ${levels.at(-1)?.year} is the first year held without a gap`,
    },
  ]);
}

function grownSoFar(levels: readonly Year[]): string {
  const [newest] = levels;
  const oldest = levels.at(-2);
  return newest && oldest
    ? ` (growth is shown for ${oldest.year === newest.year ? newest.year : `${oldest.year}–${newest.year}`})`
    : '';
}

function counted(claim: Claim, levels: readonly Year[], length: number, notes: Note[]): Worked {
  return {
    ...workedFrom(
      levels.map((y) => y.level),
      exactly(whole(length)),
      [...levels]
        .reverse()
        .map((y) => `${y.year}: ${show(claim, y.level)}`)
        .join(', '),
    ),
    notes,
  };
}
