import { readdir, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Ctx, fileHash, PARTIAL } from '../../../platform/index.ts';
import { namedFiles } from '../store.ts';
import { factsFolder } from './write-vintage.ts';

/**
 * Removes what interrupted writes left behind: half files, and whole ones that no catalogue names because their
 * transaction never ended. The caller holds the store's lock, so nobody is writing.
 */
export async function sweepStore(ctx: Ctx): Promise<string[]> {
  const folder = factsFolder(ctx.services.home);
  const found = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const named = new Set((await namedFiles(ctx.tx)).map((v) => v.file));
  const left = found.filter(
    (name) => name.endsWith(PARTIAL) || (name.endsWith('.parquet') && !named.has(name.replaceAll(sep, '/'))),
  );
  for (const name of left) await rm(join(folder, name), { force: true });
  return left;
}

/** Newest files of every source that are missing or not the ones that were written. */
export async function verifyStore(ctx: Ctx): Promise<{ file: string; problem: 'missing' | 'changed' }[]> {
  const problems: { file: string; problem: 'missing' | 'changed' }[] = [];
  for (const { file, sha256, newest } of await namedFiles(ctx.tx)) {
    if (!newest) continue;
    const path = join(factsFolder(ctx.services.home), file);
    if (!(await stat(path).catch(() => undefined))) problems.push({ file, problem: 'missing' });
    else if ((await fileHash(path)) !== sha256) problems.push({ file, problem: 'changed' });
  }
  return problems;
}
