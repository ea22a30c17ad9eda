import type { AssessmentLine } from './model.ts';
import type { DutyLine, DutyRule, SourceStatus, TariffBook } from './tariff-book.ts';

/** A duty rule that may hold for a line of goods on the day of the book. */
export interface DutyCandidate {
  code: string;
  rule: DutyRule;
  status: SourceStatus;
  source: string;
  valid_from: string;
  note: string | null;
  /** A detail of the goods that the rule turns on and the request does not give. */
  needs?: string;
}

/**
 * The rules that may hold, none when nothing is on file. More than one means that the code given leaves the
 * choice open. Lines below the code count where the regime is complete, or where the national tariff does not
 * divide the six digits; otherwise the line right at or above the code counts.
 */
export function dutyCandidates(book: TariffBook, line: AssessmentLine): DutyCandidate[] {
  const code = line.tariff_code ?? line.hs_code;
  for (const regime of book.regimes) {
    const lines = book.lines.filter((l) => l.regime === regime.regime);
    const below = lines.filter((l) => l.code.length > code.length && l.code.startsWith(code));
    const counted = regime.complete ? below : below.filter((l) => /^0+$/.test(l.code.slice(code.length)));
    const chosen = counted.length > 0 ? counted : below.length > 0 ? [] : mostSpecific(lines, code);
    if (chosen.length > 0)
      return chosen
        .map((duty) => candidate(book, duty, line))
        .filter((found) => found !== undefined)
        .map((found) => (regime.weakens_above_zero ? weakened(found) : found));
  }
  return [];
}

/** Two candidates that come to the same for every quantity. */
export function sameRule(a: DutyRule, b: DutyRule): boolean {
  return (
    a.rule === b.rule &&
    a.ad_valorem_pct === b.ad_valorem_pct &&
    (a.alt_ad_valorem_pct ?? null) === (b.alt_ad_valorem_pct ?? null) &&
    a.specific_amount === b.specific_amount &&
    a.specific_currency === b.specific_currency &&
    a.specific_unit === b.specific_unit &&
    a.specific_per === b.specific_per
  );
}

function mostSpecific(lines: readonly DutyLine[], code: string): DutyLine[] {
  const above = lines.filter((l) => code.startsWith(l.code));
  const length = Math.max(-1, ...above.map((l) => l.code.length));
  return above.filter((l) => l.code.length === length);
}

function candidate(book: TariffBook, duty: DutyLine, line: AssessmentLine): DutyCandidate | undefined {
  const met = conditionsMet(duty.conditions, line);
  if (met === 'no') return undefined;
  const footnote = book.footnotes.find(
    (f) =>
      f.regime === duty.regime &&
      f.note === duty.footnote &&
      (f.scope === 'EAEU' || f.scope === book.country),
  );
  const found: DutyCandidate = footnote
    ? {
        code: duty.code,
        rule: footnote,
        status: footnote.status,
        source: `${footnote.source} (footnote ${footnote.note})`,
        valid_from: footnote.valid_from,
        note: `footnote ${footnote.note}${footnote.valid_to ? ` until ${footnote.valid_to}` : ''}`,
      }
    : {
        code: duty.code,
        rule: duty,
        status: duty.status,
        source: duty.source,
        valid_from: duty.valid_from,
        note: duty.note ?? (duty.condition_notes ? `tied to conditions: note ${duty.condition_notes}` : null),
      };
  return met === 'yes' ? found : { ...found, needs: met.needs };
}

/** Whether the goods meet 'fuel=petrol;engine_over_cm3=1000'. A bound is open below and closed above. */
function conditionsMet(conditions: string, line: AssessmentLine): 'yes' | 'no' | { needs: string } {
  if (conditions === '') return 'yes';
  const vehicle = line.vehicle;
  if (!vehicle) return { needs: 'vehicle: fuel, engine_cm3, age_months' };
  const holds = conditions.split(';').every((condition) => {
    const [name, value = ''] = condition.split('=');
    switch (name) {
      case 'fuel':
        return vehicle.fuel === value;
      case 'engine_over_cm3':
        return vehicle.engine_cm3 > Number(value);
      case 'engine_up_to_cm3':
        return vehicle.engine_cm3 <= Number(value);
      case 'age_over_months':
        return vehicle.age_months > Number(value);
      case 'age_up_to_months':
        return vehicle.age_months <= Number(value);
      default:
        return false;
    }
  });
  return holds ? 'yes' : 'no';
}

/** Where a country may charge less than the book says, only a rate of zero can be relied on. */
function weakened(found: DutyCandidate): DutyCandidate {
  const zero = found.rule.rule === 'ad_valorem' && Number(found.rule.ad_valorem_pct) === 0;
  return found.status === 'sourced' && !zero ? { ...found, status: 'unverified' } : found;
}
