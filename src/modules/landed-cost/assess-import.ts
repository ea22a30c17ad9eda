import { type Currency, isCurrency } from '../../kernel/money.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase } from '../../platform/index.ts';
import { findCountry, latestRates } from '../reference/index.ts';
import { assess } from './assess.ts';
import { Assessment, AssessmentRequest, type GivenRate } from './model.ts';
import { tariffBook } from './store.ts';
import type { TariffBook } from './tariff-book.ts';

/**
 * Assesses an import from the rules on file for its day: two statements at most. Exchange rates given in the
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
  const book = await tariffBook(ctx.tx, country.iso2, codes, request.date);
  const rates = await withRates(ctx, request, currency, book);
  return assess({ ...request, currency, rates }, book);
}

/** Adds the rates on file that the book or the values ask for and the request does not give. */
async function withRates(
  ctx: Pick<Ctx, 'tx'>,
  request: AssessmentRequest,
  currency: Currency,
  book: TariffBook,
): Promise<GivenRate[]> {
  const given = request.rates ?? [];
  const wanted = new Set<string>([
    ...request.lines.map((line) => line.customs_value.currency),
    ...[...book.lines, ...book.footnotes].flatMap((rule) => rule.specific_currency ?? []),
    ...book.fees.flatMap((fee) => fee.currency ?? []),
    ...(book.fees.some((fee) => fee.rule === 'fixed_by_value') ? ['USD'] : []),
  ]);
  for (const rate of given) if (rate.to === currency) wanted.delete(rate.from);
  wanted.delete(currency);
  const from = [...wanted].filter(isCurrency).sort();
  if (from.length === 0) return given;
  const found = await latestRates(ctx, from, currency, request.date);
  return [
    ...given,
    ...[...found.values()].map((rate) => ({
      from: rate.from,
      to: rate.to,
      numerator: rate.rate.numerator.toString(),
      denominator: rate.rate.denominator.toString(),
      source: rate.source.slice(0, 1000),
      as_of: rate.as_of,
      status: rate.status,
    })),
  ];
}

/** What an import would be charged, asked by anybody; nothing is kept. */
export const assessImport = defineUseCase({
  name: 'landed-cost.assess-import',
  kind: 'query',
  permission: 'public',
  input: AssessmentRequest,
  output: Assessment,
  run: assessGoods,
});
