import { type Static, Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { isUuid } from '../../../kernel/ids.ts';
import type { Currency } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DateText,
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  encodeCursor,
  Instant,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import {
  corridorsToClose,
  listRunRows,
  type PositionRow,
  type RunRow,
  readPositions,
} from './store-netting.ts';

const RunCurrency = Type.Object({
  currency: Type.String(),
  participants: Type.Integer(),
  /** As if each obligation had been paid by itself. */
  gross_count: Type.Integer(),
  gross: MoneySchema,
  /** The transfers that were posted instead, and what they moved. */
  net_count: Type.Integer(),
  net: MoneySchema,
});
const RunView = Type.Object({
  run_id: Uuid,
  corridor: Type.String(),
  day: DateText,
  closed_at: Instant,
  currencies: Type.Array(RunCurrency),
});

/**
 * Netting runs, newest day first: what was owed and what was moved instead. The treasury sees all; a participant its
 * own part of each. Refuses with platform.bad_cursor.
 */
export const listNettingRuns = defineUseCase({
  name: 'payments.list-netting-runs',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(RunView),
  async run(ctx, input) {
    const [day, run_id] = decodeCursor(input.cursor, 2) ?? [];
    const good = typeof day === 'string' && isDay(day) && typeof run_id === 'string' && isUuid(run_id);
    if (input.cursor !== undefined && !good) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const at = good ? { day, run_id } : { day: null, run_id: null };
    const runs = groupRuns(await listRunRows(ctx.tx, { ...at, limit: limit + 1 }));
    const last = runs[limit - 1];
    return {
      items: runs.slice(0, limit),
      next_cursor: last && runs.length > limit ? encodeCursor([last.day, last.run_id]) : null,
    };
  },
});

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function groupRuns(rows: readonly RunRow[]): Static<typeof RunView>[] {
  const runs = new Map<string, Static<typeof RunView>>();
  for (const row of rows) {
    const { run_id, corridor, day } = row;
    const run = runs.get(run_id) ?? {
      run_id,
      corridor,
      day,
      closed_at: row.closed_at.toISOString(),
      currencies: [],
    };
    runs.set(run_id, run);
    const money = (amount: bigint) => ({ amount: amount.toString(), currency: row.currency as Currency });
    // Who sees one position alone sees both sides of it: all that was owed and due there.
    const alone = row.participants === 1n;
    const [owed, due] = [BigInt(row.owed), BigInt(row.due)];
    run.currencies.push({
      currency: row.currency,
      participants: Number(row.participants),
      gross_count: Number(alone ? row.sides : row.sides / 2n),
      gross: money(alone ? owed + due : owed),
      net_count: Number(row.transfers),
      net: money(alone ? abs(due - owed) : BigInt(row.received)),
    });
  }
  return [...runs.values()];
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

const PositionView = Type.Object({
  org_id: Uuid,
  name: Nullable(Type.String()),
  owed: MoneySchema,
  due: MoneySchema,
  /** Due less owed: positive when the participant received. */
  net: MoneySchema,
  items: Type.Integer(),
  transfer_id: Nullable(Uuid),
});

/** One run with the position of each participant that the reader may see. Refuses with payments.run_not_found. */
export const viewNettingRun = defineUseCase({
  name: 'payments.view-netting-run',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({ run_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    run_id: Uuid,
    corridor: Type.String(),
    day: DateText,
    closed_at: Instant,
    positions: Type.Array(PositionView),
  }),
  async run(ctx, { run_id }) {
    const rows = await readPositions(ctx.tx, run_id);
    const [first] = rows;
    if (!first) return refuse('payments.run_not_found', { run_id });
    const names = await findOrganisations(
      ctx,
      rows.map((r) => r.org_id),
    );
    return {
      run_id,
      corridor: first.corridor,
      day: first.day,
      closed_at: first.closed_at.toISOString(),
      positions: rows.map((r) => showPosition(r, names.get(r.org_id)?.name ?? null)),
    };
  },
});

function showPosition(r: PositionRow, name: string | null): Static<typeof PositionView> {
  const money = (amount: bigint) => ({ amount: amount.toString(), currency: r.currency as Currency });
  return {
    org_id: r.org_id,
    name,
    owed: money(r.owed),
    due: money(r.due),
    net: money(r.due - r.owed),
    items: r.items,
    transfer_id: r.transfer_id,
  };
}

/** Corridors in which something waits to be netted up to today. */
export const listOpenCorridors = defineUseCase({
  name: 'payments.list-open-corridors',
  kind: 'query',
  permission: 'treasury:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({ corridor: Type.String(), first_day: DateText, obligations: Type.Integer() }),
    ),
  }),
  async run(ctx) {
    const rows = await corridorsToClose(ctx.tx, dayOf(ctx.clock.now()));
    return {
      items: rows.map((r) => ({
        corridor: r.corridor,
        first_day: r.first_day,
        obligations: Number(r.items),
      })),
    };
  },
});
