import { type Currency, isCurrency } from '../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase } from '../../platform/index.ts';
import { checkWhole, type FoundRate, findCountry, latestRates } from '../reference/index.ts';
import { assess } from './assess.ts';
import { Assessment, AssessmentRequest, type GivenRate } from './model.ts';
import { tariffBook } from './store.ts';
import type { TariffBook } from './tariff-book.ts';

/**
 * Assesses an import from the rules on file for its day: two statements, three where rules speak of other currencies. Exchange rates given in the
 * request come before those on file. Refuses with `landed-cost.country_unknown`, `landed-cost.code_mismatch`.
 */
export async function assessGoods(
  ctx: Pick<Ctx, 'tx'>,
  request: AssessmentRequest,
): Promise<Outcome<Assessment>> {
  const country = findCountry(request.destination_country);
  const currency = country?.currency;
  if (!country?.corridor || !currency || !isCurrency(currency))
    return refuse('landed-cost.country_unknown', { country: request.destination_country });
  const mismatched = request.lines.flatMap((line, index) =>
    line.tariff_code && !line.tariff_code.startsWith(line.hs_code)
      ? [
          {
            path: `/lines/${index}/tariff_code`,
            code: 'not_below_hs_code',
            message: `must begin with ${line.hs_code}`,
          },
        ]
      : [],
  );
  if (mismatched.length > 0) return refuse('landed-cost.code_mismatch', {}, mismatched);
  const codes = request.lines.map((line) => line.tariff_code ?? line.hs_code);
  const early = ratesFrom(
    [...request.lines.map((line) => line.customs_value.currency), 'USD'],
    currency,
    request,
  );
  // Sent together: which rates the values ask for is known before the rules are.
  const [book, found] = await Promise.all([
    tariffBook(ctx.tx, country.iso2, codes, request.date),
    latestRates(ctx, early, currency, request.date),
  ]);
  const wanted = ratesFrom(currenciesOf(request, book), currency, request);
  const late = wanted.filter((from) => !early.includes(from));
  if (late.length > 0)
    for (const [from, rate] of await latestRates(ctx, late, currency, request.date)) found.set(from, rate);
  const rates = [...(request.rates ?? []), ...wanted.flatMap((from) => givenBy(found.get(from)))];
  return assess({ ...request, currency, rates }, book);
}

/** The currencies that the values are in and that the book's rules speak of. */
function currenciesOf(request: AssessmentRequest, book: TariffBook): string[] {
  return [
    ...request.lines.map((line) => line.customs_value.currency),
    ...[...book.lines, ...book.footnotes].flatMap((rule) => rule.specific_currency ?? []),
    ...book.fees.flatMap((fee) => fee.currency ?? []),
    ...(book.fees.some((fee) => fee.rule === 'fixed_by_value') ? ['USD'] : []),
  ];
}

/** Those of which a rate into `currency` is to be looked up: the request gives none. */
function ratesFrom(
  codes: readonly string[],
  currency: Currency,
  { rates = [] }: AssessmentRequest,
): Currency[] {
  const given = rates.filter((rate) => rate.to === currency).map((rate) => rate.from);
  const left = new Set(codes).difference(new Set<string>([currency, ...given]));
  return [...left].filter(isCurrency).sort();
}

function givenBy(rate: FoundRate | undefined): GivenRate[] {
  if (!rate) return [];
  const { numerator, denominator } = rate.rate;
  return [
    {
      from: rate.from,
      to: rate.to,
      numerator: numerator.toString(),
      denominator: denominator.toString(),
      source: rate.source.slice(0, 1000),
      as_of: rate.as_of,
      status: rate.status,
    },
  ];
}

/**
 * What an import would be charged, asked by anybody; nothing is kept. Refuses as `assessGoods` does, and with
 * reference.quantity_not_whole.
 */
export const assessImport = defineUseCase({
  name: 'landed-cost.assess-import',
  kind: 'query',
  permission: 'public',
  input: AssessmentRequest,
  output: Assessment,
  async run(ctx, input) {
    const whole = checkWhole(
      input.lines.flatMap((line, at) => [
        [`/lines/${at}/quantity`, line.quantity, line.unit] as const,
        ...(line.further_quantities ?? []).map(
          ({ quantity, unit }, i) =>
            [`/lines/${at}/further_quantities/${i}/quantity`, quantity, unit] as const,
        ),
      ]),
    );
    return isRefusal(whole) ? whole : assessGoods(ctx, input);
  },
});
