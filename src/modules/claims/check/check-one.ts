import { membersOf } from '../areas.ts';
import { compare, showDecimal } from '../exact/fraction.ts';
import type { FigureBook } from '../figures/figure-book.ts';
import { isLevel } from '../figures/level.ts';
import { View } from '../figures/view.ts';
import type { Checked, Claim, Missing, Note, Verdict, WorkingRow } from '../model.ts';
import { agrees, allowedBy, signIsOpen } from './decide.ts';
import { explain, type OtherBook } from './explain.ts';
import { inUnit, isWorked, levelOf, type Worked } from './formula.ts';
import { formulas } from './formulas.ts';
import { reasonFor } from './reason.ts';

const MAX_ROWS = 40;
const MAX_NOTES = 30;
const MOST_PRINTS = 8;

/**
 * The verdict on one claim by the figures of a book. `others` are asked for only when the claim differs: the same
 * figures as other vintages had them.
 */
export function checkOne(
  claim: Claim,
  book: FigureBook,
  others: readonly OtherBook[] | null,
): Checked | 'ask_others' {
  if (claim.metric === null)
    return answer(claim, 'cannot_be_checked', null, reasonFor(claim, 'metric_unknown', null));
  const formula = formulas[claim.metric];
  const worked = formula(claim, new View(book));
  if (!isWorked(worked)) return cannot(claim, worked);
  if (agrees(claim, worked)) {
    const open = signIsOpen(claim, worked.value);
    const reason = reasonFor(claim, open ? 'rounding' : 'as_claimed', open ? 'sign_open' : null, worked);
    return answer(
      claim,
      open ? 'cannot_be_checked' : 'reproduced',
      worked,
      reason,
      beside(claim, book, worked),
    );
  }
  if (worked.converted) {
    const loose = formula(claim, new View(book, { loose_rates: true }));
    if (isWorked(loose) && agrees(claim, loose))
      return answer(
        claim,
        'cannot_be_checked',
        worked,
        reasonFor(claim, 'currency', 'conversion_not_exact', worked),
      );
  }
  if (others === null) return 'ask_others';
  const reason = explain(claim, book, worked, others);
  return answer(claim, 'differs', worked, reason, beside(claim, book, worked));
}

function cannot(claim: Claim, missing: readonly Missing[]): Checked {
  const because =
    (['guarded', 'only_estimates', 'figure_missing'] as const).find((code) =>
      missing.some((m) => m.because === code),
    ) ?? 'figure_missing';
  return {
    ...answer(claim, 'cannot_be_checked', null, reasonFor(claim, because, null, undefined, missing)),
    notes: missing.flatMap((m) => m.notes ?? []).slice(0, MAX_NOTES),
    missing: missing.map(({ notes: _, ...m }) => m),
  };
}

function answer(
  claim: Claim,
  verdict: Verdict,
  worked: Worked | null,
  reason: Checked['reason'],
  notes: readonly Note[] = [],
): Checked {
  const allowed = allowedBy(claim);
  return {
    claim,
    verdict,
    computed: worked?.value ?? null,
    claimed: claim.unit.kind === 'sign' || claim.metric === 'threshold_crossed' ? null : allowed,
    reason,
    formula: worked?.formula ?? null,
    formula_code: worked?.formula_code ?? null,
    rows: (worked?.rows ?? []).slice(0, MAX_ROWS),
    notes: [...(worked?.notes ?? []), ...notes].slice(0, MAX_NOTES),
    missing: [],
  };
}

/** What the reader has to know beside the verdict: whose figure it is, and what the countries add up to. */
function beside(claim: Claim, book: FigureBook, worked: Worked): Note[] {
  const notes: Note[] = [];
  if (worked.rows.some((row) => isSameSource(claim, row)))
    notes.push({
      code: 'same_source',
      text: 'A figure used here is from the publication of the claim itself, so that it shows agreement and not proof',
    });
  const found = [printsOf(claim, book), countriesAddTo(claim, book)];
  return [...notes, ...found.filter((note) => note !== undefined)];
}

/** Every print of the figure that a claim on a level is about, where several differ: which agree, which do not. */
function printsOf(claim: Claim, book: FigureBook): Note | undefined {
  const { unit, metric } = claim;
  if (unit.kind !== 'amount' || metric === null || !['level', 'threshold'].includes(metric)) return undefined;
  const prints: { text: string; agree: boolean }[] = [];
  const seen = new Set<WorkingRow | undefined>();
  for (let publisher = 0; publisher < MOST_PRINTS; publisher += 1) {
    const level = levelOf(claim, new View(book, { publisher }), unit.currency);
    if (!isLevel(level) || level.how !== 'as_printed' || level.rows.length !== 1 || level.converted) break;
    const [row] = level.rows;
    if (seen.has(row)) break;
    seen.add(row);
    const value = inUnit(claim, level.value);
    prints.push({
      text: `${showDecimal(value.point, 3)} (${(row?.publisher ?? row?.source ?? '').slice(0, 160)})`,
      agree: agrees(claim, { value, formula: '', rows: [], notes: [], converted: false }),
    });
  }
  if (prints.length < 2) return undefined;
  const list = (agree: boolean): string => {
    const texts = prints.filter((p) => p.agree === agree).map((p) => p.text);
    return texts.length === 0 ? '–' : texts.join('; ');
  };
  const params = { agree: list(true), differ: list(false) };
  return {
    code: 'prints',
    params,
    text: `Printed by several; those that agree: ${params.agree}; those that do not: ${params.differ}`,
  };
}

function countriesAddTo(claim: Claim, book: FigureBook): Note | undefined {
  const [partner = ''] = claim.partners;
  if (claim.unit.kind !== 'amount' || claim.metric === 'balance' || !membersOf(partner)) return undefined;
  const printed = levelOf(claim, new View(book), claim.unit.currency);
  const summed = levelOf(claim, new View(book, { derive: 'countries' }), claim.unit.currency);
  if (!isLevel(printed) || !isLevel(summed) || summed.how !== 'sum_of_countries' || summed.converted)
    return undefined;
  const [all, parts] = [inUnit(claim, printed.value), inUnit(claim, summed.value)];
  if (compare(all.point, parts.point) === 0) return undefined;
  return {
    code: 'countries_add_to',
    params: {
      parts: showDecimal(parts.point, 3),
      low: showDecimal(parts.low, 3),
      high: showDecimal(parts.high, 3),
      total: showDecimal(all.point, 3),
    },
    text: `The countries add up to ${showDecimal(parts.point, 3)} (${showDecimal(parts.low, 3)} to ${showDecimal(parts.high, 3)} with their rounding), not to ${showDecimal(all.point, 3)}`,
  };
}

/** The same address, or the same day and the same office in both descriptions. */
function isSameSource(claim: Claim, row: WorkingRow): boolean {
  if (claim.source_url !== null && claim.source_url === row.source_url) return true;
  const day = /\d{4}-\d\d-\d\d/.exec(claim.source)?.[0];
  const publisher = row.publisher ?? '';
  return (
    day !== undefined &&
    publisher.includes(day) &&
    ['MOFCOM', 'GACC', 'Xinhua'].some((office) => claim.source.includes(office) && publisher.includes(office))
  );
}
