import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ctx, fileHash, PARTIAL } from '../../../platform/index.ts';
import { type Source, sources } from '../model.ts';
import { newestVintages } from '../store.ts';
import { factsFolder } from './write-vintage.ts';

/** Removes what interrupted writes left behind. The caller holds the store's lock, so nobody is writing. */
export async function sweepStore(ctx: Ctx): Promise<string[]> {
  const folder = factsFolder(ctx.services.home);
  const found = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const left = found.filter((name) => name.endsWith(PARTIAL));
  for (const name of left) await rm(join(folder, name), { force: true });
  return left;
}

/** Files that the catalogue names and that are missing or not the ones that were written. */
export async function verifyStore(ctx: Ctx): Promise<{ file: string; problem: 'missing' | 'changed' }[]> {
  const all = await newestVintages(ctx.tx, Object.values(sources) as Source[]);
  const problems: { file: string; problem: 'missing' | 'changed' }[] = [];
  for (const vintage of all) {
    const file = join(factsFolder(ctx.services.home), vintage.file);
    if (!(await stat(file).catch(() => undefined))) problems.push({ file: vintage.file, problem: 'missing' });
    else if ((await fileHash(file)) !== vintage.sha256)
      problems.push({ file: vintage.file, problem: 'changed' });
  }
  return problems;
}
