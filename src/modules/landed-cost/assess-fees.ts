import { percentOf, rateBetween } from './duty-rule.ts';
import { type Fraction, fraction, rounded, times, whole } from './fraction.ts';
import type { Charge, EngineRequest, Missing } from './model.ts';
import type { Fee, TariffBook } from './tariff-book.ts';

/** Lines of goods that fit on one further sheet of a goods declaration in the Union. */
const LINES_PER_FURTHER_SHEET = 3;

/** Fees on the declaration as a whole: processing, and levies on kinds of goods that are in it. */
export function assessFees(
  request: EngineRequest,
  book: TariffBook,
  total: bigint | null,
): { charges: Charge[]; missing: Missing[] } {
  const charges: Charge[] = [];
  const missing: Missing[] = [];
  const codes = request.lines.map((line) => line.tariff_code ?? line.hs_code);
  const names = [...new Set(book.fees.map((fee) => fee.name))].sort();
  for (const name of names) {
    const rows = book.fees.filter(
      (fee) => fee.name === name && codes.some((code) => code.startsWith(fee.code)),
    );
    if (rows.length === 0) continue;
    const banded = rows.some((fee) => fee.rule === 'fixed_by_value');
    const value = banded ? dollars(total, request) : undefined;
    const fee = banded && value ? rows.find((row) => inBand(row, value)) : rows[0];
    const lack = (code: string, detail: string): void => {
      missing.push({ line: null, kind: 'fee', code, detail });
    };
    if (banded && !value) {
      lack('exchange_rate_needed', `${request.currency} to USD for ${name}`);
      charges.push(chargeOf(name, undefined, total, request, null));
      continue;
    }
    if (!fee || fee.rule === 'unknown') {
      lack('no_rate_on_file', fee?.note ?? `no ${name} on file`);
      charges.push(chargeOf(name, fee, total, request, null));
      continue;
    }
    const amount = amountOf(fee, total, request);
    if (amount === undefined) lack('depends_on_unknown', `${name} in ${request.currency}`);
    charges.push(chargeOf(name, fee, total, request, amount ?? null));
  }
  return { charges, missing };
}

function amountOf(fee: Fee, total: bigint | null, request: EngineRequest): bigint | undefined {
  if (fee.amount === null) return undefined;
  if (fee.rule === 'percent') return total === null ? undefined : percentOf(total, fee.amount);
  const rate = rateBetween(fee.currency ?? '', request.currency, request.rates);
  if (!rate) return undefined;
  const inMinor = (text: string, times_: number): bigint =>
    rounded(times(fraction(text), whole(100 * times_), rate));
  if (fee.rule === 'fixed_by_value') return inMinor(fee.amount, 1);
  const furtherSheets = Math.ceil((request.lines.length - 1) / LINES_PER_FURTHER_SHEET);
  return inMinor(fee.amount, 1) + inMinor(fee.further_amount ?? '0', furtherSheets);
}

/** Total customs value in US dollars, exact. */
function dollars(total: bigint | null, request: EngineRequest): Fraction | undefined {
  const rate = rateBetween(request.currency, 'USD', request.rates);
  return total === null || !rate ? undefined : times(whole(total), rate, { n: 1n, d: 100n });
}

function inBand(fee: Fee, value: Fraction): boolean {
  const above = (bound: string): boolean => {
    const limit = fraction(bound);
    return value.n * limit.d > limit.n * value.d;
  };
  const over = fee.value_over_usd === '0' || above(fee.value_over_usd);
  return over && (fee.value_up_to_usd === null || !above(fee.value_up_to_usd));
}

function chargeOf(
  name: string,
  fee: Fee | undefined,
  total: bigint | null,
  request: EngineRequest,
  amount: bigint | null,
): Charge {
  return {
    line: null,
    kind: 'fee',
    name,
    base: total === null ? null : { amount: total.toString(), currency: request.currency },
    rate_text: fee ? feeText(fee) : 'no rate on file',
    rule: fee?.rule ?? 'unknown',
    code: fee?.code ?? '',
    status: fee?.status ?? 'no_rate_on_file',
    source: fee?.source ?? '',
    valid_from: fee?.valid_from ?? null,
    amount: amount === null ? null : { amount: amount.toString(), currency: request.currency },
    note: fee?.note ?? null,
    range: null,
  };
}

function feeText(fee: Fee): string {
  switch (fee.rule) {
    case 'percent':
      return `${fee.amount} % of customs value`;
    case 'per_sheet':
      return `${fee.amount} ${fee.currency} for the first sheet, ${fee.further_amount} for each further one`;
    case 'fixed_by_value':
      return `${fee.amount} ${fee.currency} for a value up to ${fee.value_up_to_usd} USD`;
    case 'unknown':
      return 'no rate on file';
  }
}
