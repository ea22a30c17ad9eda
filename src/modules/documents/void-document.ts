import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, getDeal } from '../deals/index.ts';
import { eventFacts } from './issue-document.ts';
import { transitionFor } from './model.ts';
import { findDocument, leaveForce } from './store.ts';
import { DocumentSummary, summarise } from './views.ts';

/** Takes a document out of force without a successor, for example when the goods are not sent. */
export const voidDocument = defineUseCase({
  name: 'documents.void-document',
  kind: 'command',
  permission: 'document:issue',
  input: Type.Object(
    { deal_id: Uuid, document_id: Uuid, reason: Type.String({ minLength: 1, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: DocumentSummary,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const document = await findDocument(ctx.tx, deal.deal_id, input.document_id);
    if (!document) return refuse('documents.not_found');
    if (ctx.actor.kind !== 'system' && ctx.actor.org_id !== document.issuer_org_id)
      return refuse('documents.not_the_issuer', { kind: document.kind, issuers: document.issuer_name });
    if (!transitionFor(document.state, 'void'))
      return refuse('documents.not_in_force', { state: document.state });
    const change = { state: 'void', reason: input.reason, replaced_by: null } as const;
    if (!(await leaveForce(ctx.tx, document, change))) return refuse('platform.changed_meanwhile');
    const after = await appendEvent(ctx, deal, {
      kind: 'document.voided',
      body: { document: eventFacts(document), reason: input.reason },
    });
    return isRefusal(after) ? after : summarise({ ...document, state: 'void', reason: input.reason });
  },
});
