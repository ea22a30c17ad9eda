import { type Static, Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DateText,
  defineUseCase,
  detectKind,
  Instant,
  Nullable,
  storeFile,
  Uuid,
} from '../../../platform/index.ts';
import { type PaperKind, paperKinds } from './levels.ts';
import { insertPaper, type PaperRow, papersOf, waitForPapers } from './store-papers.ts';

/** The largest file that is taken, and what its base64 and the rest of the request need. */
export const PAPER_BYTES = 5_000_000;
export const PAPER_BODY_BYTES = 6_800_000;
/** Papers that one firm may have on file, and those of them that may wait for a decision. */
const MOST_PAPERS = 60;
const MOST_WAITING = 10;

const PaperKindSchema = Type.Unsafe<PaperKind>({ type: 'string', enum: [...paperKinds] });
export const PaperSchema = Type.Object({
  org_id: Uuid,
  paper_id: Uuid,
  org_name: Type.String(),
  kind: PaperKindSchema,
  file_kind: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  /** The last day on which it is good. */
  expires_on: Nullable(Type.String()),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('approved'), Type.Literal('refused')]),
  handed_in_at: Instant,
  decided_at: Nullable(Instant),
  note: Nullable(Type.String()),
});

export const toPaper = (row: PaperRow): Static<typeof PaperSchema> => ({
  ...row,
  handed_in_at: row.handed_in_at.toISOString(),
  decided_at: row.decided_at?.toISOString() ?? null,
});

/**
 * A firm hands in a paper of its own, as base64. What the file is, is seen from its content: PDF, PNG, JPEG or WebP,
 * whole, of at most 5 MB. Refuses with parties.paper_unusable, parties.paper_too_large, parties.paper_expired,
 * parties.papers_too_many.
 */
export const handInPaper = defineUseCase({
  name: 'parties.hand-in-paper',
  kind: 'command',
  permission: 'organisation:papers',
  input: Type.Object(
    {
      kind: PaperKindSchema,
      file: Type.String({ minLength: 4, maxLength: PAPER_BODY_BYTES }),
      expires_on: Type.Optional(DateText),
    },
    { additionalProperties: false },
  ),
  output: PaperSchema,
  run: async (ctx, { kind, file, expires_on }) => {
    const { org_id, user_id } = ctx.actor;
    const at = ctx.clock.now();
    const bytes = Buffer.from(file, 'base64');
    if (bytes.length > PAPER_BYTES)
      return refuse('parties.paper_too_large', { bytes: bytes.length, most_bytes: PAPER_BYTES });
    const file_kind = detectKind(bytes);
    if (!file_kind) return refuse('parties.paper_unusable');
    if (expires_on !== undefined && expires_on < dayOf(at))
      return refuse('parties.paper_expired', { expires_on });
    await waitForPapers(ctx.tx, org_id);
    const known = await papersOf(ctx.tx, org_id, MOST_PAPERS);
    const waiting = known.filter((paper) => paper.state === 'waiting').length;
    if (known.length >= MOST_PAPERS || waiting >= MOST_WAITING)
      return refuse('parties.papers_too_many', { most: MOST_PAPERS, most_waiting: MOST_WAITING });
    const sha256 = await storeFile(ctx.services.home, org_id, bytes);
    return toPaper(
      await insertPaper(ctx.tx, {
        org_id,
        paper_id: ctx.id(),
        kind,
        file_kind,
        bytes: bytes.length,
        sha256,
        expires_on: expires_on ?? null,
        handed_in_by: user_id,
        handed_in_at: at,
      }),
    );
  },
});
