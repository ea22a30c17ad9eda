import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../../../kernel/days.ts';
import { assert } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type Source, sources, type Vintage } from '../model.ts';
import { insertVintage } from '../store.ts';
import type { Layout } from './layouts.ts';

/** Folder of the fact files, below the home of this installation. */
export function factsFolder(home: string): string {
  return join(home, 'statistics', 'facts');
}

/** Whether the store already has this content as its newest. A file that was lost is written again. */
export function holds(ctx: Ctx, newest: Vintage | undefined, content_hash: string): boolean {
  return (
    newest?.content_hash === content_hash && existsSync(join(factsFolder(ctx.services.home), newest.file))
  );
}

export interface NewVintage {
  source: Source;
  period: string;
  layout: Layout;
  /** Hash of the content in words, so that the same facts are recognised whatever numbers stand for them. */
  content_hash: string;
  rows: Iterable<readonly (number | bigint | null)[]>;
  currency: string;
  unit: string;
  hs_edition: string | null;
  coverage: string;
  licence: string;
}

/**
 * Writes a vintage unless the newest one of its source and period has the same content. The file is there
 * before the catalogue names it; if the transaction ends otherwise, nobody reads it. The caller holds the
 * store's lock and passes the newest vintage.
 */
export async function writeVintage(
  ctx: Ctx,
  facts: NewVintage,
  newest: Vintage | undefined,
): Promise<Vintage | undefined> {
  if (holds(ctx, newest, facts.content_hash)) return undefined;
  assert(!newest || newest.source === facts.source, 'a vintage follows one of its own source');
  const number = (newest?.number ?? 0) + 1;
  // Never before its predecessor, so that the newest number is also the newest in time.
  const created_at = new Date(Math.max(ctx.clock.now().getTime(), newest?.created_at.getTime() ?? 0));
  const folder = join(facts.source, facts.period);
  const written = await ctx.services.duckdb.writeParquet(
    {
      folder: join(factsFolder(ctx.services.home), folder),
      name: (sha256) => `${String(number).padStart(4, '0')}-${sha256.slice(0, 16)}.parquet`,
    },
    { columns: facts.layout.columns, sort: facts.layout.sort, rows: facts.rows },
  );
  const vintage: Vintage = {
    source: facts.source,
    period: facts.period,
    number,
    vintage: `${dayOf(created_at)}.${number}`,
    file: `${facts.source}/${facts.period}/${written.name}`,
    sha256: written.sha256,
    content_hash: facts.content_hash,
    rows: written.rows,
    bytes: BigInt(written.bytes),
    layout: facts.layout.name,
    currency: facts.currency,
    unit: facts.unit,
    hs_edition: facts.hs_edition,
    coverage: facts.coverage,
    licence: facts.licence,
    demo: facts.source === sources.demo,
    created_at,
    import_code: null,
  };
  await insertVintage(ctx.tx, vintage);
  return vintage;
}
