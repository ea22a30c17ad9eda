import type { Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import { knownVintages } from '../vintages/known-vintages.ts';
import {
  concordanceSql,
  growthSql,
  mirrorSql,
  rollUpSql,
  type SummaryRows,
  topPartnersSql,
  yearSql,
} from './summary-sql.ts';

/** The store of one source in summaries; numbers of the codebook stand for words. */
export interface Summaries {
  /** Value by reporter, partner, HS chapter, year and flow. */
  rollUp(): Promise<Outcome<SummaryRow[]>>;
  /** The ten largest partners of each reporter, flow and year. */
  topPartners(): Promise<Outcome<SummaryRow[]>>;
  /** Value of each reporter, partner and flow by year, with that of the year before and whether it is a record. */
  growth(): Promise<Outcome<SummaryRow[]>>;
  /** Both reports of each flow at six digits, where both sides report it. */
  mirror(): Promise<Outcome<SummaryRow[]>>;
  /** Value by reporter, flow and code of another HS edition; pairs of six-digit codes (from, to), one a code. */
  concordance(pairs: readonly (readonly [number, number])[]): Promise<Outcome<SummaryRow[]>>;
}
export type SummaryRow = Record<string, number | bigint | boolean | null>;

const TIMEOUT_MS = 60_000;

/** Reads every period of a source as it is known now; single partners only, never a group. */
export async function summarise(ctx: Ctx, source: string, single: string): Promise<Summaries> {
  const vintages: readonly Vintage[] = await knownVintages(ctx, [source]);
  const rows: SummaryRows = { single, year: yearSql(vintages.every((v) => v.period.includes('-'))) };
  const ask = (sql: string) =>
    askFacts<SummaryRow>(ctx, vintages, sql, [], { timeout_ms: TIMEOUT_MS, plain: true });
  return {
    rollUp: () => ask(rollUpSql(rows)),
    topPartners: () => ask(topPartnersSql(rows)),
    growth: () => ask(growthSql(rows)),
    mirror: () => ask(mirrorSql(rows)),
    concordance: (pairs) => ask(concordanceSql(rows, pairs)),
  };
}
