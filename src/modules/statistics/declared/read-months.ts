import type { Ctx } from '../../../platform/index.ts';
import { type ReleasedItem, type ReleasedMark, releasedDeclarations } from '../../customs/index.ts';
import { readMark } from '../store.ts';

// A release of customs becomes visible when its transaction commits, which may be after a later one.
const OVERLAP_MS = 3_600_000;

/** Which months a release looks at. */
export interface AskedMonths {
  /** In order; null for all. */
  list: string[] | null;
  covers(period: string): boolean;
  /** Where the next release goes on; undefined when this one says nothing about it. */
  mark: ReleasedMark | undefined;
}

/** `news`: the months with something released since the last release; `all`; or one month, YYYY-MM. */
export async function askedMonths(ctx: Ctx, asked: string, as_of: Date): Promise<AskedMonths> {
  const last = as_of.toISOString().slice(0, 7);
  if (asked !== 'news' && asked !== 'all')
    return { list: [asked], covers: (period) => period === asked && period <= last, mark: undefined };
  const before = await readMark(ctx.tx);
  const months = new Set<string>();
  let mark: ReleasedMark | undefined;
  const since = before ? new Date(before.released_at.getTime() - OVERLAP_MS) : new Date(0);
  for await (const items of pages(ctx, since, as_of)) {
    for (const item of items) {
      months.add(item.period);
      mark = { ...item, released_at: new Date(item.released_at) };
    }
  }
  if (asked === 'all') return { list: null, covers: (period) => period <= last, mark };
  return { list: [...months].sort(), covers: (period) => months.has(period), mark };
}

/** Released items, a whole month at a time, so that memory holds one month. */
export async function* readMonths(
  ctx: Ctx,
  asked: AskedMonths,
  as_of: Date,
): AsyncGenerator<{ period: string; items: ReleasedItem[] }> {
  for (const only of asked.list ?? [undefined]) {
    let items: ReleasedItem[] = [];
    let period = only ?? '';
    for await (const page of pages(ctx, new Date(only ? `${only}-01T00:00:00Z` : 0), as_of, only)) {
      for (const item of page) {
        if (item.period !== period && items.length > 0) {
          yield { period, items };
          items = [];
        }
        period = item.period;
        items.push(item);
      }
    }
    if (items.length > 0) yield { period, items };
  }
}

/** Items in the order of their release, up to an instant and a month. */
async function* pages(
  ctx: Ctx,
  from: Date,
  as_of: Date,
  last?: string,
): AsyncGenerator<readonly ReleasedItem[]> {
  let since: Date | ReleasedMark = from;
  for (;;) {
    const { items, mark } = await releasedDeclarations(ctx.tx, { since });
    if (items.length === 0) return;
    const wanted = items.filter(
      (i) => Date.parse(i.released_at) <= as_of.getTime() && (last === undefined || i.period <= last),
    );
    yield wanted;
    if (wanted.length < items.length) return;
    since = mark;
  }
}
