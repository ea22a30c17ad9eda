import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { type Said, say } from '../said.ts';
import { importsByCode } from '../store.ts';
import {
  type GuardFinding,
  guardNames,
  type TradeFact,
  type TradeQuestion,
} from '../trade/trade-question.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { itemLayout, tradeLayout } from '../vintages/layouts.ts';
import { lineBreaks } from './line-breaks.ts';
import { partsAndTotals } from './parts-and-totals.ts';
import { guardSeries } from './series-guards.ts';

const FINDING_LIMIT = 500;

/**
 * What a reader of these facts has to know before a figure is made of them: findings over the facts themselves, and
 * over what the store holds about the same reporters in the periods asked and the ones before. At most 500, those
 * that refuse first, then in the order of the names of the guards. Refuses as the store does.
 */
export async function guardTrade(
  ctx: Ctx,
  q: TradeQuestion,
  facts: readonly TradeFact[],
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<{ guards: GuardFinding[] }>> {
  const guards = guardSeries(q, facts);
  for (const [source, own] of Map.groupBy(facts, (f) => f.source)) {
    const held = vintages.filter((v) => v.source === source);
    const layout = held[0]?.layout;
    if (layout !== tradeLayout.name && layout !== itemLayout.name) continue;
    guards.push(...(await cutOff(ctx, source, held)));
    if (layout === itemLayout.name) continue;
    for (const look of [lineBreaks, partsAndTotals]) {
      const found = await look(ctx, q, own, held, book);
      if (isRefusal(found)) return found;
      guards.push(...found);
    }
  }
  const asked = guards.filter(
    ({ scope: { partner } }) => partner === null || !q.partners || q.partners.includes(partner),
  );
  const place = (g: GuardFinding): number =>
    guardNames.indexOf(g.guard) + (g.severity === 'refuse' ? 0 : guardNames.length);
  return { guards: asked.toSorted((a, b) => place(a) - place(b)).slice(0, FINDING_LIMIT) };
}

const reasonOf = ({ text: reason, ...said }: Said) => ({ reason, said });

/** Files that end exactly where downloads are cut off. */
async function cutOff(ctx: Ctx, source: string, vintages: readonly Vintage[]): Promise<GuardFinding[]> {
  const codes = [...new Set(vintages.flatMap((v) => v.import_code ?? []))];
  const imports = codes.length === 0 ? [] : await importsByCode(ctx.tx, codes);
  return imports.flatMap((i) =>
    i.guards
      .filter((g) => g.guard === 'truncated_download')
      .map(() => ({
        guard: 'truncated_download' as const,
        severity: 'flag' as const,
        where: `${source}, file ${i.file_name}`,
        ...reasonOf(say('file_cut_off', { rows: Number(i.accepted + i.rejected) })),
        rows: [`${i.file_name}: ${i.accepted + i.rejected} rows, SHA-256 ${i.file_sha256}`],
        scope: {
          source,
          reporter: null,
          partner: null,
          flow: null,
          commodity: null,
          periods: vintages.filter((v) => v.import_code === i.code).map((v) => v.period),
        },
      })),
  );
}
