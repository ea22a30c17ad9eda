import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { checkOne } from './check/check-one.ts';
import { type AskOptions, askFigures, askOtherVintages } from './figures/ask-figures.ts';
import type { Checked, Claim } from './model.ts';

/**
 * The verdict on each claim: reproduced, differs with the likeliest reason, or cannot be checked with what is
 * missing and where it is published. Other vintages are read only when some claim differs.
 * Refuses with what statistics refuses: area_unknown, bad_question, file_missing, query_too_long; platform.overloaded.
 */
export async function checkClaims(
  ctx: Ctx,
  claims: readonly Claim[],
  options: AskOptions = {},
): Promise<Outcome<Checked[]>> {
  if (claims.length === 0) return [];
  const book = await askFigures(ctx, claims, options);
  if (isRefusal(book)) return book;
  const first = claims.map((claim) => checkOne(claim, book, null));
  if (!first.includes('ask_others')) return first.filter((c) => c !== 'ask_others');
  const others = await askOtherVintages(ctx, claims, options);
  if (isRefusal(others)) return others;
  return claims.map((claim, at) => {
    const done = first[at];
    return done === undefined || done === 'ask_others' ? (checkOne(claim, book, others) as Checked) : done;
  });
}
