import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { guardTrade } from '../guards/guard-trade.ts';
import { sources, type Vintage } from '../model.ts';
import { type Codebook, openCodebook } from '../vintages/codebook.ts';
import { knownVintages } from '../vintages/known-vintages.ts';
import { declarationLayout, officialLayout } from '../vintages/layouts.ts';
import { checkQuestion } from './check-question.ts';
import { convertFacts } from './convert-facts.ts';
import { declaredFacts } from './declared-facts.ts';
import { officialFacts } from './official-facts.ts';
import { storedFacts } from './stored-facts.ts';
import type { GuardFinding, TradeFact, TradeQuestion } from './trade-question.ts';

export interface TradeAnswer {
  facts: TradeFact[];
  guards: GuardFinding[];
}

/**
 * Figures of merchandise trade from one or several sources, in the order of source, reporter, partner, flow,
 * commodity, period, and what the guards say about them. Sources stand beside each other and are never added.
 * Refuses with statistics.area_unknown, bad_question, file_missing, query_too_long, platform.overloaded.
 */
export async function askTrade(ctx: Ctx, q: TradeQuestion): Promise<Outcome<TradeAnswer>> {
  const sound = checkQuestion(q);
  if (isRefusal(sound)) return sound;
  const book = await openCodebook(ctx.tx);
  const asked = q.sources ?? [sources.official];
  const vintages = await knownVintages(ctx, asked, q.as_of);
  const facts: TradeFact[] = [];
  for (const source of asked) {
    const found = await factsOf(
      ctx,
      q,
      vintages.filter((v) => v.source === source),
      book,
    );
    if (isRefusal(found)) return found;
    facts.push(...found);
  }
  const guarded = await guardTrade(ctx, q, facts, vintages, book);
  if (isRefusal(guarded)) return guarded;
  const { guards } = guarded;
  if (q.currency === undefined) return { facts, guards };
  const converted = await convertFacts(ctx, facts, q.currency);
  return { facts: converted.facts, guards: [...guards, ...converted.guards] };
}

const orderKeys = ['reporter', 'partner', 'flow', 'commodity', 'period'] as const;

function inOrder(a: TradeFact, b: TradeFact): number {
  const key = orderKeys.find((k) => a[k] !== b[k]);
  if (key === undefined) return 0;
  return a[key] < b[key] ? -1 : 1;
}

/** The facts of one source, whose vintages these are, in order. */
export async function factsOf(
  ctx: Ctx,
  q: TradeQuestion,
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<TradeFact[]>> {
  const layout = vintages[0]?.layout;
  if (layout === undefined) return [];
  const read =
    layout === officialLayout.name
      ? officialFacts
      : layout === declarationLayout.name
        ? declaredFacts
        : storedFacts;
  const facts = await read(ctx, q, vintages, book);
  return isRefusal(facts) ? facts : facts.sort(inOrder);
}
