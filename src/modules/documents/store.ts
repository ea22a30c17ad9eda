import type { Tx } from '../../platform/index.ts';
import type { DocumentKind, DocumentState, TradeDocument } from './model.ts';

const columns = `deal_id, document_id, kind, series, number, version, state, facts, facts_hash, jws, issuer_org_id,
  issuer_name, issued_at, supersedes, reason, parties`;

/** All documents of a deal that the actor may see, in the order they were issued. */
export function documentsOfDeal(tx: Tx, deal_id: string): Promise<TradeDocument[]> {
  return tx.rows<TradeDocument>(
    `select ${columns} from documents.document where deal_id = $1 order by issued_at, document_id`,
    [deal_id],
  );
}

/** A page of them without facts and signature; one more than `limit` when there is a next page. */
export function pageOfDocuments(
  tx: Tx,
  page: { deal_id: string; kind: string | null; state: string | null; after: string[] | null; limit: number },
): Promise<Omit<TradeDocument, 'facts' | 'jws'>[]> {
  return tx.rows(
    `select deal_id, document_id, kind, series, number, version, state, facts_hash, issuer_org_id, issuer_name,
       issued_at, supersedes, reason, parties
     from documents.document
     where deal_id = $1 and ($2::text is null or kind = $2) and ($3::text is null or state = $3)
       and ($4::timestamptz is null or (issued_at, document_id) > ($4, $5::uuid))
     order by issued_at, document_id limit $6`,
    [page.deal_id, page.kind, page.state, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
  );
}

export function findDocument(
  tx: Tx,
  deal_id: string,
  document_id: string,
): Promise<TradeDocument | undefined> {
  return tx.maybe<TradeDocument>(
    `select ${columns} from documents.document where deal_id = $1 and document_id = $2`,
    [deal_id, document_id],
  );
}

/** Files new documents and enters them on the public register. */
export async function insertDocuments(
  tx: Tx,
  documents: readonly TradeDocument[],
  demo: boolean,
): Promise<void> {
  const rows = JSON.stringify(documents);
  await tx.run(
    `insert into documents.document (${columns})
     select ${columns} from jsonb_to_recordset($1::jsonb) as d (deal_id uuid, document_id uuid, kind text,
       series int, number text, version int, state text, facts jsonb, facts_hash text, jws text,
       issuer_org_id uuid, issuer_name text, issued_at timestamptz, supersedes uuid, reason text, parties uuid[])`,
    [rows],
  );
  await tx.run(
    `insert into documents.register (org_id, document_id, kind, number, version, issuer_name, issued_at, facts_hash,
       state, demo, published)
     select issuer_org_id, document_id, kind, number, version, issuer_name, issued_at, facts_hash, state, $2, true
     from jsonb_to_recordset($1::jsonb) as d (issuer_org_id uuid, document_id uuid, kind text, number text,
       version int, issuer_name text, issued_at timestamptz, facts_hash text, state text)`,
    [rows, demo],
  );
}

/** Takes a version out of force. False when somebody else did so meanwhile. */
export async function leaveForce(
  tx: Tx,
  document: TradeDocument,
  change: { state: 'superseded' | 'void'; reason: string; replaced_by: string | null },
): Promise<boolean> {
  const changed = await tx.run(
    `update documents.document set state = $3, reason = $4 where deal_id = $1 and document_id = $2 and state = 'issued'`,
    [document.deal_id, document.document_id, change.state, change.reason],
  );
  if (changed !== 1) return false;
  await tx.run(
    'update documents.register set state = $3, replaced_by = $4 where org_id = $1 and document_id = $2',
    [document.issuer_org_id, document.document_id, change.state, change.replaced_by],
  );
  return true;
}

/** Lets further organisations see the deal's documents. */
export function widenParties(tx: Tx, deal_id: string, parties: readonly string[]): Promise<number> {
  return tx.run(
    `update documents.document
     set parties = (select array_agg(distinct party) from unnest(parties || $2::uuid[]) as party)
     where deal_id = $1 and not parties @> $2::uuid[]`,
    [deal_id, parties],
  );
}

/** A line of the public register. */
export interface RegisterEntry {
  document_id: string;
  kind: DocumentKind;
  number: string;
  version: number;
  issuer_name: string;
  issued_at: Date;
  facts_hash: string;
  state: DocumentState;
  replaced_by: string | null;
  demo: boolean;
}

export function findOnRegister(tx: Tx, document_id: string): Promise<RegisterEntry | undefined> {
  return tx.maybe<RegisterEntry>(
    `select document_id, kind, number, version, issuer_name, issued_at, facts_hash, state, replaced_by, demo
     from documents.register where document_id = $1 and published`,
    [document_id],
  );
}
