import { dayOf } from '../../kernel/days.ts';
import type { Rate } from '../../kernel/rate.ts';
import { isRefusal, type JsonObject } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Terms } from '../deals/index.ts';
import { type Assessment, assessGoods, customsValues, landedCost } from '../landed-cost/index.ts';

/**
 * What the goods cost at the buyer's door under these terms today: duty, tax and fees by the rules on file,
 * each with rule, date and source. A rate that is not on file stays unknown and is asked for. Null when the
 * destination has no rules or no exchange rate on file.
 */
export async function landedCostOf(ctx: Ctx, terms: Terms): Promise<JsonObject | null> {
  const values = customsValues(terms);
  const assessment = await assessGoods(ctx, {
    date: dayOf(ctx.clock.now()),
    destination_country: terms.to_country,
    origin_country: terms.goods[0]?.origin_country ?? terms.from_country,
    lines: terms.goods.map((g) => ({
      line: g.line,
      hs_code: g.hs_code,
      ...(g.tariff_code ? { tariff_code: g.tariff_code } : {}),
      customs_value: values.find((v) => v.line === g.line)?.customs_value ?? g.amount,
      quantity: g.quantity,
      unit: g.unit,
      net_weight_kg: g.net_weight_kg,
    })),
  });
  if (isRefusal(assessment)) return null;
  const rate = rateToDestination(assessment, terms);
  if (!rate) return null;
  const cost = landedCost(terms, assessment, rate);
  return JSON.parse(
    JSON.stringify({
      ...cost,
      charges: assessment.charges,
      missing: assessment.missing,
      caveats: assessment.caveats,
      date: assessment.date,
      book_sha256: assessment.book_sha256,
    }),
  );
}

/** The rate that the assessment itself used from the contract currency to the destination's. */
function rateToDestination(assessment: Assessment, terms: Terms): Rate | undefined {
  if (assessment.currency === terms.price.currency) return { numerator: 1n, denominator: 1n };
  const used = assessment.rates.find((r) => r.from === terms.price.currency && r.to === assessment.currency);
  return used && { numerator: BigInt(used.numerator), denominator: BigInt(used.denominator) };
}
