import { assert, isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { draftDeclaration } from '../../modules/customs/index.ts';
import { type Deal, getDeal } from '../../modules/deals/index.ts';
import { type DocumentKind, documentsForCustoms, issueDocuments } from '../../modules/documents/index.ts';
import { bookConsignment, clearConsignment } from '../../modules/transport/index.ts';
import type { Ctx } from '../../platform/index.ts';
import { eventBody } from './event-body.ts';
import type { Happened } from './happened.ts';

/** Contract, invoice and packing list follow from the terms; Sauda makes them out in the seller's name. */
export async function issueTradeDocuments(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  return isRefusal(deal) ? deal : issueMissing(ctx, deal, ['contract', 'commercial_invoice', 'packing_list']);
}

/** The consignment note that goes with the goods, and the carrier's booking under its number. */
export async function bookCarriage(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  const noted = await issueMissing(ctx, deal, [noteOf(deal)]);
  if (isRefusal(noted)) return noted;
  const note = (await documentsForCustoms(ctx, deal_id)).documents.find((d) => d.kind === noteOf(deal));
  return bookConsignment.run(ctx, { deal_id, ...(note ? { note_number: note.number } : {}) });
}

/** The export declaration is drawn up; the broker reads and lodges it. */
export function draftExport(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return draft(ctx, deal_id, 'export');
}

export function draftImport(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return draft(ctx, deal_id, 'import');
}

/** A document that is issued later is presented to the declaration that customs has not taken yet. */
export async function presentDocument(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  if (deal.state === 'funded') return draft(ctx, deal_id, 'export');
  return deal.state === 'shipped' ? draft(ctx, deal_id, 'import') : deal;
}

/** Customs released: the carrier may depart, or hand over. */
export async function passOnClearance(ctx: Ctx, happened: Happened): Promise<Outcome<unknown>> {
  const { direction } = await eventBody<{ direction?: 'export' | 'import' }>(ctx, happened);
  assert(direction, 'a release names its direction');
  return clearConsignment.run(ctx, { deal_id: happened.deal_id, direction });
}

function noteOf(deal: Deal): DocumentKind {
  return deal.terms?.mode === 'road' ? 'cmr_note' : 'smgs_note';
}

function issueMissing(ctx: Ctx, deal: Deal, kinds: DocumentKind[]): Promise<Outcome<unknown>> {
  return issueDocuments(ctx, { deal, wanted: kinds.map((kind) => ({ kind })), only_missing: true });
}

async function draft(ctx: Ctx, deal_id: string, direction: 'export' | 'import'): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  return draftDeclaration(ctx, { deal, direction, ...(await documentsForCustoms(ctx, deal_id)) });
}
