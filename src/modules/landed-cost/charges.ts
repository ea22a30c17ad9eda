import type { MoneyJson } from '../../kernel/money.ts';
import { applyDutyRule, percentOf, rateText } from './duty-rule.ts';
import { dutyCandidates, sameRule } from './find-duty.ts';
import type { AssessmentLine, Charge, ChargeKind, EngineRequest } from './model.ts';
import type { TariffBook, Tax } from './tariff-book.ts';

/** Notes what is not known, and so keeps the assessment from being complete. */
export type Lack = (kind: ChargeKind, code: string, detail: string) => void;

/** The import duty of a line, with the rule that made it or the reason why there is no amount. */
export function dutyCharge(
  line: AssessmentLine,
  value: bigint | null,
  request: EngineRequest,
  book: TariffBook,
  lack: Lack,
): Charge {
  const blank = blankCharge('duty', line.line, value, request);
  const stated = line.stated_rates?.find((rate) => rate.kind === 'duty');
  if (stated) return statedCharge(blank, stated, value, request);
  const candidates = dutyCandidates(book, line);
  const first = candidates[0];
  if (!first) {
    lack('duty', 'no_rate_on_file', `no duty on file for ${line.tariff_code ?? line.hs_code}`);
    return blank;
  }
  const needs = candidates.find((candidate) => candidate.needs)?.needs;
  if (needs) {
    lack('duty', 'vehicle_detail_needed', needs);
    return { ...blank, code: line.hs_code, rate_text: 'depends on the vehicle', source: first.source };
  }
  if (candidates.some((candidate) => !sameRule(candidate.rule, first.rule))) {
    lack('duty', 'national_code_needed', `${candidates.length} national codes with different rates`);
    const amounts = candidates.map((candidate) =>
      value === null ? undefined : applyDutyRule(candidate.rule, { value, line, ...request }),
    );
    const known = amounts.flatMap((a) => (a && 'amount' in a ? [a.amount] : []));
    return {
      ...blank,
      status: 'ambiguous',
      code: line.tariff_code ?? line.hs_code,
      rate_text: [...new Set(candidates.map((candidate) => rateText(candidate.rule)))].join(' | '),
      rule: 'several',
      source: first.source,
      range:
        known.length === candidates.length
          ? {
              low: moneyOf(smallest(known), request),
              high: moneyOf(-smallest(known.map((a) => -a)), request),
              codes: candidates.map((candidate) => candidate.code),
            }
          : null,
    };
  }
  // Among equal rules the weakest source speaks, so that the answer is never surer than its parts.
  const weakest = candidates.find((candidate) => candidate.status !== 'sourced') ?? first;
  const charge: Charge = {
    ...blank,
    rate_text: rateText(weakest.rule),
    rule: weakest.rule.rule,
    code: candidates.length === 1 ? weakest.code : (line.tariff_code ?? line.hs_code),
    status: weakest.status,
    source: weakest.source,
    valid_from: weakest.valid_from,
    note: weakest.note,
  };
  if (weakest.rule.rule === 'unknown') {
    lack('duty', 'no_rate_on_file', weakest.note ?? `no duty on file for ${weakest.code}`);
    return charge;
  }
  if (value === null) return charge;
  const applied = applyDutyRule(weakest.rule, { value, line, ...request });
  if ('missing' in applied) {
    lack('duty', applied.missing.code, applied.missing.detail);
    return charge;
  }
  return { ...charge, amount: moneyOf(applied.amount, request) };
}

/** Excise or VAT of a line; undefined when no such tax touches the goods. */
export function taxCharge(
  kind: 'vat' | 'excise',
  line: AssessmentLine,
  base: bigint | null,
  request: EngineRequest,
  book: TariffBook,
  lack: Lack,
): Charge | undefined {
  const blank = blankCharge(kind, line.line, base, request);
  const stated = line.stated_rates?.find((rate) => rate.kind === kind);
  if (stated) {
    if (base === null) lack(kind, 'depends_on_unknown', `the base of ${kind} is not known`);
    return statedCharge(blank, stated, base, request);
  }
  const tax = taxOf(book, kind, line.tariff_code ?? line.hs_code);
  if (!tax) {
    if (kind === 'excise') return undefined;
    lack(kind, 'no_rate_on_file', `no ${kind} on file for ${book.country}`);
    return blank;
  }
  const charge: Charge = {
    ...blank,
    rate_text: tax.pct === null ? 'no rate on file' : `${tax.pct} %`,
    rule: tax.rule,
    code: tax.code,
    status: tax.status,
    source: tax.source,
    valid_from: tax.valid_from,
    note: tax.note,
  };
  if (tax.pct === null) lack(kind, 'no_rate_on_file', tax.note ?? `no ${kind} on file`);
  else if (base === null) lack(kind, 'depends_on_unknown', `the base of ${kind} is not known`);
  else return { ...charge, amount: moneyOf(percentOf(base, tax.pct), request) };
  return charge;
}

function taxOf(book: TariffBook, kind: string, code: string): Tax | undefined {
  return book.taxes
    .filter((tax) => tax.kind === kind && code.startsWith(tax.code))
    .reduce<Tax | undefined>(
      (best, tax) => (best && best.code.length >= tax.code.length ? best : tax),
      undefined,
    );
}

function statedCharge(
  blank: Charge,
  stated: { pct: string; reference: string },
  base: bigint | null,
  request: EngineRequest,
): Charge {
  return {
    ...blank,
    rate_text: `${stated.pct} %`,
    rule: 'ad_valorem',
    status: 'stated',
    source: stated.reference,
    amount: base === null ? null : moneyOf(percentOf(base, stated.pct), request),
  };
}

function blankCharge(kind: ChargeKind, line: number, base: bigint | null, request: EngineRequest): Charge {
  return {
    line,
    kind,
    name: kind,
    base: base === null ? null : moneyOf(base, request),
    rate_text: 'no rate on file',
    rule: 'unknown',
    code: '',
    status: 'no_rate_on_file',
    source: '',
    valid_from: null,
    amount: null,
    note: null,
    range: null,
  };
}

export function amountOf(charge: Charge): bigint | null {
  return charge.amount === null ? null : BigInt(charge.amount.amount);
}

export function moneyOf(amount: bigint, request: EngineRequest): MoneyJson {
  return { amount: amount.toString(), currency: request.currency };
}

function smallest(amounts: readonly bigint[]): bigint {
  return [...amounts].sort((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
}
