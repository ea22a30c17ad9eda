import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, type RawBody, Uuid } from '../../platform/index.ts';
import { renderDocument } from './render-document.ts';
import { findDocument } from './store.ts';

/** One document as PDF, with the signed record attached and the page sealed. */
export const getDocumentPdf = defineUseCase({
  name: 'documents.get-document-pdf',
  kind: 'query',
  permission: 'document:read',
  input: Type.Object({ deal_id: Uuid, document_id: Uuid }, { additionalProperties: false }),
  output: Type.Unsafe<RawBody>(Type.Any()),
  async run(ctx, input) {
    const document = await findDocument(ctx.tx, input.deal_id, input.document_id);
    if (!document) return refuse('documents.not_found');
    const pdf = await renderDocument(ctx.services, document);
    if (isRefusal(pdf)) return pdf;
    const version = document.version > 1 ? `-v${document.version}` : '';
    return { content_type: 'application/pdf', file_name: `${document.number}${version}.pdf`, body: pdf };
  },
});
