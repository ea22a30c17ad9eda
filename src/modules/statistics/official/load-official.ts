import { readFileSync } from 'node:fs';
import { canonicalJson, sha256Hex } from '../../../kernel/hash.ts';
import type { Ctx } from '../../../platform/index.ts';
import { dataFolder } from '../../reference/index.ts';
import { iso2ByIso3 } from '../areas.ts';
import { flowCode, sources, type Vintage } from '../model.ts';
import { lockStore, newestVintages } from '../store.ts';
import { type Book, extendCodebook } from '../vintages/codebook.ts';
import { officialLayout } from '../vintages/layouts.ts';
import { writeVintage } from '../vintages/write-vintage.ts';
import { type Dataset, datasets, type OfficialRow, readOfficial } from './official-rows.ts';
import { spanCode } from './published-period.ts';

/**
 * Brings data/official into the store: one vintage per year whose figures changed, nothing when none did.
 * A year that is no longer in the files keeps its last vintage.
 */
export async function loadOfficial(ctx: Ctx): Promise<Vintage[]> {
  const iso2 = iso2ByIso3();
  const names = Object.keys(datasets) as Dataset[];
  const rows = names.flatMap((name) =>
    readOfficial(name, readFileSync(new URL(`official/${name}.csv`, dataFolder), 'utf8'), iso2),
  );
  return storeOfficial(ctx, rows);
}

/** Stores published figures, one file per year. */
export async function storeOfficial(ctx: Ctx, rows: readonly OfficialRow[]): Promise<Vintage[]> {
  await lockStore(ctx.tx);
  const newest = new Map((await newestVintages(ctx.tx, [sources.official])).map((v) => [v.period, v]));
  const book = await extendCodebook(ctx.tx, rows.flatMap(wordsOf));
  const written: Vintage[] = [];
  for (const year of [...new Set(rows.map((r) => r.year))].sort()) {
    const ofYear = rows.filter((r) => r.year === year);
    const vintage = await writeVintage(
      ctx,
      {
        source: sources.official,
        period: String(year),
        layout: officialLayout,
        content_hash: sha256Hex(
          canonicalJson(ofYear.map((r) => ({ ...r, value: r.value?.toString() ?? null }))),
        ),
        rows: ofYear.map((r) => [
          book.code('area', r.reporter),
          book.code('area', r.partner),
          flowCode[r.flow],
          book.code('word', r.dataset),
          r.year,
          spanCode[r.span],
          r.first_month,
          r.last_month,
          book.code('word', r.printed_period),
          book.code('word', r.commodity),
          book.codeOrNull('word', r.hs_codes),
          r.value,
          book.code('currency', r.currency),
          book.codeOrNull('word', r.quantity),
          book.codeOrNull('word', r.growth),
          r.estimate ? 1 : 0,
          book.code('word', r.confidence),
          book.code('word', r.publisher),
          book.codeOrNull('word', r.note),
          r.line,
        ]),
        currency: 'USD',
        unit: 'USD',
        hs_edition: null,
        coverage: 'Annual and part-year figures printed in public statements; each row names its source',
        licence: 'Single figures quoted with their source',
      },
      newest.get(String(year)),
    );
    if (vintage) written.push(vintage);
  }
  return written;
}

function wordsOf(r: OfficialRow): (readonly [Book, string])[] {
  const words = [r.dataset, r.printed_period, r.commodity, r.hs_codes, r.quantity, r.growth, r.confidence]
    .concat(r.publisher, r.note)
    .flatMap((word) => (word === null ? [] : [['word', word] as const]));
  return [['area', r.reporter], ['area', r.partner], ['currency', r.currency], ...words];
}
