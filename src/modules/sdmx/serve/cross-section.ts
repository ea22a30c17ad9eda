import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Ctx, sqlText } from '../../../platform/index.ts';
import { type Batches, componentValue, type ObservationCells } from '../formats/observation.ts';
import { type DimensionId, dimensionIds } from '../structure/trade-structure.ts';

/**
 * The observations in the order of a cross-section: those that differ in one dimension only stand together. The store
 * keeps time series together, so they go through a file that DuckDB sorts, on disk where memory does not hold them.
 */
export async function* crossSection(
  ctx: Ctx,
  batches: Batches,
  at: DimensionId,
): AsyncGenerator<ObservationCells[]> {
  const folder = join(ctx.services.home, 'statistics', 'tmp');
  const file = join(folder, `cross-section-${ctx.id()}.tsv`);
  const others = dimensionIds.filter((id) => id !== at);
  await mkdir(folder, { recursive: true });
  try {
    await pipeline(
      batches,
      async function* (all: Batches) {
        for await (const batch of all) {
          let text = '';
          for (const { fact: _, ...o } of batch) {
            const key = others.map((id) => componentValue(o, id) ?? '').join('.');
            text += `${key}\t${componentValue(o, at) ?? ''}\t${JSON.stringify(o)}\n`;
          }
          yield text;
        }
      },
      createWriteStream(file),
    );
    const sorted = ctx.services.duckdb.batches<{ o: string }>(
      `select o from read_csv(${sqlText(file)}, header = false, auto_detect = false, delim = '\\t', quote = '', escape = '',
         columns = {'k': 'VARCHAR', 'place': 'VARCHAR', 'o': 'VARCHAR'}) order by k, place`,
    );
    for await (const rows of sorted) yield rows.map((row) => JSON.parse(row.o) as ObservationCells);
  } finally {
    await rm(file, { force: true });
  }
}
