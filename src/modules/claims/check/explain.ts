import { compare, HUNDRED, minus, negated, ONE, over, plus } from '../exact/fraction.ts';
import type { FigureBook } from '../figures/figure-book.ts';
import type { Lens } from '../figures/level.ts';
import { View } from '../figures/view.ts';
import type { Claim, Flow, Reason, ReasonCode, Unit } from '../model.ts';
import { agrees, otherRounding } from './decide.ts';
import { isWorked, type Worked } from './formula.ts';
import { formulas } from './formulas.ts';
import { reasonFor } from './reason.ts';

/** The figures as known at the end of another day. */
export interface OtherBook {
  day: string;
  book: FigureBook;
}

interface Attempt {
  code: ReasonCode;
  detail: string;
  book?: FigureBook;
  lens?: Lens;
  claim?: Claim;
}

/** Prints of one figure beside the preferred one. */
const otherPrints = [1, 2, 3, 4, 5, 6, 7] as const;

/** A base may be revised by so much between two publications before another cause is likelier. */
const REVISION = { n: 3n, d: 100n };

/**
 * The likeliest reason why a claim differs, found by trying: the first other way to work the figure out that gives
 * the claimed number. From the most ordinary to the least: rounding, vintage, publisher, derivation, a revised
 * base, currency, the mirror side, definition (flow, period, unit). None gives it: unexplained.
 */
export function explain(
  claim: Claim,
  book: FigureBook,
  worked: Worked,
  others: readonly OtherBook[],
): Reason {
  const rounding = worked.holds === undefined ? otherRounding(claim, worked.value) : null;
  if (rounding) return reasonFor(claim, 'rounding', rounding, worked);
  const first = attemptsBeforeRevision(others).find((attempt) => gives(claim, attempt, book, worked));
  if (first) return found(claim, first, book, worked);
  if (baseWasRevised(claim, worked)) return reasonFor(claim, 'vintage', 'revised_base', worked);
  const then = attemptsAfterRevision(claim).find((attempt) => gives(claim, attempt, book, worked));
  return then ? found(claim, then, book, worked) : reasonFor(claim, 'unexplained', null, worked);
}

function attemptsBeforeRevision(others: readonly OtherBook[]): Attempt[] {
  return [
    ...others.map(({ day, book }): Attempt => ({ code: 'vintage', detail: day, book })),
    ...otherPrints.map(
      (publisher): Attempt => ({ code: 'source', detail: 'other_publisher', lens: { publisher } }),
    ),
    { code: 'derivation', detail: 'sum_of_countries', lens: { derive: 'countries' } },
    { code: 'derivation', detail: 'from_flows', lens: { derive: 'flows' } },
  ];
}

function attemptsAfterRevision(claim: Claim): Attempt[] {
  const { unit, period } = claim;
  const other = unit.kind === 'amount' && unit.currency === 'CNY' ? 'USD' : 'CNY';
  const otherUnits = (...units: Unit[]): Attempt[] =>
    units.map(
      (u): Attempt => ({ code: 'definition', detail: `unit_${u.text}`, claim: { ...claim, unit: u } }),
    );
  const flows: Flow[] = ['total', 'export', 'import'];
  return [
    { code: 'currency', detail: other, lens: { currency: other } },
    { code: 'mirror_side', detail: 'partner_report', lens: { mirror: true } },
    { code: 'definition', detail: 'estimate', lens: { estimates: true } },
    ...(unit.kind === 'times' ? otherUnits({ kind: 'fold', text: 'fold' }) : []),
    ...(unit.kind === 'fold' ? otherUnits({ kind: 'times', text: 'times' }) : []),
    ...flows
      .filter((flow) => flow !== claim.flow)
      .map((flow): Attempt => ({ code: 'definition', detail: `flow_${flow}`, lens: { flow } })),
    ...(period.first === 1 && period.last < 12
      ? [{ code: 'definition', detail: 'whole_year', lens: { whole_year: true } } as const]
      : []),
    { code: 'definition', detail: 'year_before', lens: { year_shift: -1 } },
    { code: 'definition', detail: 'year_after', lens: { year_shift: 1 } },
    ...(unit.kind === 'amount'
      ? [10n, 100n, 1000n].flatMap((factor) =>
          [unit.scale / factor, unit.scale * factor]
            .filter((scale) => scale > 0n)
            .map(
              (scale): Attempt => ({
                code: 'definition',
                detail: 'power_of_ten',
                claim: { ...claim, unit: { ...unit, scale } },
              }),
            ),
        )
      : []),
  ];
}

function work(claim: Claim, attempt: Attempt, book: FigureBook): Worked | undefined {
  if (claim.metric === null) return undefined;
  const read = attempt.claim ?? claim;
  const worked = formulas[claim.metric](read, new View(attempt.book ?? book, attempt.lens ?? {}));
  return isWorked(worked) ? worked : undefined;
}

function gives(claim: Claim, attempt: Attempt, book: FigureBook, base: Worked): boolean {
  const worked = work(claim, attempt, book);
  if (!worked || !agrees(attempt.claim ?? claim, worked)) return false;
  // The same working again explains nothing.
  return compare(worked.value.point, base.value.point) !== 0 || worked.holds !== base.holds;
}

function found(claim: Claim, attempt: Attempt, book: FigureBook, base: Worked): Reason {
  return reasonFor(claim, attempt.code, attempt.detail, base, [], work(claim, attempt, book));
}

/**
 * Growth figures are printed with the base as revised by then. That is likely where now and before come from
 * different publications and the base that the claim implies is near the one held.
 */
function baseWasRevised(claim: Claim, worked: Worked): boolean {
  const inPercent = claim.unit.kind === 'percent' && claim.metric?.endsWith('growth');
  if (!inPercent || claim.value === null || worked.converted) return false;
  const periods = new Set(worked.rows.map((row) => row.period));
  const publishers = new Set(worked.rows.map((row) => row.publisher ?? row.source_url));
  if (periods.size < 2 || publishers.size < 2) return false;
  const ratio = over(plus(worked.value.point, HUNDRED), plus(claim.value, HUNDRED));
  const away = minus(ratio, ONE);
  return compare(away.n < 0n ? negated(away) : away, REVISION) <= 0;
}
