import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { shift } from '../../indicators/index.ts';
import { type Facts, readFacts, usable } from '../indicators/read-series.ts';
import { isGroup } from '../model.ts';
import type { TradeFact, TradeQuestion } from '../trade/trade-question.ts';
import type { MirroredLine } from './cif-margin.ts';
import type { TwiceReported } from './reliability.ts';

/** Everything the store holds of both reports of all flows of a period and the one before, for one commodity. */
export interface MirrorFacts extends Facts {
  period: string;
}

/** Both periods of all pairs. Refuses as readFacts does. */
export async function readMirror(
  ctx: Ctx,
  q: Pick<TradeQuestion, 'sources' | 'as_of' | 'currency' | 'commodities' | 'frequency'>,
  period: string,
): Promise<Outcome<MirrorFacts>> {
  const read = await readFacts(ctx, { ...q, from: shift(period, -1), to: period });
  return isRefusal(read) ? read : { ...read, period };
}

/** What a country reports of a flow; undefined when nothing, withheld, or kept from comparison by a guard. */
export function report(
  facts: MirrorFacts,
  flow: 'export' | 'import' | 'total',
  reporter: string,
  partner: string,
  period = facts.period,
): TradeFact | undefined {
  const found = facts.facts.find(
    (f) => f.flow === flow && f.reporter === reporter && f.partner === partner && f.period === period,
  );
  return found && (usable(found, facts.guards) || found.status === 'estimate') ? found : undefined;
}

/** All flows of the period that both sides report, CIF costs taken out of the imports. */
export function twiceReported(facts: MirrorFacts, margin: number): TwiceReported[] {
  const imports = new Map<string, bigint>();
  const single = (f: TradeFact): boolean =>
    f.period === facts.period && !isGroup(f.reporter) && !isGroup(f.partner) && usable(f, facts.guards);
  for (const f of facts.facts)
    if (f.flow === 'import' && single(f)) imports.set(`${f.partner} ${f.reporter}`, f.value);
  return facts.facts.flatMap((f) => {
    if (f.flow !== 'export' || !single(f)) return [];
    const arrived = imports.get(`${f.reporter} ${f.partner}`);
    if (arrived === undefined) return [];
    return [
      {
        exporter: f.reporter,
        importer: f.partner,
        export_fob: Number(f.value),
        import_fob: Number(arrived) / (1 + margin),
      },
    ];
  });
}

export interface PairLines {
  lines: MirroredLine[];
  only_export: bigint;
  only_import: bigint;
}

/** HS6 lines of one direction, matched; null when either side has none in the store. */
export async function readLines(
  ctx: Ctx,
  q: Pick<TradeQuestion, 'sources' | 'as_of' | 'currency' | 'frequency'>,
  exporter: string,
  importer: string,
  period: string,
): Promise<PairLines | null> {
  const lines = { ...q, from: period, to: period, commodities: ['TOTAL'], children: true, level: 6 as const };
  const out = await readFacts(ctx, {
    ...lines,
    reporters: [exporter],
    partners: [importer],
    flows: ['export'],
  });
  const into = await readFacts(ctx, {
    ...lines,
    reporters: [importer],
    partners: [exporter],
    flows: ['import'],
  });
  // Without lines the explanation goes on without this part; it says so itself.
  if (isRefusal(out) || isRefusal(into) || out.places !== into.places) return null;
  const arrived = new Map(into.facts.map((f) => [f.commodity, f]));
  const left = new Set(out.facts.map((f) => f.commodity));
  const sum = (facts: readonly TradeFact[]): bigint => facts.reduce((total, f) => total + f.value, 0n);
  return {
    lines: out.facts.flatMap((f) => {
      const other = arrived.get(f.commodity);
      if (!other || other.hs_edition !== f.hs_edition || f.weight_imputed || other.weight_imputed) return [];
      return [
        {
          export_value: f.value,
          export_weight_g: f.net_weight_g ?? 0n,
          import_value: other.value,
          import_weight_g: other.net_weight_g ?? 0n,
        },
      ];
    }),
    only_export: sum(out.facts.filter((f) => !arrived.has(f.commodity))),
    only_import: sum(into.facts.filter((f) => !left.has(f.commodity))),
  };
}
