import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Export } from '../../indicators/index.ts';
import { findArea } from '../areas.ts';
import { isGroup } from '../model.ts';
import type { TradeFact } from '../trade/trade-question.ts';
import { type Facts, readFacts, usable } from './read-series.ts';
import { Asked, HsPrefix, Period } from './views.ts';

/** What a question over all exporters can narrow by. */
export const ExportsAsked = {
  ...Asked.properties,
  period: Period,
  /** Digits of the products: 2 or 4, and 6 below a chapter or heading only. */
  level: Type.Optional(Type.Integer({ minimum: 2, maximum: 6, multipleOf: 2, default: 4 })),
  commodity: Type.Optional(HsPrefix),
};

interface ReadExports {
  exports: Export[];
  read: Facts;
  used: TradeFact[];
  /** Figures that a guard refuses, left out. */
  refused: number;
}

/**
 * What every country exports to the world by product, by its own report to one source. Refuses with
 * statistics.bad_question where all lines of six digits would be read at once, no_figures, mixed_units and as the
 * store does.
 */
export async function readExports(
  ctx: Ctx,
  input: {
    source?: string;
    as_of?: string;
    currency?: string;
    period: string;
    level?: number;
    commodity?: string;
  },
): Promise<Outcome<ReadExports>> {
  const { source = 'official', period, level = 4, commodity = 'TOTAL', ...rest } = input;
  if (level === 6 && commodity === 'TOTAL')
    return refuse('statistics.bad_question', {
      reason: 'products of six digits are compared within a chapter or heading: name one as the commodity',
    });
  const read = await readFacts(ctx, {
    ...rest,
    sources: [source],
    partners: ['WLD'],
    flows: ['export'],
    frequency: period.length === 7 ? 'M' : 'A',
    from: period,
    to: period,
    commodities: [commodity],
    children: true,
    level: level as 2 | 4 | 6,
  });
  if (isRefusal(read)) return read;
  const single = (f: TradeFact): boolean =>
    !isGroup(f.reporter) && findArea(f.reporter)?.kind !== 'group' && f.commodity.length === level;
  const asked = read.facts.filter(single);
  const used = asked.filter((f) => usable(f, read.guards));
  if (used.length === 0) return refuse('statistics.no_figures', { source });
  const exports = used.map((f) => ({ country: f.reporter, product: f.commodity, value: f.value }));
  return { exports, read, used, refused: asked.length - used.length };
}
