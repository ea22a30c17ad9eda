import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { byColumn, readCsv } from '../../platform/tables/index.ts';
import { MOST_ITEMS, MOST_PARCELS, type ParcelInput, ParcelInputSchema } from './model.ts';
import { type Draft, RegisteredSchema, registerAll } from './register-parcels.ts';

/** The table that comes in: an item a row; rows of one number are one parcel. */
export const importColumns = [
  'number',
  'mode',
  'transport',
  'channel',
  'destination',
  'released_on',
  'recipient',
  'gross_weight_kg',
  'hs_code',
  'origin_country',
  'description',
  'quantity',
  'unit',
  'net_weight_kg',
  'amount',
  'currency',
] as const;
const optionalColumns = ['lot_id'] as const;
type Row = Record<string, string>;
const ROW_LENGTH = 4_000;

/**
 * Parcels of a CSV table, all or none. `amount` is in minor units. At most 5,000 rows: more are refused before they
 * are read. Refuses with parcels.file_unreadable, parcels.too_many, parcels.parcel_wrong with row and field.
 */
export const importParcels = defineUseCase({
  name: 'parcels.import-parcels',
  kind: 'command',
  permission: 'parcel:keep',
  input: Type.Object(
    {
      csv: Type.String({ minLength: 1, maxLength: 1_000_000 }),
      dry_run: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ ...RegisteredSchema.properties, dry_run: Type.Boolean() }),
  async run(ctx, { csv, dry_run = false }) {
    const rows = readRows(csv);
    if (isRefusal(rows)) return rows;
    const drafts = draftsOf(rows);
    if (isRefusal(drafts)) return drafts;
    if (dry_run) {
      // Checked in full by writing it, and then undone: the refusal rolls back, so a clean table is told apart.
      await ctx.tx.run('savepoint dry_run');
      const checked = await registerAll(ctx, drafts);
      if (isRefusal(checked)) return checked;
      await ctx.tx.run('rollback to savepoint dry_run');
      return { ...counted(checked.written, checked.items), dry_run };
    }
    const done = await registerAll(ctx, drafts);
    return isRefusal(done) ? done : { ...counted(done.written, done.items), dry_run };
  },
});

function counted(written: readonly { verdict: string }[], items: number) {
  const of = (verdict: string): number => written.filter((p) => p.verdict === verdict).length;
  return {
    parcels: written.length,
    items,
    verdicts: {
      within: of('within'),
      above: of('above'),
      not_known: of('not_known'),
      not_asked: of('not_asked'),
    },
  };
}

function readRows(csv: string): Outcome<Row[]> {
  let lines = 0;
  for (let at = csv.indexOf('\n'); at >= 0; at = csv.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > MOST_PARCELS + 1) return refuse('parcels.too_many', { most: MOST_PARCELS });
  }
  const table = readCsv(csv, { rows: MOST_PARCELS + 2, row_length: ROW_LENGTH });
  if (typeof table === 'string') return unreadable(table);
  const read = byColumn(table);
  if (typeof read === 'string') return unreadable(read);
  const { names, rows } = read;
  if (rows.length === 0) return unreadable('it has no rows');
  if (rows.length > MOST_PARCELS) return refuse('parcels.too_many', { most: MOST_PARCELS });
  const missing = importColumns.filter((column) => !names.includes(column));
  if (missing.length > 0) return unreadable(`columns are missing: ${missing.join(', ')}`);
  const strange = names.filter(
    (name) => ![...importColumns, ...optionalColumns].some((known) => known === name),
  );
  if (strange.length > 0) return unreadable(`columns are not known: ${strange.join(', ').slice(0, 200)}`);
  return rows;
}

const unreadable = (reason: string) => refuse('parcels.file_unreadable', { reason });

/** Rows of one number are one parcel; what they say of it must be the same in all. */
function draftsOf(rows: readonly Row[]): Outcome<Draft[]> {
  const errors: { path: string; code: string; message: string }[] = [];
  const drafts = new Map<string, Draft>();
  rows.forEach((row, index) => {
    const at = `/rows/${index + 2}`;
    if (errors.length >= 100) return;
    const { head, item } = shapeOf(row);
    const there = drafts.get(head.number);
    if (!there) {
      const draft = { input: { ...head, items: [item] } as ParcelInput, at };
      drafts.set(head.number, draft);
      errors.push(...schemaErrors(draft.input, at));
      return;
    }
    const { items, ...before } = there.input;
    if (JSON.stringify(before) !== JSON.stringify(head))
      errors.push({
        path: `${at}/number`,
        code: 'rows_differ',
        message: `row ${at} tells the parcel otherwise`,
      });
    else if (items.length >= MOST_ITEMS)
      errors.push({ path: `${at}/number`, code: 'too_many_items', message: `at most ${MOST_ITEMS} items` });
    else {
      errors.push(...schemaErrors({ ...there.input, items: [item] } as ParcelInput, at));
      items.push(item as ParcelInput['items'][number]);
    }
  });
  return errors.length > 0 ? refuse('parcels.parcel_wrong', {}, errors.slice(0, 100)) : [...drafts.values()];
}

function shapeOf(row: Row) {
  const {
    hs_code = '',
    origin_country = '',
    description = '',
    quantity = '',
    unit = '',
    net_weight_kg = '',
    amount = '',
    currency = '',
    lot_id = '',
    number = '',
    ...head
  } = row;
  return {
    head: { number, ...head },
    item: {
      hs_code,
      origin_country,
      description,
      quantity,
      unit,
      net_weight_kg,
      amount: { amount, currency },
      ...(lot_id ? { lot_id } : {}),
    },
  };
}

function schemaErrors(input: ParcelInput, at: string): { path: string; code: string; message: string }[] {
  if (Value.Check(ParcelInputSchema, input)) return [];
  return [...Value.Errors(ParcelInputSchema, input)].slice(0, 5).map((error) => ({
    path: `${at}${(error as { instancePath?: string }).instancePath ?? ''}`.replace('/items/0', ''),
    code: 'not_well_formed',
    message: String(error.message).slice(0, 200),
  }));
}
