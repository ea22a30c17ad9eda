import { dayOf } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { collectContent, composeContent } from './content/collect-content.ts';
import { isDemo } from './content/content.ts';
import type { CellRecord } from './content/declared-tables.ts';
import { manifestFile, manifestOf } from './manifest.ts';
import {
  cellRecordsOf,
  insertFiles,
  insertRelease,
  lockReleases,
  newestRelease,
  type ReleaseRow,
  readFiles,
} from './store.ts';
import type { SiteFile } from './writing/site.ts';
import { writeRelease } from './writing/write-release.ts';

export interface MadeRelease {
  period: string;
  number: number;
  /** False when the newest release of the period already says the same. */
  new: boolean;
  files: SiteFile[];
}

/** Runs work in a transaction of the system, which alone sees the declarations of all. */
export type InSystem = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;

const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]))?$/;

/**
 * Publishes the figures of a year or month: tables, pictures and text in three languages, as a site and as PDF, with
 * a signed manifest. The same figures give the same bytes; figures that changed give the next number. Cells are
 * judged and pages typeset between two transactions, as both take their time. A day that was over when its release was
 * made is known for good: asked for again it is answered as published, whatever customs cancelled or stored since.
 * Refuses with releases.bad_period,
 * nothing_on_file, unprotected, not_rendered, overtaken, or as askTrade does.
 */
export async function makeRelease(
  inSystem: InSystem,
  asked: { period: string; as_of?: string },
): Promise<Outcome<MadeRelease>> {
  const { period } = asked;
  const read = await inSystem(async (ctx) => {
    const today = dayOf(ctx.clock.now());
    const as_of = asked.as_of ?? today;
    if (!PERIOD.test(period) || Number.isNaN(Date.parse(`${as_of}T00:00:00Z`)) || as_of > today)
      return refuse('releases.bad_period', { period, as_of });
    const before = await published(ctx, period);
    const { newest } = before;
    if (asked.as_of !== undefined && newest && isSettledBy(newest, as_of)) return { settled: newest };
    const collected = await collectContent(ctx, { period, as_of });
    if (isRefusal(collected)) return collected;
    const { signer, public_url } = ctx.services;
    // The signature of a fixed text: the same each time, and known to nobody without the key.
    const salt = sha256Hex(await signer.sign({ salt: 'releases' }, 'salt'));
    return { collected, signer, public_url, ...before, salt };
  });
  if (isRefusal(read)) return read;
  if (read.settled) return asPublished(inSystem, read.settled);
  const composed = await composeContent(read.collected, read);
  if (isRefusal(composed)) return composed;
  const { content, records } = composed;
  const content_hash = sha256Hex(canonicalJson(content));
  const { newest } = read;
  if (newest?.content_hash === content_hash) return asPublished(inSystem, newest);
  const number = (newest?.number ?? 0) + 1;
  const written = await writeRelease(content, number);
  if (isRefusal(written)) return written;
  const manifest = manifestOf({ period, number, as_of: content.as_of, issuer: read.public_url }, written);
  const { file, jws } = await manifestFile(manifest, read.signer);
  const files = [...written, file];
  return inSystem(async (ctx) => {
    await lockReleases(ctx.tx);
    const { state } = await published(ctx, period);
    if (state !== read.state) return refuse('releases.overtaken', { period });
    const row = {
      period,
      number,
      as_of: content.as_of,
      content_hash,
      cells: records,
      jws,
      demo: isDemo(content),
    };
    await insertRelease(ctx.tx, { ...row, created_at: ctx.clock.now() });
    await insertFiles(
      ctx.tx,
      row,
      files.map((f) => ({ ...f, sha256: sha256Hex(f.body) })),
    );
    return { period, number, new: true, files };
  });
}

async function asPublished(inSystem: InSystem, { period, number }: ReleaseRow): Promise<MadeRelease> {
  const files = await inSystem((ctx) => readFiles(ctx.tx, period, number));
  return { period, number, new: false, files };
}

/** Whether the newest release is of the knowledge of that day and was made when the day was over. */
function isSettledBy(newest: ReleaseRow, as_of: string): boolean {
  return newest.as_of === as_of && dayOf(newest.created_at) > as_of;
}

/** What was published before, and a hash that tells whether it still is all. */
async function published(
  ctx: Ctx,
  period: string,
): Promise<{ newest: ReleaseRow | undefined; before: CellRecord[]; state: string }> {
  const newest = await newestRelease(ctx.tx, period);
  const before = await cellRecordsOf(ctx.tx, period.slice(0, 4));
  return { newest, before, state: sha256Hex(JSON.stringify([newest?.number ?? 0, before])) };
}
