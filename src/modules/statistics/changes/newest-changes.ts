import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { sources } from '../model.ts';
import { replacements, vintagesOf } from '../store.ts';
import { compareVintages } from './compare-vintages.ts';
import { CountsView, PartnerView, refOf, VintageRef, viewComparison } from './views.ts';

const SHOWN = 3;
const PARTNERS = 4;
/** Looked through for what differs in period; a month of declarations can have a vintage a day. */
const LOOKED_AT = 40;

export const NewestChange = Type.Object({
  source: Type.String(),
  period: Type.String(),
  demo: Type.Boolean(),
  before: VintageRef,
  after: VintageRef,
  counts: CountsView,
  partners: Type.Array(PartnerView),
});

/** The last revisions of the store, newest first: one a source and period, at most three. */
export async function newestChanges(
  ctx: Ctx,
  known_at: Date,
): Promise<Outcome<Static<typeof NewestChange>[]>> {
  const found: Static<typeof NewestChange>[] = [];
  const seen = new Set<string>();
  for (const after of await replacements(ctx.tx, known_at, LOOKED_AT)) {
    const key = `${after.source} ${after.period}`;
    // Of real declarations, only what a release tells.
    if (found.length === SHOWN || seen.has(key) || after.source === sources.own) continue;
    seen.add(key);
    const { source, period, demo } = after;
    const known = await vintagesOf(ctx.tx, { source, period, known_at });
    const before = known.find((v) => v.number === after.number - 1);
    if (!before) continue;
    const compared = await compareVintages(ctx, before, after, 1);
    if (isRefusal(compared)) return compared;
    const { counts, partners } = viewComparison(compared, PARTNERS);
    found.push({
      source,
      period,
      demo,
      before: refOf(ctx, before),
      after: refOf(ctx, after),
      counts,
      partners,
    });
  }
  return found;
}
