import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, type Deal, getDeal } from '../deals/index.ts';
import { eventFacts } from './issue-document.ts';
import { attachedTo, drawUp, issuerOf, organisationsOf } from './issuing.ts';
import { type TradeDocument, transitionFor } from './model.ts';
import { documentsOfDeal, insertDocuments, leaveForce } from './store.ts';
import { SuppliedFacts } from './supplied-facts.ts';
import { DocumentSummary, summarise } from './views.ts';

/**
 * Replaces a version by a corrected one, composed anew from the deal as it is now; the number stays. Only the
 * organisation that issued it may, or Sauda in its name.
 * Refuses with documents.not_found, .not_in_force, .not_the_issuer, .not_now, .facts_missing.
 */
export async function supersedeDocument(
  ctx: Ctx,
  input: { deal: Deal; document_id: string; reason: string; facts?: SuppliedFacts },
): Promise<Outcome<{ deal: Deal; document: TradeDocument }>> {
  const { deal, reason } = input;
  const onFile = await documentsOfDeal(ctx.tx, deal.deal_id);
  const old = onFile.find((d) => d.document_id === input.document_id);
  if (!old) return refuse('documents.not_found');
  if (!transitionFor(old.state, 'supersede')) return refuse('documents.not_in_force', { state: old.state });
  const issuer = issuerOf(ctx, deal, old.kind, input.facts ?? {});
  if (isRefusal(issuer)) return issuer;
  if (ctx.actor.kind !== 'system' && ctx.actor.org_id !== old.issuer_org_id)
    return refuse('documents.not_the_issuer', { kind: old.kind, issuers: old.issuer_name });
  const document = await drawUp(ctx, {
    deal,
    terms: issuer.terms,
    kind: old.kind,
    supplied: input.facts ?? {},
    issuer_org_id: old.issuer_org_id,
    organisations: await organisationsOf(ctx, deal, [old.issuer_org_id]),
    attached: attachedTo(onFile.filter((d) => d.kind !== old.kind && d.issued_at <= old.issued_at)),
    series: old.series,
    number: old.number,
    version: old.version + 1,
    supersedes: old.document_id,
  });
  const left = await leaveForce(ctx.tx, old, {
    state: 'superseded',
    reason,
    replaced_by: document.document_id,
  });
  if (!left) return refuse('platform.changed_meanwhile');
  await insertDocuments(ctx.tx, [document], deal.demo);
  const after = await appendEvent(ctx, deal, {
    kind: 'document.superseded',
    body: { document: eventFacts(document), replaces: old.document_id, reason },
  });
  return isRefusal(after) ? after : { deal: after, document };
}

/** `supersedeDocument` as a command. */
export const supersedeDocumentOfDeal = defineUseCase({
  name: 'documents.supersede-document',
  kind: 'command',
  permission: 'document:issue',
  input: Type.Object(
    {
      deal_id: Uuid,
      document_id: Uuid,
      reason: Type.String({ minLength: 1, maxLength: 500 }),
      facts: Type.Optional(SuppliedFacts),
    },
    { additionalProperties: false },
  ),
  output: DocumentSummary,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { document_id, reason, facts } = input;
    const superseded = await supersedeDocument(ctx, {
      deal,
      document_id,
      reason,
      ...(facts ? { facts } : {}),
    });
    return isRefusal(superseded) ? superseded : summarise(superseded.document);
  },
});
