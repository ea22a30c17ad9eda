import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, type RawBody, readStoredFile, Uuid } from '../../../platform/index.ts';
import { findPaper } from './store-papers.ts';

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/**
 * The file of a paper, for the firm itself and for those who decide on it; to all others it does not exist.
 * Refuses with parties.paper_not_found, parties.paper_file_lost.
 */
export const getPaperFile = defineUseCase({
  name: 'parties.get-paper-file',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({ org_id: Uuid, paper_id: Uuid }, { additionalProperties: false }),
  output: Type.Unsafe<RawBody>({}),
  run: async (ctx, { org_id, paper_id }) => {
    const paper = await findPaper(ctx.tx, org_id, paper_id);
    if (!paper) return refuse('parties.paper_not_found', { paper_id });
    const body = await readStoredFile(ctx.services.home, org_id, paper.sha256);
    if (!body) return refuse('parties.paper_file_lost', { sha256: paper.sha256 });
    const file_name = `${paper.kind}.${endings[paper.file_kind] ?? 'bin'}`;
    return { content_type: paper.file_kind, file_name, body };
  },
});
