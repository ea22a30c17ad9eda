import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { type Ctx, DateText, type DuckDb, defineUseCase, Nullable } from '../../../platform/index.ts';
import { NewestChange, newestChanges } from '../changes/newest-changes.ts';
import { declaredFigures, declaredTrend } from '../declared/declared-figures.ts';
import { declaredCells } from '../declared/declared-series.ts';
import { Summary } from '../indicators/summarise-series.ts';
import { Decimal, Percent } from '../indicators/views.ts';
import { centralAsia, flows, type Source, sources } from '../model.ts';
import { officialFigures, officialFlows, officialTrend } from '../official/official-figures.ts';
import { officialSeries } from '../official/official-series.ts';
import { countVintages, currentVintages } from '../store.ts';
import { openCodebook } from '../vintages/codebook.ts';
import { knownAt } from '../vintages/known-vintages.ts';

const Status = Type.Enum(['reported', 'estimate', 'demo', 'incomplete', 'confidential']);
const Overview = Type.Object({
  figures: Type.Array(
    Type.Object({
      key: Type.String(),
      reporter: Nullable(Type.String()),
      partner: Nullable(Type.String()),
      flow: Nullable(Type.Enum([...flows])),
      value: Nullable(Type.String()),
      unit: Type.String(),
      currency: Nullable(Type.String()),
      period: Type.String(),
      growth_pct: Percent,
      acceleration_pp: Percent,
      summary: Nullable(Summary),
      source: Type.String(),
      source_url: Nullable(Type.String()),
      vintage: Type.String(),
      file_hash: Type.String(),
      rows: Type.Integer(),
      status: Status,
      demo: Type.Boolean(),
      formula_code: Type.String(),
      formula: Type.String(),
    }),
  ),
  trend: Type.Array(
    Type.Object({
      series: Type.String(),
      period: Type.String(),
      flow: Type.Enum([...flows]),
      reporter: Nullable(Type.String()),
      partner: Nullable(Type.String()),
      value: Nullable(Type.String()),
      unit: Type.String(),
      currency: Type.String(),
      source: Type.String(),
      source_url: Nullable(Type.String()),
      vintage: Type.String(),
      status: Status,
      demo: Type.Boolean(),
    }),
  ),
  /** China's trade with each country in its newest reported year. */
  flows: Type.Array(
    Type.Object({
      reporter: Type.String(),
      partner: Type.String(),
      period: Type.String(),
      total: Decimal,
      export: Nullable(Decimal),
      import: Nullable(Decimal),
      currency: Type.String(),
      source: Type.String(),
      source_url: Nullable(Type.String()),
      vintage: Type.String(),
    }),
  ),
  /** The last revisions of the store, newest first. */
  changes: Type.Array(NewestChange),
  /** State of the catalogue that the answer rests on: as long as it stays, so does the answer. */
  catalogue: Type.Object({ vintages: Type.Integer(), last_written: Nullable(Type.String()) }),
});
type Overview = Static<typeof Overview>;

const HELD = 16;
/** The answers of each store by state of the catalogue and month, the last ones. */
const answers = new WeakMap<DuckDb, Map<string, Promise<Outcome<Overview>>>>();

/**
 * The corridor's headline figures, trend, flows and last revisions. Worked out once per state of the catalogue and
 * month, however many ask at the same time.
 */
async function overview(ctx: Ctx, input: { as_of?: string }): Promise<Outcome<Overview>> {
  const known_at = knownAt(ctx, input.as_of);
  const month = known_at.getUTCFullYear() * 100 + known_at.getUTCMonth() + 1;
  const vintages = await countVintages(ctx.tx, known_at);
  const key = `${vintages} ${month}`;
  const held = answers.get(ctx.services.duckdb) ?? new Map<string, Promise<Outcome<Overview>>>();
  answers.set(ctx.services.duckdb, held);
  const known = held.get(key);
  if (known) return known;
  const answer = workOut(ctx, { known_at, month, vintages });
  held.set(key, answer);
  for (const old of [...held.keys()].slice(0, -HELD)) held.delete(old);
  try {
    const outcome = await answer;
    if (isRefusal(outcome)) held.delete(key);
    return outcome;
  } catch (error) {
    held.delete(key);
    throw error;
  }
}

async function workOut(
  ctx: Ctx,
  { known_at, month, vintages }: { known_at: Date; month: number; vintages: number },
): Promise<Outcome<Overview>> {
  const all = await currentVintages(ctx.tx, Object.values(sources), known_at);
  const book = await openCodebook(ctx.tx);
  const of = (source: Source) => all.filter((v) => v.source === source);
  const pairs = ['C5', ...centralAsia].map((partner) => ['CN', partner] as const);
  const published = await officialSeries(ctx, of(sources.official), book, pairs);
  if (isRefusal(published)) return published;
  const years = published.filter((o) => o.span === 'year');
  const changes = await newestChanges(ctx, known_at);
  if (isRefusal(changes)) return changes;
  const figures = officialFigures(years);
  const trend = officialTrend(years);
  for (const name of ['own', 'demo'] as const) {
    const cells = await declaredCells(ctx, of(sources[name]), book, known_at);
    if (isRefusal(cells)) return cells;
    figures.push(...declaredFigures(name, cells, month));
    trend.push(...declaredTrend(name, cells, month));
  }
  const written = all.map((v) => v.created_at.toISOString()).sort();
  return {
    ...{ figures, trend, changes },
    flows: officialFlows(years),
    catalogue: { vintages, last_written: written.at(-1) ?? null },
  };
}

export const getOverview = defineUseCase({
  name: 'statistics.get-overview',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      /** The figures as they were known at the end of this day (UTC). */
      as_of: Type.Optional(DateText),
    },
    { additionalProperties: false },
  ),
  output: Overview,
  run: overview,
});
