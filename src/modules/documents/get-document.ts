import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { findDocument } from './store.ts';
import { DocumentSummary, FactsView, summarise } from './views.ts';

/** One document: what it states, and the signed record. Saved as a file, `sauda verify` reads it. */
export const getDocument = defineUseCase({
  name: 'documents.get-document',
  kind: 'query',
  permission: 'document:read',
  input: Type.Object({ deal_id: Uuid, document_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ ...DocumentSummary.properties, facts: FactsView, jws: Type.String() }),
  async run(ctx, input) {
    const document = await findDocument(ctx.tx, input.deal_id, input.document_id);
    if (!document) return refuse('documents.not_found');
    return { ...summarise(document), facts: document.facts, jws: document.jws };
  },
});
