import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { askTrade } from './ask-trade.ts';
import type { TradeFact, TradeQuestion } from './trade-question.ts';

/** The facts of `askTrade` in batches. Ask `askTrade` first what it refuses: here a refusal throws. */
export async function* streamTrade(ctx: Ctx, q: TradeQuestion): AsyncIterable<TradeFact[]> {
  const answer = await askTrade(ctx, q);
  if (isRefusal(answer)) mustSucceed(answer, 'streaming trade');
  else if (answer.facts.length > 0) yield answer.facts;
}
