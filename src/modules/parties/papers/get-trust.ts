import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { type Currency, currencies } from '../../../kernel/money.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, MoneySchema, Nullable } from '../../../platform/index.ts';
import type { Trust } from '../model.ts';
import { PaperSchema, toPaper } from './hand-in-paper.ts';
import { largestDeal, needsOf, paperKinds } from './levels.ts';
import { papersOf, trustOn } from './store-papers.ts';

const PAPERS_SHOWN = 60;

const words = <T extends string>(...all: T[]) => Type.Unsafe<T>({ type: 'string', enum: all });
const Level = Type.Integer({ minimum: 0, maximum: 3 });
const LevelSchema = Type.Object({
  level: Level,
  /** The largest price of one contract by currency; empty: there is no limit. */
  largest_deal: Type.Array(MoneySchema),
});

/** The actor's own level of trust, what it unlocks, its papers, and what the next level needs. */
export const getOwnTrust = defineUseCase({
  name: 'parties.get-own-trust',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    now: LevelSchema,
    /** The last day of a level that rests on papers. */
    until: Nullable(Type.String()),
    screening: words('waiting', 'clear', 'review', 'blocked'),
    next: Nullable(
      Type.Object({
        ...LevelSchema.properties,
        needs: Type.Array(
          Type.Object({
            paper: words(...paperKinds),
            state: words('missing', 'waiting', 'approved', 'refused', 'expired'),
            decided_by: words('institution', 'operator'),
          }),
        ),
      }),
    ),
    papers: Type.Array(PaperSchema),
  }),
  run: async (ctx) => {
    const { org_id } = ctx.actor;
    const date = dayOf(ctx.clock.now());
    const [found, papers] = await Promise.all([
      trustOn(ctx.tx, org_id),
      papersOf(ctx.tx, org_id, PAPERS_SHOWN),
    ]);
    if (!found) return refuse('parties.not_found', { org_id });
    const level = levelOn(found, date);
    const above = level === 3 ? undefined : level < 2 ? 2 : 3;
    return {
      now: shown(level, date),
      until: found.trust_until,
      screening: found.screening as 'waiting' | 'clear' | 'review' | 'blocked',
      next: above ? { ...shown(above, date), needs: needsOf(above, papers, date) } : null,
      papers: papers.map(toPaper),
    };
  },
});

function shown(level: Trust, date: string) {
  const largest_deal = currencies.flatMap((currency) => {
    const amount = largestDeal(level, currency, date);
    return amount === undefined ? [] : [{ amount: String(amount), currency }];
  });
  return { level, largest_deal };
}

/** Trust whose papers have ended counts as the lowest from that day on, before the nightly job takes it back. */
function levelOn(found: { trust: Trust; trust_until: string | null }, date: string): Trust {
  return found.trust_until !== null && found.trust_until < date ? 0 : found.trust;
}

/**
 * How far a firm's level lets it bind itself: judges the price of a contract. Deals name only organisations that are on
 * file; one that is not has no level and is not judged here. The judge refuses with parties.deal_above_trust.
 */
export async function bindingLevelOf(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  org_id: string,
): Promise<(price: { amount: string; currency: Currency }) => Outcome<true>> {
  const found = await trustOn(ctx.tx, org_id);
  if (!found) return () => true;
  const date = dayOf(ctx.clock.now());
  const level = levelOn(found, date);
  return (price) => {
    const largest = largestDeal(level, price.currency, date);
    if (largest === undefined || BigInt(price.amount) <= largest) return true;
    return refuse('parties.deal_above_trust', {
      level,
      price: { ...price },
      largest: { amount: String(largest), currency: price.currency },
    });
  };
}
