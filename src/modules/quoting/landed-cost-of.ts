import type { JsonObject } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Terms } from '../deals/index.ts';

export async function landedCostOf(_ctx: Ctx, _terms: Terms): Promise<JsonObject | null> {
  return null;
}
