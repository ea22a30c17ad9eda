import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { isCurrency, money, toJson } from '../../kernel/money.ts';
import { assert, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, MoneySchema, Uuid } from '../../platform/index.ts';
import { ModeCode, Month, SummaryLineSchema, SummarySchema } from './model.ts';
import { findMode } from './modes.ts';
import {
  listSummaryRows,
  lockWaiting,
  recount,
  type SummaryRow,
  selectSummary,
  summaryLines,
  writeSummary,
} from './store-summaries.ts';

const MOST_SUMMARIES = 200;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Sums up the lists of a month that are not summed up yet: one declaration for each carriage, destination and
 * currency, a line for each code, origin and unit. A parcel is in one summary, and sums are of its items to the cent.
 * Refuses with parcels.mode_has_no_summary, parcels.month_not_over, parcels.nothing_to_sum_up.
 */
export const sumUpMonth = defineUseCase({
  name: 'parcels.sum-up-month',
  kind: 'command',
  permission: 'parcel:keep',
  input: Type.Object({ mode: ModeCode, month: Month }, { additionalProperties: false }),
  output: Type.Object({ summaries: Type.Array(SummarySchema) }),
  async run(ctx, { mode, month }) {
    const day = findMode(mode)?.summary_by_day;
    if (!day) return refuse('parcels.mode_has_no_summary', { mode });
    const now = ctx.clock.now();
    if (month >= now.toISOString().slice(0, 7)) return refuse('parcels.month_not_over', { month });
    const { org_id } = ctx.actor;
    const groups = await lockWaiting(ctx.tx, org_id, mode, month);
    if (groups.length === 0) return refuse('parcels.nothing_to_sum_up', { month });
    const made: Static<typeof SummarySchema>[] = [];
    for (const { parcel_ids, amount, ...head } of groups) {
      const summary_id = ctx.id();
      const summary = {
        ...head,
        summary_id,
        mode,
        month,
        amount,
        number: `${mode}-${month}-${spoken(summary_id)}`,
        parcels: parcel_ids.length,
        declare_by: nextMonth(month, day),
      };
      await writeSummary(ctx.tx, org_id, summary, parcel_ids, now);
      const sums = await recount(ctx.tx, org_id, summary_id);
      assert(
        sums.of_parcels === amount && sums.of_items === amount && sums.of_lines === amount,
        'a summary adds up to its parcels and their items',
      );
      const written = await selectSummary(ctx.tx, org_id, summary_id);
      if (written) made.push(shown(written));
    }
    return { summaries: made };
  },
});

/** The last forty bits of an id, as people say them. */
function spoken(id: string): string {
  let bits = BigInt(`0x${id.replaceAll('-', '').slice(-10)}`);
  let text = '';
  for (let i = 0; i < 8; i++) {
    text = (CROCKFORD[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}

function nextMonth(month: string, day: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return dayOf(new Date(Date.UTC(year, number, day)));
}

/** Summaries, newest first; two hundred at most. */
export const listSummaries = defineUseCase({
  name: 'parcels.list-summaries',
  kind: 'query',
  permission: 'parcel:keep',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(SummarySchema) }),
  run: async (ctx) => ({
    items: (await listSummaryRows(ctx.tx, ctx.actor.org_id, MOST_SUMMARIES)).map(shown),
  }),
});

/** A summary with its lines, and its parcels counted anew. Refuses with parcels.summary_not_found. */
export const viewSummary = defineUseCase({
  name: 'parcels.view-summary',
  kind: 'query',
  permission: 'parcel:keep',
  input: Type.Object({ summary_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...SummarySchema.properties,
    lines: Type.Array(SummaryLineSchema),
    recounted: Type.Object({
      parcels: Type.Integer(),
      of_parcels: MoneySchema,
      of_items: MoneySchema,
      of_lines: MoneySchema,
      agrees: Type.Boolean(),
    }),
  }),
  async run(ctx, { summary_id }) {
    const { org_id } = ctx.actor;
    const summary = await selectSummary(ctx.tx, org_id, summary_id);
    if (!summary) return refuse('parcels.summary_not_found');
    const lines = await summaryLines(ctx.tx, org_id, summary_id);
    const sums = await recount(ctx.tx, org_id, summary_id);
    const currency = isCurrency(summary.currency) ? summary.currency : 'USD';
    const show = (amount: bigint) => toJson(money(amount, currency));
    return {
      ...shown(summary),
      lines: lines.map((line) => ({ ...line, amount: line.amount.toString() })),
      recounted: {
        parcels: sums.parcels,
        of_parcels: show(sums.of_parcels),
        of_items: show(sums.of_items),
        of_lines: show(sums.of_lines),
        agrees:
          sums.parcels === summary.parcels &&
          [sums.of_parcels, sums.of_items, sums.of_lines].every((sum) => sum === summary.amount),
      },
    };
  },
});

function shown(row: SummaryRow): Static<typeof SummarySchema> {
  return { ...row, amount: row.amount.toString() } as Static<typeof SummarySchema>;
}
