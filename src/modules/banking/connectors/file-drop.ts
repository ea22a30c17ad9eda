import { mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { BYTE_LIMIT } from '../../iso20022/index.ts';

const FILES_AT_ONCE = 100;

/**
 * Lays a message into `outbox/` for the bank to fetch: written under another name, forced to disk and renamed, so
 * that nobody sees half of it. The name follows from its number: laid down again, it is the same file.
 */
export async function deliverToFolder(
  folder: string,
  message: { message_id: string; xml: string },
): Promise<void> {
  const outbox = join(folder, 'outbox');
  await mkdir(outbox, { recursive: true });
  const name = `${encodeURIComponent(message.message_id)}.xml`;
  const half = join(outbox, `.${name}.half`);
  const file = await open(half, 'w');
  try {
    await file.writeFile(message.xml);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(half, join(outbox, name));
}

/**
 * Takes what a bank has laid into `inbox/`, in the order of names. A file is moved to `done/` only once it is known
 * to be stored, that is when it comes again as a repetition: a crash between storing and moving loses nothing and
 * counts nothing twice. What is refused goes to `refused/` with its reason beside it. Names that begin with a dot are still being
 * written. Returns how many files were taken.
 */
export async function takeFromFolder(
  folder: string,
  receive: (xml: Buffer) => Promise<Outcome<{ repeated: boolean }>>,
): Promise<number> {
  const inbox = join(folder, 'inbox');
  const names = (await readdir(inbox).catch(() => [])).filter((n) => /^[^.].*\.xml$/i.test(n)).sort();
  let taken = 0;
  for (const name of names.slice(0, FILES_AT_ONCE)) {
    const path = join(inbox, name);
    const { size, isFile } = await stat(path).then((s) => ({ size: s.size, isFile: s.isFile() }));
    if (!isFile) continue;
    // A file above the limit is not read; as much of it as is needed to say so.
    const content = size > BYTE_LIMIT ? Buffer.alloc(BYTE_LIMIT + 1) : await readFile(path);
    const outcome = await receive(content);
    // Nothing is known of a message that could not be validated: it and those after it wait for the operator.
    if (isRefusal(outcome) && outcome.code === 'iso20022.schema_unusable') return taken;
    if (isRefusal(outcome)) {
      await move(folder, 'refused', name);
      const reason = { code: outcome.code, params: outcome.params };
      await writeFile(join(folder, 'refused', `${name}.json`), `${JSON.stringify(reason)}\n`);
    } else if (outcome.repeated) await move(folder, 'done', name);
    else taken += 1;
  }
  return taken;
}

async function move(folder: string, to: 'done' | 'refused', name: string): Promise<void> {
  await mkdir(join(folder, to), { recursive: true });
  await rename(join(folder, 'inbox', name), join(folder, to, name));
}
