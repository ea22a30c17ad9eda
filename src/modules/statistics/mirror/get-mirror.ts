import { type Static, Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Nullable } from '../../../platform/index.ts';
import { shift } from '../../indicators/index.ts';
import { checkPair } from '../areas.ts';
import { AreaCode } from '../bilateral/views.ts';
import { guardViews, originsOf } from '../indicators/read-series.ts';
import { Asked, Decimal, GuardView, HsPrefix, OriginView, Period, SaidView } from '../indicators/views.ts';
import { formatUnits } from '../model.ts';
import { type Said, say } from '../said.ts';
import type { TradeFact, TradeQuestion } from '../trade/trade-question.ts';
import { cifMargin } from './cif-margin.ts';
import { assumption, evidenceOn } from './evidence.ts';
import { explainGap, type GapPart, logGap, symmetricGap } from './explain-gap.ts';
import { type MirrorFacts, readLines, readMirror, report, twiceReported } from './read-mirror.ts';
import { reconcile, reliability } from './reliability.ts';

const ReportView = Type.Object({
  reporter: Type.String(),
  value: Decimal,
  status: Type.String(),
  vintage: Type.String(),
  source_url: Nullable(Type.String()),
});

const Gap = {
  /** import − export, or b − a, in the currency. */
  gap: Nullable(Decimal),
  /** ln(import ÷ export). */
  log_gap: Nullable(Type.Number()),
  /** (import − export) ÷ their mean, between −2 and 2. */
  symmetric_gap: Nullable(Type.Number()),
};

const Direction = Type.Object({
  exporter: Type.String(),
  importer: Type.String(),
  export: Nullable(ReportView),
  import: Nullable(ReportView),
  ...Gap,
  /** Adds up to the gap exactly; null when one side is missing. */
  parts: Nullable(
    Type.Array(
      Type.Object({
        part: Type.String(),
        amount: Decimal,
        basis: Type.Enum(['estimated', 'assumed', 'not_estimable', 'remainder']),
        note: Type.String(),
        said: SaidView,
      }),
    ),
  ),
  /** Beside the reports, never in their place; null where the store cannot rate both reporters. */
  reconciled: Nullable(
    Type.Object({
      value: Decimal,
      exporter_weight: Type.Number(),
      exporter_distance: Type.Number(),
      importer_distance: Type.Number(),
      flows: Type.Integer(),
    }),
  ),
});

/**
 * Both reports of the trade between two countries in one period, each direction and the two-way total, with the gap
 * and its explanation. Evidence is shown beside a gap and never turned into a number. Method: explainGap, cifMargin,
 * reliability. Refuses with statistics.area_unknown, same_area, one_sided, mixed_units and what the store refuses.
 */
export const getMirror = defineUseCase({
  name: 'statistics.get-mirror',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { ...Asked.properties, a: AreaCode, b: AreaCode, period: Period, commodity: Type.Optional(HsPrefix) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    a: Type.String(),
    b: Type.String(),
    period: Type.String(),
    commodity: Type.String(),
    currency: Type.String(),
    directions: Type.Array(Direction),
    two_way: Nullable(Type.Object({ a: Nullable(ReportView), b: Nullable(ReportView), ...Gap })),
    evidence: Type.Object({
      gaps: Type.Array(
        Type.Object({
          partner: Type.String(),
          period: Type.String(),
          china_usd: Decimal,
          partner_usd: Decimal,
          source: Type.String(),
        }),
      ),
      reasons: Type.Array(
        Type.Object({
          code: Type.String(),
          part: Type.String(),
          text: Type.String(),
          status: Type.String(),
          source: Type.String(),
        }),
      ),
    }),
    guards: Type.Array(GuardView),
    origins: Type.Array(OriginView),
  }),
  async run(ctx, input) {
    const { a, b, period, commodity = 'TOTAL' } = input;
    const pair = checkPair(a, b);
    if (isRefusal(pair)) return pair;
    const q: Question = {
      sources: [input.source ?? 'official'],
      frequency: period.length === 7 ? 'M' : 'A',
      ...(input.as_of === undefined ? {} : { as_of: input.as_of }),
      ...(input.currency === undefined ? {} : { currency: input.currency }),
    };
    const facts = await readMirror(ctx, { ...q, commodities: [commodity] }, period);
    if (isRefusal(facts)) return facts.code === 'statistics.no_figures' ? missing(a, b, period) : facts;
    const directions = [
      await direction(ctx, q, facts, a, b, commodity),
      await direction(ctx, q, facts, b, a, commodity),
    ];
    const two_way = twoWay(facts, a, b);
    if (!two_way && directions.every((d) => !d.export && !d.import)) return missing(a, b, period);
    const between = facts.facts.filter(
      (f) => f.period === period && [a, b].includes(f.reporter) && [a, b].includes(f.partner),
    );
    return {
      a,
      b,
      period,
      commodity,
      currency: facts.currency,
      directions,
      two_way,
      evidence: evidenceOn(a, b),
      guards: guardViews(
        facts.guards.filter(({ scope }) => scope.reporter === null || [a, b].includes(scope.reporter)),
      ),
      origins: originsOf(between),
    };
  },
});

type Question = Pick<TradeQuestion, 'sources' | 'as_of' | 'currency' | 'frequency'>;

const missing = (exporter: string, importer: string, period: string) =>
  refuse('statistics.one_sided', { exporter, importer, period });

async function direction(
  ctx: Ctx,
  q: Question,
  facts: MirrorFacts,
  exporter: string,
  importer: string,
  commodity: string,
): Promise<Static<typeof Direction>> {
  const out = report(facts, 'export', exporter, importer);
  const into = report(facts, 'import', importer, exporter);
  const seen = {
    exporter,
    importer,
    export: view(out),
    import: view(into),
    ...gapOf(out, into, facts.places),
  };
  if (!out || !into) return { ...seen, parts: null, reconciled: null };
  const lines = commodity === 'TOTAL' ? await readLines(ctx, q, exporter, importer, facts.period) : null;
  const cif = cifMargin(lines?.lines ?? [], assumption('cif_margin').value);
  const flows = twiceReported(facts, cif.margin);
  const before = report(facts, 'export', exporter, importer, shift(facts.period, -1));
  const parts = explainGap({
    export_fob: out.value,
    import_cif: into.value,
    previous_export: before?.value ?? null,
    cif: { ...cif, note: cifNote(cif.margin, cif.basis, cif.lines) },
    lag: lagOf(facts.period),
    coverage: lines,
    other_gaps: otherGaps(flows, exporter, importer),
  });
  const rated = reliability(flows);
  const import_fob = BigInt(Math.round(Number(into.value) / (1 + cif.margin)));
  const found = reconcile(out.value, import_fob, exporter, importer, rated);
  return {
    ...seen,
    parts: parts.map(({ note: { text: note, ...said }, amount, ...p }: GapPart) => ({
      ...p,
      amount: formatUnits(amount, facts.places),
      note,
      said,
    })),
    reconciled: found && {
      value: formatUnits(found.value, facts.places),
      exporter_weight: rounded(found.exporter_weight),
      exporter_distance: rounded(found.exporter_distance),
      importer_distance: rounded(found.importer_distance),
      flows: rated.flows,
    },
  };
}

/** Of the importer with everyone but this exporter; null when fewer than two others are reported by both sides. */
function otherGaps(
  flows: ReturnType<typeof twiceReported>,
  exporter: string,
  importer: string,
): bigint | null {
  const others = flows.filter((f) => f.importer === importer && f.exporter !== exporter);
  if (others.length < 2) return null;
  return BigInt(Math.round(others.reduce((left, f) => left + f.import_fob - f.export_fob, 0)));
}

function cifNote(margin: number, basis: 'estimated' | 'assumed', lines: number): Said {
  const percent = (100 * margin).toFixed(1);
  return basis === 'estimated'
    ? say('cif_estimated', { percent, lines })
    : say('cif_assumed', { percent, lines, source: assumption('cif_margin').source });
}

function lagOf(period: string): { share: number; note: Said } {
  const { value, source } = assumption('transit_days');
  const days = period.length === 7 ? 30 : 365;
  return { share: Math.min(1, value / days), note: say('transit_assumed', { days: value, source }) };
}

function twoWay(facts: MirrorFacts, a: string, b: string) {
  const [mine, theirs] = [report(facts, 'total', a, b), report(facts, 'total', b, a)];
  return mine || theirs ? { a: view(mine), b: view(theirs), ...gapOf(mine, theirs, facts.places) } : null;
}

function gapOf(first: TradeFact | undefined, second: TradeFact | undefined, places: number) {
  if (!first || !second) return { gap: null, log_gap: null, symmetric_gap: null };
  return {
    gap: formatUnits(second.value - first.value, places),
    log_gap: rounded(logGap(first.value, second.value)),
    symmetric_gap: rounded(symmetricGap(first.value, second.value)),
  };
}

function view(fact: TradeFact | undefined): Static<typeof ReportView> | null {
  if (!fact) return null;
  const { reporter, status, vintage, source_url } = fact;
  return { reporter, value: formatUnits(fact.value, fact.places), status, vintage, source_url };
}

function rounded(n: number): number;
function rounded(n: number | null): number | null;
function rounded(n: number | null): number | null {
  return n === null ? null : Number(n.toFixed(6));
}
