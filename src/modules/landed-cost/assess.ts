import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import type { MoneyJson } from '../../kernel/money.ts';
import { assessFees } from './assess-fees.ts';
import { applyDutyRule, percentOf, rateBetween, rateText } from './duty-rule.ts';
import { dutyCandidates, sameRule } from './find-duty.ts';
import { rounded, times, whole } from './fraction.ts';
import type { Assessment, AssessmentLine, Charge, ChargeKind, EngineRequest, Missing } from './model.ts';
import type { TariffBook, Tax } from './tariff-book.ts';

/**
 * Duty, excise, VAT and fees of an import. Pure: the same request and book give the same answer to the byte.
 * The base of duty and excise is the customs value; the base of VAT is customs value + duty + excise. An
 * unknown rate leaves the charge, and what rests on it, without an amount, and is named in `missing`.
 */
export function assess(request: EngineRequest, book: TariffBook): Assessment {
  const charges: Charge[] = [];
  const missing: Missing[] = [];
  const values: (bigint | null)[] = [];
  for (const line of request.lines) {
    const value = customsValue(line, request);
    values.push(value);
    const assessed = assessLine(line, value, request, book);
    charges.push(...assessed.charges);
    missing.push(...assessed.missing);
  }
  const total = values.includes(null) ? null : values.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);
  const fees = assessFees(request, book, total);
  charges.push(...fees.charges);
  missing.push(...fees.missing);
  return {
    date: request.date,
    destination_country: request.destination_country,
    origin_country: request.origin_country,
    currency: request.currency,
    customs_value: total === null ? null : money(total, request),
    charges,
    totals: totalsOf(charges, request),
    complete: missing.length === 0,
    missing,
    caveats: caveatsOf(request, book),
    rates: request.rates,
    book_sha256: sha256Hex(canonicalJson(book)),
  };
}

interface Part {
  charges: Charge[];
  missing: Missing[];
}

function assessLine(
  line: AssessmentLine,
  value: bigint | null,
  request: EngineRequest,
  book: TariffBook,
): Part {
  const missing: Missing[] = [];
  const lack = (kind: ChargeKind, code: string, detail: string): void => {
    missing.push({ line: line.line, kind, code, detail });
  };
  if (value === null)
    lack('duty', 'exchange_rate_needed', `${line.customs_value.currency} to ${request.currency}`);
  const duty = dutyCharge(line, value, request, book, lack);
  const excise = taxCharge('excise', line, value, request, book, lack);
  const dutyAmount = amountOf(duty);
  const exciseAmount = excise ? amountOf(excise) : 0n;
  const vatBase =
    value === null || dutyAmount === null || exciseAmount === null ? null : value + dutyAmount + exciseAmount;
  const vat = taxCharge('vat', line, vatBase, request, book, lack);
  return { charges: [duty, ...(excise ? [excise] : []), ...(vat ? [vat] : [])], missing };
}

type Lack = (kind: ChargeKind, code: string, detail: string) => void;

function dutyCharge(
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
              low: money(smallest(known), request),
              high: money(-smallest(known.map((a) => -a)), request),
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
  return { ...charge, amount: money(applied.amount, request) };
}

/** Excise or VAT of a line; undefined when no such tax touches the goods. */
function taxCharge(
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
  else return { ...charge, amount: money(percentOf(base, tax.pct), request) };
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
    amount: base === null ? null : money(percentOf(base, stated.pct), request),
  };
}

function blankCharge(kind: ChargeKind, line: number, base: bigint | null, request: EngineRequest): Charge {
  return {
    line,
    kind,
    name: kind,
    base: base === null ? null : money(base, request),
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

function customsValue(line: AssessmentLine, request: EngineRequest): bigint | null {
  const rate = rateBetween(line.customs_value.currency, request.currency, request.rates);
  return rate ? rounded(times(whole(BigInt(line.customs_value.amount)), rate)) : null;
}

function totalsOf(charges: readonly Charge[], request: EngineRequest): Assessment['totals'] {
  const of = (list: readonly Charge[]): MoneyJson | null => {
    const amounts = list.map(amountOf);
    if (amounts.includes(null)) return null;
    return money(
      amounts.reduce<bigint>((a, b) => a + (b ?? 0n), 0n),
      request,
    );
  };
  const kind = (name: ChargeKind): MoneyJson | null => of(charges.filter((charge) => charge.kind === name));
  return {
    duty: kind('duty'),
    excise: kind('excise'),
    vat: kind('vat'),
    fee: kind('fee'),
    total: of(charges),
    known: money(
      charges.reduce((sum, charge) => sum + (amountOf(charge) ?? 0n), 0n),
      request,
    ),
  };
}

function caveatsOf(request: EngineRequest, book: TariffBook): Assessment['caveats'] {
  const caveats = book.regimes.flatMap((r) =>
    r.caveat ? [{ code: r.caveat, text: r.caveat_text ?? '' }] : [],
  );
  caveats.push({
    code: 'trade_remedies_not_on_file',
    text: 'Anti-dumping, countervailing and safeguard duties, quotas and reliefs are not on file',
  });
  if (request.origin_country !== 'CN' && request.destination_country !== 'CN')
    caveats.push({
      code: 'preference_possible',
      text: 'A free-trade agreement may lower the duty for this origin; preferences are not on file',
    });
  return caveats;
}

function amountOf(charge: Charge): bigint | null {
  return charge.amount === null ? null : BigInt(charge.amount.amount);
}

function money(amount: bigint, request: EngineRequest): MoneyJson {
  return { amount: amount.toString(), currency: request.currency };
}

function smallest(amounts: readonly bigint[]): bigint {
  return [...amounts].sort((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
}
