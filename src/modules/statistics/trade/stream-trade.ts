import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { sources } from '../model.ts';
import { openCodebook } from '../vintages/codebook.ts';
import { knownVintages } from '../vintages/known-vintages.ts';
import { itemLayout, tradeLayout } from '../vintages/layouts.ts';
import { factsOf } from './ask-trade.ts';
import { checkQuestion } from './check-question.ts';
import { convertFacts } from './convert-facts.ts';
import { streamStored } from './stored-facts.ts';
import type { TradeFact, TradeQuestion } from './trade-question.ts';

const stored: readonly string[] = [tradeLayout.name, itemLayout.name];

/**
 * The facts of `askTrade` in batches as they are read, without a limit of rows and in bounded memory, and without the
 * guards. Ask `askTrade` first what it refuses: here a refusal throws.
 */
export async function* streamTrade(ctx: Ctx, q: TradeQuestion): AsyncGenerator<TradeFact[]> {
  mustSucceed(checkQuestion(q), 'streaming trade');
  const book = await openCodebook(ctx.tx);
  const asked = q.sources ?? [sources.official];
  const vintages = await knownVintages(ctx, asked, q.as_of);
  for (const source of asked) {
    const own = vintages.filter((v) => v.source === source);
    const batches = stored.includes(own[0]?.layout ?? '')
      ? streamStored(ctx, q, own, book)
      : [mustSucceed(await factsOf(ctx, q, own, book), 'streaming trade')];
    for await (const facts of batches) {
      if (facts.length === 0) continue;
      yield q.currency === undefined ? facts : (await convertFacts(ctx, facts, q.currency)).facts;
    }
  }
}
