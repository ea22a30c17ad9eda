import { Type } from 'typebox';
import { parseMilli } from '../../../kernel/decimal.ts';
import { locales } from '../../../kernel/locale.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, type RawBody } from '../../../platform/index.ts';
import { toCsv, toXlsx } from '../../../platform/tables/index.ts';
import { dataFolder, readTable } from '../../reference/index.ts';
import { toListing } from '../listing-rows.ts';
import type { Listing } from '../model.ts';
import { listingsOf } from '../store.ts';
import { majorUnits, writeDetails } from './details-cells.ts';
import { type Cells, columns } from './row.ts';

const LIMIT = 20_000;
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const;
const FormatSchema = Type.Unsafe<keyof typeof types>({ type: 'string', enum: Object.keys(types) });

/**
 * The own published listings in the columns of the import, so that a file can be changed and sent back. Refuses with
 * catalogue.file_too_long.
 */
export const exportListings = defineUseCase({
  name: 'catalogue.export-listings',
  kind: 'query',
  permission: 'listing:publish',
  input: Type.Object({ format: FormatSchema }, { additionalProperties: false }),
  output: Type.Unsafe<RawBody>({}),
  run: async (ctx, { format }) => {
    const rows = (await listingsOf(ctx.tx, ctx.actor.org_id, LIMIT + 1)).map((row) =>
      cellsOf(toListing(row)),
    );
    if (rows.length > LIMIT) return refuse('catalogue.file_too_long', { limit: LIMIT });
    return { content_type: types[format], file_name: `listings.${format}`, body: await write(format, rows) };
  },
});

async function write(format: keyof typeof types, rows: readonly Cells[]): Promise<string | Uint8Array> {
  if (format === 'json')
    return JSON.stringify(
      rows.map((cells) => Object.fromEntries(columns.map((name) => [name, cells[name] ?? '']))),
    );
  if (format === 'csv')
    return toCsv(
      columns,
      rows.map((cells) => columns.map((name) => cells[name] ?? '')),
    );
  const chunks: Uint8Array[] = [];
  const written = columns.map((name) => ({
    name,
    kind: 'text' as const,
    value: (cells: Cells) => cells[name] ?? '',
  }));
  for await (const chunk of toXlsx('listings', written, [rows])) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A listing in the columns of the import. */
export function cellsOf(listing: Listing): Cells {
  const [first] = listing.tiers;
  const cells: Record<string, string> = {
    listing_id: listing.listing_id,
    language: listing.language,
    title: listing.title,
    description: listing.description,
    hs_code: listing.hs_code,
    origin_country: listing.origin_country,
    unit: listing.unit,
    moq: listing.moq,
    lead_time_days: String(listing.lead_time_days),
    package_kind: listing.package_kind,
    units_per_package: listing.units_per_package,
    unit_net_weight_kg: listing.unit_net_weight_kg,
    unit_gross_weight_kg: listing.unit_gross_weight_kg,
    ...writeDetails(listing),
    currency: first?.price.currency ?? '',
    incoterm: first?.incoterm ?? '',
    place: first?.place ?? '',
  };
  for (const [at, tier] of listing.tiers.entries()) {
    cells[at === 0 ? 'price' : `price_${at + 1}`] = majorUnits(tier.price.amount);
    if (at > 0 && parseMilli(tier.min_quantity) > 0n) cells[`min_quantity_${at + 1}`] = tier.min_quantity;
  }
  for (const language of locales) {
    const translated = listing.translations[language];
    cells[`title_${language}`] = translated?.title ?? '';
    cells[`description_${language}`] = translated?.description ?? '';
  }
  return cells;
}

/** An empty table for the goods of a chapter, with a row for each of our six-digit codes and the unit it is counted in. */
export const importTemplate = defineUseCase({
  name: 'catalogue.import-template',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      chapter: Type.String({ pattern: '^\\d{2}$' }),
      format: Type.Optional(FormatSchema),
    },
    { additionalProperties: false },
  ),
  output: Type.Unsafe<RawBody>({}),
  run: async (_ctx, { chapter, format = 'csv' }) => {
    const goods = readTable(new URL('hs/goods.csv', dataFolder)).filter((row) =>
      row.code?.startsWith(chapter),
    );
    const rows = goods.map(
      (row): Cells => ({
        language: 'en',
        title: row.title_en ?? '',
        title_zh: row.title_zh ?? '',
        title_ru: row.title_ru ?? '',
        hs_code: row.code ?? '',
        unit: row.unit ?? '',
      }),
    );
    return {
      content_type: types[format],
      file_name: `listings-${chapter}.${format}`,
      body: await write(format, rows),
    };
  },
});
