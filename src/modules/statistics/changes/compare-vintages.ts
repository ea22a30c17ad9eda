import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { declaredCells, monthlyObservations } from '../declared/declared-series.ts';
import type { Vintage } from '../model.ts';
import { PUBLISHED_ALL_GOODS, publishedIn } from '../official/published-figures.ts';
import { monthAfter, monthNumber } from '../official/published-period.ts';
import { currentVintages } from '../store.ts';
import { type Codebook, openCodebook } from '../vintages/codebook.ts';
import { declarationLayout, officialLayout } from '../vintages/layouts.ts';
import { compareStored } from './compare-stored.ts';
import { type Cell, type Comparison, compareCells } from './comparison.ts';

const CENTS = 2;

/**
 * What changed from one vintage of a source and period to a later one: counts, sums by partner, and the largest
 * changes. Official figures are compared as charts use them (the preferred print of each), declarations by month as
 * they may be shown. Refuses as the store does.
 */
export async function compareVintages(
  ctx: Ctx,
  before: Vintage,
  after: Vintage,
  limit: number,
): Promise<Outcome<Comparison>> {
  const book = await openCodebook(ctx.tx);
  if (after.layout !== officialLayout.name && after.layout !== declarationLayout.name)
    return compareStored(ctx, before, after, book, limit);
  const cellsOf = after.layout === officialLayout.name ? publishedCells : declaredMonth;
  const was = await cellsOf(ctx, before, book);
  if (isRefusal(was)) return was;
  const is = await cellsOf(ctx, after, book);
  if (isRefusal(is)) return is;
  const found = compareCells(was, is);
  return { ...found, changes: found.changes.slice(0, limit) };
}

/** The preferred print of each published figure; those without a value are not compared. */
async function publishedCells(ctx: Ctx, vintage: Vintage, book: Codebook): Promise<Outcome<Cell[]>> {
  const figures = await publishedIn(ctx, [vintage], book);
  if (isRefusal(figures)) return figures;
  const preferred = new Map<string, Cell>();
  for (const f of figures.toSorted((a, b) => Number(a.estimate) - Number(b.estimate))) {
    const { reporter, partner, flow, currency, value } = f;
    const key = [reporter, partner, flow, currency, f.commodity, f.printed_period].join('\t');
    if (value === null || preferred.has(key)) continue;
    const whole = f.first_month === 1 && f.last_month === 12;
    const all = f.commodity === PUBLISHED_ALL_GOODS;
    preferred.set(key, {
      ...{ reporter, partner, flow, currency, value, places: 0 },
      commodity: all ? 'TOTAL' : f.commodity,
      part: whole ? null : f.printed_period,
      total: all && whole,
    });
  }
  return [...preferred.values()];
}

/** A month of declarations as its readers saw it when this vintage was the newest, its neighbours being as they were. */
async function declaredMonth(ctx: Ctx, vintage: Vintage, book: Codebook): Promise<Outcome<Cell[]>> {
  const known = await currentVintages(ctx.tx, [vintage.source], vintage.created_at);
  const state = [...known.filter((v) => v.period !== vintage.period), vintage];
  const cells = await declaredCells(ctx, state, book, undefined, { running: true });
  if (isRefusal(cells)) return cells;
  // Two looks at a month of real declarations that still ran would tell what the firm between them declared.
  const running = !vintage.demo && vintage.created_at < endOfMonth(vintage.period);
  return monthlyObservations(cells)
    .filter((o) => o.period === vintage.period)
    .map(({ reporter, partner, flow, currency, value }) => ({
      ...{ reporter, partner, flow, currency },
      commodity: 'TOTAL',
      part: null,
      value: value === null || running ? null : BigInt(value.replace('.', '')),
      places: CENTS,
      total: true,
    }));
}

function endOfMonth(period: string): Date {
  const next = monthAfter(monthNumber(period), 1);
  return new Date(Date.UTC(Math.floor(next / 100), (next % 100) - 1, 1));
}
