import { parseMilli } from '../../../kernel/decimal.ts';
import { fromJson, type Money, sum } from '../../../kernel/money.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { ReleasedItem } from '../../customs/index.ts';
import { appendEvent, getDeal } from '../../deals/index.ts';
import { type Source, sources, type Vintage } from '../model.ts';
import {
  type DealSide,
  dealSides,
  lockStore,
  markTold,
  newestVintages,
  putDealSides,
  putMark,
  untoldDeals,
} from '../store.ts';
import { sweepStore } from '../vintages/sweep-store.ts';
import { askedMonths, readMonths } from './read-months.ts';
import { type DeclaredLine, storeMonth } from './store-declarations.ts';

type DeclaredSource = Exclude<Source, 'official'>;
const declaredSources: readonly DeclaredSource[] = [sources.own, sources.demo];

export interface ReleaseInput {
  /** `news` (by default) the months with something released since the last time; `all`; or one, YYYY-MM. */
  months?: string;
  /** What customs released after this instant waits for the next time; nothing waits by default. */
  as_of?: Date;
}

export interface Release {
  written: Vintage[];
  unchanged: number;
  deals_told: number;
}

/**
 * Brings the released declarations into the store, month by month: a new vintage where something changed,
 * nothing where nothing did. Deals of which both sides are in the store then get `statistics.released`.
 * In the name of the system, which alone sees the declarations of all.
 */
export async function releaseDeclarations(ctx: Ctx, input: ReleaseInput = {}): Promise<Release> {
  const as_of = input.as_of ?? new Date('9999-12-31T00:00:00Z');
  await lockStore(ctx.tx);
  await sweepStore(ctx);
  const newest = new Map(
    (await newestVintages(ctx.tx, declaredSources)).map((v) => [`${v.source} ${v.period}`, v]),
  );
  const release: Release = { written: [], unchanged: 0, deals_told: 0 };
  const visited = new Set<string>();
  const store = async (source: DeclaredSource, period: string, lines: readonly DeclaredLine[]) => {
    const key = `${source} ${period}`;
    visited.add(key);
    const vintage = await storeMonth(ctx, { source, period, lines }, newest.get(key));
    if (!vintage) release.unchanged += 1;
    else {
      newest.set(key, vintage);
      release.written.push(vintage);
    }
  };
  const asked = await askedMonths(ctx, input.months ?? 'news', as_of);
  for await (const { period, items } of readMonths(ctx, asked, as_of)) {
    const lines = items.map(lineOf);
    for (const source of declaredSources) {
      const own = lines.filter((l) => l.demo === (source === sources.demo));
      if (own.length > 0) await store(source, period, own);
    }
    await putDealSides(ctx.tx, sidesOf(items));
  }
  // A month whose declarations were all cancelled since is not among those read.
  for (const { source, period, rows } of [...newest.values()]) {
    const declared = declaredSources.find((name) => name === source);
    if (declared && rows > 0 && asked.covers(period) && !visited.has(`${source} ${period}`))
      await store(declared, period, []);
  }
  if (asked.mark) await putMark(ctx.tx, asked.mark);
  release.deals_told = await tellDeals(ctx, newest);
  return release;
}

function lineOf(item: ReleasedItem): DeclaredLine {
  const rate = item.usd_rate;
  return {
    deal_id: item.deal_id,
    line: item.line,
    flow: item.direction,
    reporter: item.reporter,
    partner: item.partner,
    period: item.period,
    hs_code: item.hs6,
    origin_country: item.origin,
    supervision_mode: item.supervision_mode,
    transport_mode: item.transport_mode,
    quantity_milli: parseMilli(item.quantity),
    unit: item.unit,
    net_weight_milli: parseMilli(item.net_weight_kg),
    statistical_value: fromJson(item.statistical_value),
    value_usd: item.usd_value && fromJson(item.usd_value),
    rate_source: rate && `${rate.rate} as of ${rate.as_of} (${rate.status}): ${rate.source}`.slice(0, 2000),
    demo: item.demo,
  };
}

function sidesOf(items: readonly ReleasedItem[]): DealSide[] {
  const declarations = Map.groupBy(items, (i) => `${i.deal_id} ${i.direction}`);
  return [...declarations.values()].flatMap((lines) => {
    const [first] = lines;
    if (!first) return [];
    const value = sum(
      lines.map((l) => fromJson(l.statistical_value)),
      first.statistical_value.currency,
    );
    const dollars = lines.map((l) => l.usd_value).filter((v) => v !== null);
    const usd: Money | null = dollars.length === lines.length ? sum(dollars.map(fromJson), 'USD') : null;
    return [
      {
        deal_id: first.deal_id,
        flow: first.direction,
        period: first.period,
        reporter: first.reporter,
        partner: first.consignment_country,
        value_amount: value.amount,
        currency: value.currency,
        value_usd_amount: usd?.amount ?? null,
        usd_rate: first.usd_rate?.rate ?? null,
      },
    ];
  });
}

/** Appends `statistics.released` to each deal whose export and import are both in the store. */
async function tellDeals(ctx: Ctx, newest: ReadonlyMap<string, Vintage>): Promise<number> {
  const waiting = await untoldDeals(ctx.tx);
  for (const deal_id of waiting) {
    const deal = mustSucceed(await getDeal(ctx, deal_id), 'reading a released deal');
    const source = deal.demo ? sources.demo : sources.own;
    const sides = await dealSides(ctx.tx, deal_id);
    const body = Object.fromEntries(
      sides.map((s) => [
        s.flow,
        {
          period: s.period,
          reporter: s.reporter,
          partner: s.partner,
          statistical_value: s.value_amount.toString(),
          currency: s.currency,
          vintage: newest.get(`${source} ${s.period}`)?.vintage ?? null,
        },
      ]),
    );
    mustSucceed(
      await appendEvent(ctx, deal, { kind: 'statistics.released', body: { source, ...body } }),
      'telling a deal of its release',
    );
    await markTold(ctx.tx, deal_id, deal.parties);
  }
  return waiting.length;
}
