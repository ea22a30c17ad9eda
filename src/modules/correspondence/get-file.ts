import { Type } from 'typebox';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, type RawBody, readStoredFile, Uuid } from '../../platform/index.ts';
import { findFile } from './store.ts';

/**
 * A file of a message, for those who read the message; to all others it does not exist. Refuses with
 * correspondence.file_not_found, correspondence.file_lost.
 */
export const getMessageFile = defineUseCase({
  name: 'correspondence.get-file',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object(
    {
      deal_id: Uuid,
      number: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      place: Type.Integer({ minimum: 1, maximum: 4 }),
    },
    { additionalProperties: false },
  ),
  output: Type.Unsafe<RawBody>({}),
  run: async (ctx, { deal_id, number, place }): Promise<Outcome<RawBody>> => {
    const file = await findFile(ctx.tx, deal_id, number, place);
    if (!file) return refuse('correspondence.file_not_found', { number, place });
    const body = await readStoredFile(ctx.services.home, file.author_org_id, file.sha256);
    if (!body) return refuse('correspondence.file_lost', { sha256: file.sha256 });
    return { content_type: file.kind, file_name: file.name, body, never_changes: 'private' };
  },
});
