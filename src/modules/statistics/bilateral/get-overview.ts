import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { type Ctx, type DuckDb, defineUseCase, Nullable } from '../../../platform/index.ts';
import { declaredFigures, declaredTrend } from '../declared/declared-figures.ts';
import { declaredCells } from '../declared/declared-series.ts';
import { centralAsia, flows, type Source, sources } from '../model.ts';
import { officialFigures, officialTrend } from '../official/official-figures.ts';
import { officialSeries } from '../official/official-series.ts';
import { openCodebook } from '../vintages/codebook.ts';
import { knownVintages } from '../vintages/known-vintages.ts';

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
      growth_pct: Nullable(Type.Number()),
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
});
type Overview = Static<typeof Overview>;

/** The last answer of each store, with the set of files it rests on. */
const answers = new WeakMap<DuckDb, { key: string; answer: Overview }>();

/**
 * The corridor's headline figures and trend. Worked out once per set of vintages: as long as no new one is
 * written and the month does not change, the answer is the same.
 */
async function overview(ctx: Ctx): Promise<Outcome<Overview>> {
  const all = await knownVintages(ctx, Object.values(sources) as Source[]);
  const now = ctx.clock.now();
  const month = now.getUTCFullYear() * 100 + now.getUTCMonth() + 1;
  const key = [month, ...all.map((v) => v.sha256)].join();
  const held = answers.get(ctx.services.duckdb);
  if (held?.key === key) return held.answer;

  const book = await openCodebook(ctx.tx);
  const of = (source: Source) => all.filter((v) => v.source === source);
  const pairs = ['C5', ...centralAsia].map((partner) => ['CN', partner] as const);
  const published = await officialSeries(ctx, of(sources.official), book, pairs);
  if (isRefusal(published)) return published;
  const years = published.filter((o) => o.span === 'year');
  const answer: Overview = { figures: officialFigures(years), trend: officialTrend(years) };
  for (const name of ['own', 'demo'] as const) {
    const cells = await declaredCells(ctx, of(sources[name]), book);
    if (isRefusal(cells)) return cells;
    answer.figures.push(...declaredFigures(name, cells, month));
    answer.trend.push(...declaredTrend(name, cells, month));
  }
  answers.set(ctx.services.duckdb, { key, answer });
  return answer;
}

export const getOverview = defineUseCase({
  name: 'statistics.get-overview',
  kind: 'query',
  permission: 'public',
  input: Type.Object({}, { additionalProperties: false }),
  output: Overview,
  run: overview,
});
