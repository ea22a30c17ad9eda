import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import type { MoneyJson } from '../../kernel/money.ts';
import { assessFees } from './assess-fees.ts';
import { amountOf, dutyCharge, moneyOf, taxCharge } from './charges.ts';
import { rateBetween } from './duty-rule.ts';
import { rounded, times, whole } from './fraction.ts';
import type { Assessment, AssessmentLine, Charge, ChargeKind, EngineRequest, Missing } from './model.ts';
import type { TariffBook } from './tariff-book.ts';

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
    customs_value: total === null ? null : moneyOf(total, request),
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

function customsValue(line: AssessmentLine, request: EngineRequest): bigint | null {
  const rate = rateBetween(line.customs_value.currency, request.currency, request.rates);
  return rate ? rounded(times(whole(BigInt(line.customs_value.amount)), rate)) : null;
}

function totalsOf(charges: readonly Charge[], request: EngineRequest): Assessment['totals'] {
  const of = (list: readonly Charge[]): MoneyJson | null => {
    const amounts = list.map(amountOf);
    if (amounts.includes(null)) return null;
    return moneyOf(
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
    known: moneyOf(
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
