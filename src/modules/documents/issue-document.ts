import { Type } from 'typebox';
import { isRefusal, type JsonObject, type Outcome } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, type Deal, getDeal } from '../deals/index.ts';
import { attachedTo, drawUp, issuerOf, organisationsOf } from './issuing.ts';
import { type DocumentKind, documentKinds, documentNumber, type TradeDocument } from './model.ts';
import { documentsOfDeal, insertDocuments } from './store.ts';
import { SuppliedFacts } from './supplied-facts.ts';
import { DocumentSummary, summarise } from './views.ts';

export interface WantedDocument {
  kind: DocumentKind;
  facts?: SuppliedFacts;
}

/**
 * Issues documents of a deal in the order given, so that each can name those before it; one event
 * `document.issued` tells of all. With `only_missing`, kinds of which one is in force are passed over: what a
 * policy does twice then happens once. Returns the deal as it is afterwards.
 * Refuses with documents.not_now, .wrong_mode, .facts_missing, .not_the_issuer, .issuer_missing.
 */
export async function issueDocuments(
  ctx: Ctx,
  input: { deal: Deal; wanted: readonly WantedDocument[]; only_missing?: boolean },
): Promise<Outcome<{ deal: Deal; documents: TradeDocument[] }>> {
  const { deal } = input;
  const onFile = await documentsOfDeal(ctx.tx, deal.deal_id);
  const inForce = new Set(onFile.filter((d) => d.state === 'issued').map((d) => d.kind));
  const wanted = input.wanted.filter((w) => !input.only_missing || !inForce.has(w.kind));
  if (wanted.length === 0) return { deal, documents: [] };
  const issuers: { org_id: string; terms: NonNullable<Deal['terms']> }[] = [];
  for (const one of wanted) {
    const issuer = issuerOf(ctx, deal, one.kind, one.facts ?? {});
    if (isRefusal(issuer)) return issuer;
    issuers.push(issuer);
  }
  const organisations = await organisationsOf(
    ctx,
    deal,
    issuers.map((i) => i.org_id),
  );
  const documents: TradeDocument[] = [];
  for (const [i, one] of wanted.entries()) {
    const issuer = issuers[i];
    if (!issuer) continue;
    const before = [...onFile, ...documents];
    const series = Math.max(0, ...before.filter((d) => d.kind === one.kind).map((d) => d.series)) + 1;
    documents.push(
      await drawUp(ctx, {
        deal,
        terms: issuer.terms,
        kind: one.kind,
        supplied: one.facts ?? {},
        issuer_org_id: issuer.org_id,
        organisations,
        attached: attachedTo(before),
        series,
        number: documentNumber(one.kind, deal.number, series),
        version: 1,
        supersedes: null,
      }),
    );
  }
  await insertDocuments(ctx.tx, documents, deal.demo);
  const after = await appendEvent(ctx, deal, {
    kind: 'document.issued',
    body: { documents: documents.map(eventFacts) },
  });
  return isRefusal(after) ? after : { deal: after, documents };
}

/** Issues one document; see `issueDocuments`. */
export async function issueDocument(
  ctx: Ctx,
  input: { deal: Deal } & WantedDocument,
): Promise<Outcome<{ deal: Deal; document: TradeDocument }>> {
  const { deal, ...wanted } = input;
  const issued = await issueDocuments(ctx, { deal, wanted: [wanted] });
  if (isRefusal(issued)) return issued;
  const [document] = issued.documents;
  if (!document) throw new Error('one document was wanted and none was issued');
  return { deal: issued.deal, document };
}

/** What the timeline keeps of a document; the hash ties the event to the signed record. */
export function eventFacts(document: TradeDocument): JsonObject {
  const { document_id, kind, number, version, facts_hash, issuer_org_id } = document;
  return { document_id, kind, number, version, facts_hash, issuer_org_id };
}

/** `issueDocument` as a command. */
export const issueDocumentOfDeal = defineUseCase({
  name: 'documents.issue-document',
  kind: 'command',
  permission: 'document:issue',
  input: Type.Object(
    { deal_id: Uuid, kind: Type.Enum([...documentKinds]), facts: Type.Optional(SuppliedFacts) },
    { additionalProperties: false },
  ),
  output: DocumentSummary,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const issued = await issueDocument(ctx, {
      deal,
      kind: input.kind,
      ...(input.facts ? { facts: input.facts } : {}),
    });
    return isRefusal(issued) ? issued : summarise(issued.document);
  },
});
