import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  isInstant,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { documentKinds, documentStates } from './model.ts';
import { pageOfDocuments } from './store.ts';
import { DocumentSummary, summarise } from './views.ts';

/** The documents of a deal that the actor may see, oldest first. Refuses with deals.not_found, platform.bad_cursor. */
export const listDocuments = defineUseCase({
  name: 'documents.list-documents',
  kind: 'query',
  permission: 'document:read',
  input: Type.Object(
    {
      deal_id: Uuid,
      ...pageInput,
      kind: Type.Optional(Type.Enum([...documentKinds])),
      state: Type.Optional(Type.Enum([...documentStates])),
    },
    { additionalProperties: false },
  ),
  output: pageOf(DocumentSummary),
  async run(ctx, input) {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const key = decodeCursor(input.cursor, 2);
    if (input.cursor !== undefined && !isPlace(key)) return refuse('platform.bad_cursor');
    const rows = await pageOfDocuments(ctx.tx, {
      deal_id: input.deal_id,
      kind: input.kind ?? null,
      state: input.state ?? null,
      after: key ? key.map(String) : null,
      limit,
    });
    // Documents may be shared with somebody outside the deal; who sees none learns whether the deal is theirs.
    const deal = rows.length > 0 ? undefined : await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    return toPage(rows, limit, (r) => [r.issued_at.toISOString(), r.document_id], summarise);
  },
});

function isPlace(key: readonly (string | number)[] | undefined): boolean {
  const [instant, document_id] = key ?? [];
  return isInstant(instant) && typeof document_id === 'string' && isUuid(document_id);
}
