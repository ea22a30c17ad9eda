import { type Static, Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  pageInput,
  pageOf,
  type RawBody,
  toPage,
} from '../../platform/index.ts';
import { toCsv } from '../../platform/tables/index.ts';
import { ModeCode, Month, ParcelSchema } from './model.ts';
import { listRows, type ParcelRow, pageOfParcels } from './store.ts';

/** A month's list as one file; one row more is asked for than may stand in it. */
const MOST_ROWS = 100_000;

/** The organisation's parcels, newest first. One statement. */
export const listParcels = defineUseCase({
  name: 'parcels.list-parcels',
  kind: 'query',
  permission: 'parcel:keep',
  input: Type.Object(
    { mode: Type.Optional(ModeCode), month: Type.Optional(Month), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(ParcelSchema),
  async run(ctx, { mode = null, month = null, limit = DEFAULT_LIMIT, cursor }) {
    const after = placeOf(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const rows = await pageOfParcels(ctx.tx, ctx.actor.org_id, { mode, month, after, limit });
    return toPage(rows, limit, (row) => [row.released_on, row.parcel_id], shown);
  },
});

function placeOf(cursor: string | undefined): { day: string; id: string } | null | undefined {
  if (cursor === undefined) return null;
  const [day, id] = decodeCursor(cursor, 2) ?? [];
  const isDay =
    typeof day === 'string' && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? { day, id }
    : undefined;
}

function shown({ amount, currency, ...row }: ParcelRow) {
  const money = { amount: amount.toString(), currency };
  // The checks of the table allow nothing else than the schema does.
  return { ...row, amount: money } as Static<typeof ParcelSchema>;
}

/** The list of a month (清单) as CSV, an item a row; amounts in minor units. Refuses with parcels.too_many. */
export const getListFile = defineUseCase({
  name: 'parcels.get-list-file',
  kind: 'query',
  permission: 'parcel:keep',
  input: Type.Object({ mode: ModeCode, month: Month }, { additionalProperties: false }),
  output: Type.Unsafe<RawBody>({}),
  async run(ctx, { mode, month }) {
    const rows = await listRows(ctx.tx, ctx.actor.org_id, mode, month, MOST_ROWS + 1);
    if (rows.length > MOST_ROWS) return refuse('parcels.too_many', { most: MOST_ROWS });
    const header = [
      'number',
      'mode',
      'transport',
      'destination',
      'released_on',
      'line',
      'hs_code',
      'origin_country',
      'description',
      'quantity',
      'unit',
      'net_weight_kg',
      'amount',
      'currency',
    ] as const;
    return {
      content_type: 'text/csv; charset=utf-8',
      file_name: `parcels-${mode}-${month}.csv`,
      body: toCsv(
        header,
        rows.map((row) => header.map((column) => row[column])),
      ),
    };
  },
});
