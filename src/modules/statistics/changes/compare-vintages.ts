import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { declaredCells, monthlyObservations } from '../declared/declared-series.ts';
import { isSettled } from '../declared/hold-revisions.ts';
import type { Vintage } from '../model.ts';
import { PUBLISHED_ALL_GOODS, publishedIn } from '../official/published-figures.ts';
import { currentVintages } from '../store.ts';
import { type Codebook, openCodebook } from '../vintages/codebook.ts';
import { declarationLayout, officialLayout } from '../vintages/layouts.ts';
import { compareStored } from './compare-stored.ts';
import { type Cell, type Comparison, compareCells } from './comparison.ts';

const CENTS = 2;

/**
 * What changed from one vintage of a source and period to a later one: counts, sums by partner, and the largest
 * changes. Official figures are compared print by print, declarations by month as they may be shown. Refuses as the store does.
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

/**
 * Every print of each published figure: the preferred one, which the sums are made of, and beside it those of other
 * publishers, each under its name. Those without a value are not compared.
 */
async function publishedCells(ctx: Ctx, vintage: Vintage, book: Codebook): Promise<Outcome<Cell[]>> {
  const figures = await publishedIn(ctx, [vintage], book);
  if (isRefusal(figures)) return figures;
  const cells = new Map<string, Cell>();
  for (const f of figures.toSorted((a, b) => Number(a.estimate) - Number(b.estimate))) {
    const { reporter, partner, flow, currency, value } = f;
    const figure = [reporter, partner, flow, currency, f.commodity, f.printed_period].join('\t');
    const print = `${figure}\t${f.publisher}`;
    const second = cells.has(figure);
    if (value === null || cells.has(print)) continue;
    const whole = f.first_month === 1 && f.last_month === 12;
    const all = f.commodity === PUBLISHED_ALL_GOODS;
    const part = [whole ? [] : f.printed_period, second ? f.publisher : []].flat().join('; ');
    const cell: Cell = {
      ...{ reporter, partner, flow, currency, value, places: 0 },
      commodity: all ? 'TOTAL' : f.commodity,
      part: part === '' ? null : part,
      total: all && whole && !second,
    };
    // The first print keeps the figure's own key, so that its publisher may change from vintage to vintage.
    if (!second) cells.set(figure, cell);
    cells.set(print, cell);
  }
  return [...new Set(cells.values())];
}

/** A month of declarations as its readers saw it when this vintage was the newest, its neighbours being as they were. */
async function declaredMonth(ctx: Ctx, vintage: Vintage, book: Codebook): Promise<Outcome<Cell[]>> {
  const known = await currentVintages(ctx.tx, [vintage.source], vintage.created_at);
  const state = [...known.filter((v) => v.period !== vintage.period), vintage];
  const cells = await declaredCells(ctx, state, book, vintage.created_at, { running: true });
  if (isRefusal(cells)) return cells;
  // Two looks at a month of real declarations that still ran would tell what the firm between them declared.
  const running = !vintage.demo && !isSettled(vintage.period, vintage.created_at);
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
