import { type Static, Type } from 'typebox';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks } from '../../kernel/text.ts';
import {
  type Ctx,
  detectKind,
  detectTable,
  type FileKind,
  Line,
  storeFile,
  type TableKind,
} from '../../platform/index.ts';
import { bytesSent } from './store.ts';

const MOST_FILES = 4;
/** The files of one message together, and what their base64 and the rest of the request need. */
export const FILES_BYTES = 8_000_000;
export const FILES_BODY_BYTES = 10_800_000;
/** What one firm may send in one deal. */
export const FIRM_BYTES = 100_000_000;

const endings: Record<FileKind | TableKind, readonly [string, ...string[]]> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/csv': ['csv'],
};

export const FilesInput = Type.Array(
  Type.Object(
    {
      name: Line(120),
      /** Base64. */
      file: Type.String({ minLength: 4, maxLength: FILES_BODY_BYTES }),
    },
    { additionalProperties: false },
  ),
  { maxItems: MOST_FILES },
);

/** A file as readers see it; it is fetched by the number of its message and its place in it, from 1. */
export const FileSchema = Type.Object({
  name: Type.String(),
  kind: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
});
export type SentFile = Static<typeof FileSchema>;

/**
 * Looks at what comes with a message and keeps it as it is: its hash is in the timeline. What a file is, is seen from
 * its content, and its name gets the ending of that. Refuses with correspondence.file_unusable, files_too_large,
 * files_full.
 */
export async function keepFiles(
  ctx: Ctx,
  deal_id: string,
  files: Static<typeof FilesInput>,
): Promise<Outcome<SentFile[]>> {
  if (files.length === 0) return [];
  const given = files.map(({ name, file }) => ({ name, content: Buffer.from(file, 'base64') }));
  const bytes = given.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes > FILES_BYTES)
    return refuse('correspondence.files_too_large', { bytes, most_bytes: FILES_BYTES });
  const { org_id } = ctx.actor;
  if ((await bytesSent(ctx.tx, deal_id, org_id)) + bytes > FIRM_BYTES)
    return refuse('correspondence.files_full', { most_bytes: FIRM_BYTES });
  const checked = [];
  for (const [at, { name, content }] of given.entries()) {
    const kind = detectKind(content) ?? detectTable(content);
    if (!kind || hasHiddenMarks(name))
      return refuse('correspondence.file_unusable', { name: kind ? String(at + 1) : name }, [
        { path: `/files/${at}`, code: 'file_unusable', message: 'is of no kind that is taken' },
      ]);
    checked.push({ name: nameFor(name, kind), kind, content });
  }
  const kept = [];
  for (const { content, ...file } of checked)
    kept.push({
      ...file,
      bytes: content.length,
      sha256: await storeFile(ctx.services.home, org_id, content),
    });
  return kept;
}

/** A name without folders, whose ending tells what the file is. */
function nameFor(given: string, kind: FileKind | TableKind): string {
  const name = given.replace(/[\\/:*?"<>|]/g, '_');
  const [usual] = endings[kind];
  return endings[kind].some((ending) => name.toLowerCase().endsWith(`.${ending}`))
    ? name
    : `${name}.${usual}`;
}
