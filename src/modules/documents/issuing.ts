import { dayOf } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Deal, Terms } from '../deals/index.ts';
import { rolesIn } from '../deals/index.ts';
import { findOrganisations, type Profile } from '../parties/index.ts';
import { CREDENTIAL_TYPE, documentCredential } from './credential.ts';
import { type AttachedDocument, forms } from './forms/index.ts';
import { type DocumentKind, kindRules, type OrganisationFacts, type TradeDocument } from './model.ts';
import type { SuppliedFacts } from './supplied-facts.ts';

const issuingStates: readonly Deal['state'][] = [
  'contracted',
  'funded',
  'shipped',
  'delivered',
  'accepted',
  'disputed',
  'settled',
];

/**
 * Whose document it would be: the actor's organisation, or, when Sauda acts, the participant whose part it is.
 * Refuses with documents.not_now, documents.wrong_mode, documents.facts_missing, documents.not_the_issuer,
 * documents.issuer_missing.
 */
export function issuerOf(
  ctx: Ctx,
  deal: Deal,
  kind: DocumentKind,
  supplied: SuppliedFacts,
): Outcome<{ org_id: string; terms: Terms }> {
  const rule = kindRules[kind];
  const { terms } = deal;
  if (!terms || !issuingStates.includes(deal.state))
    return refuse('documents.not_now', { state: deal.state });
  if ((kind === 'smgs_note' && terms.mode !== 'rail') || (kind === 'cmr_note' && terms.mode !== 'road'))
    return refuse('documents.wrong_mode', { kind, mode: terms.mode });
  if (!rule.derived && !supplied.boxes?.length) return refuse('documents.facts_missing', { kind });
  if (ctx.actor.kind !== 'system') {
    const mine = rolesIn(deal, ctx.actor.org_id);
    return rule.issuers.some((role) => mine.includes(role))
      ? { org_id: ctx.actor.org_id, terms }
      : refuse('documents.not_the_issuer', { kind, issuers: rule.issuers.join(', ') });
  }
  const org_id = participantFor(deal, terms, rule.by_policy);
  return org_id ? { org_id, terms } : refuse('documents.issuer_missing', { kind, role: rule.by_policy });
}

/** The participant of a role; carrier and brokers are named by the terms before they join. */
function participantFor(deal: Deal, terms: Terms, role: string): string | undefined {
  const joined = deal.participants.find((p) => p.role === role)?.org_id;
  if (joined) return joined;
  if (role === 'carrier') return terms.carrier_org_id;
  if (role === 'export_broker') return terms.export_broker_org_id;
  if (role === 'import_broker') return terms.import_broker_org_id;
  return undefined;
}

/** Names of all whom the forms of a deal mention, in one statement. */
export function organisationsOf(
  ctx: Ctx,
  deal: Deal,
  issuers: readonly string[],
): Promise<Map<string, Profile>> {
  const carrier = deal.terms ? [deal.terms.carrier_org_id] : [];
  return findOrganisations(ctx, [deal.buyer.org_id, deal.seller.org_id, ...carrier, ...issuers]);
}

function organisationFacts(
  known: ReadonlyMap<string, Profile>,
  org_id: string,
  otherwise?: { name: string; country: string },
): OrganisationFacts | null {
  const profile = known.get(org_id);
  const { name, country } = profile ?? otherwise ?? {};
  if (name === undefined || country === undefined) return null;
  return { org_id, name, name_zh: profile?.name_zh ?? null, name_ru: profile?.name_ru ?? null, country };
}

export interface Drawing {
  deal: Deal;
  terms: Terms;
  kind: DocumentKind;
  supplied: SuppliedFacts;
  issuer_org_id: string;
  organisations: ReadonlyMap<string, Profile>;
  attached: readonly AttachedDocument[];
  series: number;
  number: string;
  version: number;
  supersedes: string | null;
}

/** Composes the facts of a document from its deal and signs them. Nothing is written yet. */
export async function drawUp(ctx: Ctx, drawing: Drawing): Promise<TradeDocument> {
  const { deal, terms, kind, organisations, issuer_org_id } = drawing;
  const issued_at = ctx.clock.now();
  const unnamed = { name: issuer_org_id, country: terms.from_country };
  const known = [deal.buyer, deal.seller].find((p) => p.org_id === issuer_org_id);
  const issuer = organisationFacts(organisations, issuer_org_id, known ?? unnamed);
  const seller = organisationFacts(organisations, deal.seller.org_id, deal.seller);
  const buyer = organisationFacts(organisations, deal.buyer.org_id, deal.buyer);
  if (!issuer || !seller || !buyer) throw new Error('a deal names its buyer and its seller');
  const facts = forms[kind].compose({
    kind,
    number: drawing.number,
    version: drawing.version,
    issued_on: dayOf(issued_at),
    deal_number: deal.number,
    demo: deal.demo,
    terms,
    seller,
    buyer,
    carrier: organisationFacts(organisations, terms.carrier_org_id),
    issuer,
    attached: drawing.attached,
    supplied: drawing.supplied,
  });
  const document_id = ctx.id();
  const facts_hash = sha256Hex(canonicalJson(facts));
  const credential = documentCredential({
    document_id,
    public_url: ctx.services.public_url,
    issued_at,
    facts,
    facts_hash,
    supersedes: drawing.supersedes,
  });
  return {
    deal_id: deal.deal_id,
    document_id,
    kind,
    series: drawing.series,
    number: drawing.number,
    version: drawing.version,
    state: 'issued',
    facts,
    facts_hash,
    jws: await ctx.services.signer.sign(credential, CREDENTIAL_TYPE),
    issuer_org_id,
    issuer_name: issuer.name,
    issued_at,
    supersedes: drawing.supersedes,
    reason: null,
    parties: [...new Set([...deal.parties, issuer_org_id])],
  };
}

/** Boxes that list what is attached name the documents in force that go with the goods. */
export function attachedTo(documents: readonly TradeDocument[]): AttachedDocument[] {
  return documents
    .filter((d) => d.state === 'issued' && !['contract', 'smgs_note', 'cmr_note'].includes(d.kind))
    .map((d) => ({ kind: d.kind, number: d.number, issued_on: d.facts.issued_on }));
}
