import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const parent = (home: string): string => join(home, 'statistics', 'import');

/** A folder for one import; its name tells the process. */
export async function workFolder(home: string): Promise<string> {
  await mkdir(parent(home), { recursive: true });
  return mkdtemp(join(parent(home), `${process.pid}-`));
}

/** Removes the folders of imports whose process is no more. The caller holds the store's lock. */
export async function sweepImports(home: string): Promise<void> {
  for (const name of await readdir(parent(home)).catch(() => [] as string[]))
    if (!isAlive(Number(name.split('-')[0])))
      await rm(join(parent(home), name), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
