import { isGroup } from '../../statistics/index.ts';
import { areaName, membersOf } from '../areas.ts';
import { compare, HUNDRED, minus, over, plus, showDecimal, times, whole, ZERO } from '../exact/fraction.ts';
import { exactly } from '../exact/interval.ts';
import { isLevel, type Level } from '../figures/level.ts';
import type { View } from '../figures/view.ts';
import { type Claim, inYear, type Missing, type Note, type Period, showPeriod } from '../model.ts';
import { show, together, type Worked, workedFrom } from './formula.ts';

/** How far back a year is looked for in which both sides of a rank are held. */
const YEARS_BACK = 5;

interface Ranked {
  partner: string;
  level: Level;
}

interface Place {
  rank: number;
  own: Level;
  /** Greatest first, single countries only. */
  others: Ranked[];
  /** Part of the reporter's trade that the ranked partners make up; undefined where its total is not held. */
  covered: string | undefined;
  /** A partner that is not held could be greater. */
  open: boolean;
}

/**
 * The place of the partner among all countries that trade with the reporter, by the reporter's own figures; for
 * several reporters the worst place. Equal levels share a place. Where the partners held leave room for a greater
 * one, the rank stays open.
 */
export function rank(claim: Claim, view: View): Worked | Missing[] {
  const [partner = ''] = claim.partners;
  const missing: Missing[] = [];
  const places: { reporter: string; place: Place }[] = [];
  const notes: Note[] = [];
  for (const reporter of claim.reporters) {
    const place = placeOf(claim, view, reporter, partner, claim.period);
    if (Array.isArray(place)) missing.push(...place);
    else {
      places.push({ reporter, place });
      notes.push(placeNote('rank_own', claim, { reporter, partner, period: claim.period }, place));
      if (place.open && place.rank <= Number(claim.value?.n ?? 1n))
        missing.push({
          what: `the other partners of ${areaName(reporter)}, ${showPeriod(claim.period)}: those held make up ${place.covered ?? 'an unknown part'} of its trade, which leaves room for a greater one`,
          where: '',
          because: 'figure_missing',
        });
    }
    if (Array.isArray(place)) notes.push(...elsewhere(claim, view, reporter, partner));
    notes.push(...byMirror(claim, view, reporter, partner));
  }
  const worst = places.reduce((max, { place }) => Math.max(max, place.rank), 0);
  const asked = Number(claim.value?.n ?? 1n);
  // One country where the place is worse settles it; otherwise every country has to be known.
  if (worst <= asked && missing.length > 0) return missing.map((m, at) => (at === 0 ? { ...m, notes } : m));
  return {
    ...workedFrom(
      places.flatMap(({ place }) => [place.own, ...place.others.slice(0, 3).map((o) => o.level)]),
      exactly(whole(worst)),
      notes
        .filter((n) => n.code === 'rank_own')
        .map((n) => n.text)
        .join('; '),
    ),
    notes,
  };
}

/** 1 when the rank holds now and did not hold in any earlier year, else 0. */
export function firstTimeRank(claim: Claim, view: View): Worked | Missing[] {
  const asked = { ...claim, value: whole(1) };
  const now = rank(asked, view);
  if (Array.isArray(now)) return now;
  if (compare(now.value.point, whole(1)) > 0) return { ...now, value: exactly(whole(0)) };
  const [partner = ''] = claim.partners;
  const earlier = claim.reporters.flatMap((reporter) =>
    view.years({ reporter, partner, flow: claim.flow, commodity: claim.commodity }),
  );
  for (const year of [...new Set(earlier)].filter((y) => y < claim.period.year).sort((a, b) => b - a)) {
    const then = rank({ ...asked, period: inYear(claim.period, year) }, view);
    if (!Array.isArray(then) && compare(then.value.point, whole(1)) === 0)
      return {
        ...now,
        value: exactly(whole(0)),
        notes: [...now.notes, { code: 'held_before', text: `it held in ${year} already` }],
      };
  }
  const before = rank({ ...asked, period: inYear(claim.period, claim.period.year - 1) }, view);
  return Array.isArray(before) ? before : now;
}

function placeOf(
  claim: Claim,
  view: View,
  reporter: string,
  partner: string,
  period: Period,
  replace?: Level,
): Place | Missing[] {
  const at = (to: string) =>
    view.level({ reporter, partner: to, flow: claim.flow, commodity: claim.commodity, period }, 'USD');
  const found = together({ own: replace ?? at(partner) }, true);
  if (Array.isArray(found)) return found;
  const { own } = found;
  const others = view.book
    .partners(reporter, claim.commodity, period.year)
    .filter((other) => other !== partner && !isGroup(other))
    .flatMap((other): Ranked[] => {
      const level = at(other);
      return isLevel(level) && level.guarded === null ? [{ partner: other, level }] : [];
    })
    .sort((a, b) => compare(b.level.value.point, a.level.value.point));
  const rank = 1 + others.filter((o) => compare(o.level.value.point, own.value.point) > 0).length;
  const world = at('WLD');
  const held = [own, ...others.map((o) => o.level)].reduce((sum, l) => plus(sum, l.value.point), ZERO);
  const rest = isLevel(world) ? minus(world.value.point, held) : undefined;
  return {
    rank,
    own,
    others,
    covered:
      isLevel(world) && world.value.point.n > 0n
        ? `${showDecimal(times(over(held, world.value.point), HUNDRED), 0)} %`
        : undefined,
    open: rest === undefined || compare(rest, own.value.point) > 0,
  };
}

function placeNote(
  code: 'rank_own' | 'rank_earlier' | 'rank_mirror',
  claim: Claim,
  of: { reporter: string; partner: string; period: Period },
  place: Place,
): Note {
  const [next] = place.others;
  const beside = next ? `${areaName(next.partner)} ${show(claim, next.level)}` : 'no other partner is held';
  const whose = code === 'rank_mirror' ? `with ${areaName(of.partner)}'s report` : 'own figures';
  const own = show(claim, place.own);
  return {
    code,
    text: `${areaName(of.reporter)} ${showPeriod(of.period)}, ${whose}: ${areaName(of.partner)} ${own}, ${beside}: place ${place.rank} of ${place.others.length + 1} held${place.covered ? `, ${place.covered} of its trade` : ''}`,
    params: {
      reporter: of.reporter,
      partner: of.partner,
      period: showPeriod(of.period),
      value: own,
      ...(next ? { next: next.partner, next_value: show(claim, next.level) } : {}),
      rank: String(place.rank),
      held: String(place.others.length + 1),
    },
  };
}

/** The nearest other year in which the reporter's own figures of the partner and of another one are held. */
function elsewhere(claim: Claim, view: View, reporter: string, partner: string): Note[] {
  for (const years of Array.from({ length: YEARS_BACK }, (_, n) => n + 1)) {
    const period = inYear(claim.period, claim.period.year - years);
    const place = placeOf(claim, view, reporter, partner, period);
    if (Array.isArray(place) || place.others.length === 0) continue;
    return [placeNote('rank_earlier', claim, { reporter, partner, period }, place)];
  }
  return [];
}

/** The same place with the partner's own report of the flow instead, in the newest year that allows it. */
function byMirror(claim: Claim, view: View, reporter: string, partner: string): Note[] {
  const flow = ({ export: 'import', import: 'export', total: 'total' } as const)[claim.flow];
  for (let back = 0; back <= YEARS_BACK; back++) {
    const period = inYear(claim.period, claim.period.year - back);
    const mirror = view.level(
      { reporter: partner, partner: reporter, flow, commodity: claim.commodity, period },
      'USD',
    );
    if (!isLevel(mirror)) continue;
    const place = placeOf(claim, view, reporter, partner, period, mirror);
    if (Array.isArray(place) || place.others.length === 0) continue;
    return [placeNote('rank_mirror', claim, { reporter, partner, period }, place)];
  }
  return [];
}

/** How many single partner countries have trade in the period; of a region, how many of its countries. */
export function count(claim: Claim, view: View): Worked | Missing[] {
  const [reporter = ''] = claim.reporters;
  const [region = ''] = claim.partners;
  const year = claim.period.year;
  const members = membersOf(region);
  const levels = view.book
    .partners(reporter, claim.commodity, year)
    .filter((partner) => !isGroup(partner) && (members?.includes(partner) ?? true))
    .flatMap((partner) => {
      const level = view.level({ ...claim, reporter, partner }, 'USD');
      return isLevel(level) && level.value.point.n > 0n ? [level] : [];
    });
  const world = view.level({ ...claim, reporter, partner: 'WLD' }, 'USD');
  if (levels.length === 0 || (!members && !isLevel(world)))
    return [
      {
        what: `all partners of ${areaName(reporter)}, ${year}`,
        where: '',
        because: 'figure_missing',
      },
    ];
  return workedFrom(
    levels,
    exactly(whole(levels.length)),
    `${levels.length} partner countries with trade`,
    'partners_counted',
  );
}
