import { assert } from '../kernel/refusal.ts';
import { namedByPhotos } from '../modules/catalogue/index.ts';
import { namedByMessages } from '../modules/correspondence/index.ts';
import { namedByPapers } from '../modules/parties/index.ts';
import { type Job, removeStoredFile, unnamedFilesQueue } from '../platform/index.ts';

/** Whoever names stored files in its rows. */
const owners = [namedByPhotos, namedByPapers, namedByMessages];
/** Stored again within this time, a file may belong to a row that is not committed yet. */
const FRESH_MS = 3_600_000;

/** Removes files that a row has ceased to name, unless another row names them. Bears repetition. */
export const removeFiles: Job = {
  queue: unnamedFilesQueue,
  async handler({ tx, services, clock }, { org_id, hashes }) {
    assert(typeof org_id === 'string' && Array.isArray(hashes), 'files are of an organisation');
    const asked = hashes.map(String);
    const named = new Set((await Promise.all(owners.map((of) => of(tx, org_id, asked)))).flat());
    const since = new Date(clock.now().getTime() - FRESH_MS);
    for (const sha256 of asked)
      if (!named.has(sha256)) await removeStoredFile(services.home, org_id, sha256, since);
  },
};
