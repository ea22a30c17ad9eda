import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isUuid } from '../../kernel/ids.ts';
import { assert } from '../../kernel/refusal.ts';

/**
 * Files of organisations below `home`/files/<organisation>, each named by the hash of its content. Whoever may see a
 * file is decided by the row that names its hash; a file whose row was rolled back is in nobody's sight, and is
 * written again unchanged.
 */

/** Where files go that a row has ceased to name: `org_id` and `hashes`, worked by the composition a day later. */
export const unnamedFilesQueue = 'files.remove-unnamed';

/** Writes a file whole and forces it to disk; one that is here already is as new. Returns its SHA-256. */
export async function storeFile(home: string, org_id: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = placeOf(home, org_id, sha256);
  const known = await stat(place).catch(() => undefined);
  if (known?.size === bytes.byteLength && (await renew(place))) return sha256;
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const partial = `${place}.${process.pid}-${performance.now()}.part`;
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, place);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return sha256;
}

/** Whether it is still there, and as if it had been written now. */
function renew(place: string): Promise<boolean> {
  const now = new Date();
  return utimes(place, now, now).then(
    () => true,
    () => false,
  );
}

/** Removes a file that no row names, unless it was stored again since a moment: its row may not be committed yet. */
export async function removeStoredFile(
  home: string,
  org_id: string,
  sha256: string,
  since: Date,
): Promise<void> {
  const place = placeOf(home, org_id, sha256);
  const aside = `${place}.${process.pid}-${performance.now()}.part`;
  // Put aside first: whoever stores it meanwhile finds none, and writes it.
  const moved = await rename(place, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await stat(aside)).mtime < since) await rm(aside);
  else await rename(aside, place);
}

/** The bytes of a stored file; undefined when it is away or is not what its name says any more. */
export async function readStoredFile(
  home: string,
  org_id: string,
  sha256: string,
): Promise<Buffer | undefined> {
  const bytes = await readFile(placeOf(home, org_id, sha256)).catch(() => undefined);
  return bytes && createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined;
}

function placeOf(home: string, org_id: string, sha256: string): string {
  assert(
    isUuid(org_id) && /^[0-9a-f]{64}$/.test(sha256),
    'a stored file is named by an organisation and a hash',
  );
  return join(home, 'files', org_id, sha256);
}
