import { type FileKind, type Tx, takeTurn } from '../../../platform/index.ts';
import type { HeldPaper, PaperKind } from './levels.ts';

export interface PaperRow extends HeldPaper {
  org_id: string;
  paper_id: string;
  org_name: string;
  file_kind: FileKind;
  bytes: number;
  sha256: string;
  handed_in_at: Date;
  decided_at: Date | null;
  note: string | null;
}

const columns = `org_id, paper_id, org_name, kind, file_kind, bytes, sha256, to_char(expires_on, 'YYYY-MM-DD') as expires_on,
  state, handed_in_at, decided_at, note`;

/** Writes a paper in sight of the firm, the institution that brought it on, and the operators. */
export function insertPaper(
  tx: Tx,
  paper: {
    org_id: string;
    paper_id: string;
    kind: PaperKind;
    file_kind: FileKind;
    bytes: number;
    sha256: string;
    expires_on: string | null;
    handed_in_by: string | null;
    handed_in_at: Date;
  },
): Promise<PaperRow> {
  return tx.one<PaperRow>(
    `insert into parties.paper (org_id, paper_id, parties, org_name, kind, file_kind, bytes, sha256, expires_on, state,
       handed_in_by, handed_in_at)
     select o.org_id, $2, array_remove(array[o.org_id, o.onboarded_by], null)
         || (select coalesce(array_agg(org_id order by org_id), '{}') from parties.organisation where kind = 'operator'),
       o.name, $3, $4, $5, $6, $7, 'waiting', $8, $9
     from parties.organisation o where o.org_id = $1
     returning ${columns}`,
    [
      paper.org_id,
      paper.paper_id,
      paper.kind,
      paper.file_kind,
      paper.bytes,
      paper.sha256,
      paper.expires_on,
      paper.handed_in_by,
      paper.handed_in_at,
    ],
  );
}

/** Whoever hands in a paper of the same firm next waits until this transaction ends. */
export async function waitForPapers(tx: Tx, org_id: string): Promise<void> {
  await takeTurn(tx, `papers ${org_id}`);
}

/** Papers of one firm that the actor may see, newest first. */
export function papersOf(tx: Tx, org_id: string, limit: number): Promise<PaperRow[]> {
  return tx.rows<PaperRow>(
    `select ${columns} from parties.paper where org_id = $1 order by handed_in_at desc, paper_id desc limit $2`,
    [org_id, limit],
  );
}

export function findPaper(tx: Tx, org_id: string, paper_id: string): Promise<PaperRow | undefined> {
  return tx.maybe<PaperRow>(`select ${columns} from parties.paper where org_id = $1 and paper_id = $2`, [
    org_id,
    paper_id,
  ]);
}

/** Papers of others that wait for a decision, oldest first; one row more than `limit` when there is a next page. */
export function pageOfWaiting(
  tx: Tx,
  page: {
    not_of: string;
    kinds: readonly PaperKind[];
    after?: { at: string; id: string } | undefined;
    limit: number;
  },
): Promise<PaperRow[]> {
  return tx.rows<PaperRow>(
    `select ${columns} from parties.paper
     where state = 'waiting' and org_id <> $1 and kind = any ($2)
       and ($3::timestamptz is null or (handed_in_at, paper_id) > ($3, $4::uuid))
     order by handed_in_at, paper_id limit $5`,
    [page.not_of, page.kinds, page.after?.at ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

/** Decides a paper that waits; undefined when it does not, or is in nobody's sight. */
export function decidePaperRow(
  tx: Tx,
  paper: {
    org_id: string;
    paper_id: string;
    state: 'approved' | 'refused';
    note: string | null;
    decided_by: string | null;
    decided_by_org: string;
    decided_at: Date;
  },
): Promise<PaperRow | undefined> {
  return tx.maybe<PaperRow>(
    `update parties.paper set state = $3, note = $4, decided_by = $5, decided_by_org = $6, decided_at = $7
     where org_id = $1 and paper_id = $2 and state = 'waiting' returning ${columns}`,
    [
      paper.org_id,
      paper.paper_id,
      paper.state,
      paper.note,
      paper.decided_by,
      paper.decided_by_org,
      paper.decided_at,
    ],
  );
}

/** Raises trust to what papers have earned; trust that is higher already, and rests on no paper, stays. */
export function raiseTrust(
  tx: Tx,
  raised: { org_id: string; level: number; until: string | null; verified_by: string | null; at: Date },
): Promise<number> {
  return tx.run(
    `update parties.organisation set status = 'verified', trust = $2, trust_until = $3, verified_by = $4, verified_at = $5,
       updated_at = $5, version = version + 1
     where org_id = $1 and screening = 'clear'
       and (trust < $2 or (trust = $2 and trust_until is not null and trust_until is distinct from $3::date))`,
    [raised.org_id, raised.level, raised.until, raised.verified_by, raised.at],
  );
}

/**
 * Takes trust back that rested on papers which have ended, a bounded number of firms at once. Returns who they were.
 */
export async function lapseTrust(tx: Tx, date: string, at: Date, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ org_id: string }>(
    `update parties.organisation o set status = 'registered', verified_by = null, verified_at = null, trust_until = null,
       trust = case when exists (select 1 from parties.registration r
         where r.org_id = o.org_id and r.checked = 'check_digit') then 1 else 0 end,
       updated_at = $2, version = version + 1
     where org_id in (select org_id from parties.organisation where trust_until < $1::date order by org_id limit $3)
     returning org_id`,
    [date, at, limit],
  );
  return rows.map((row) => row.org_id);
}

/** Trust of an organisation and the day until which it holds; undefined when it is not on file. */
export function trustOn(
  tx: Tx,
  org_id: string,
): Promise<{ trust: 0 | 1 | 2 | 3; trust_until: string | null; screening: string } | undefined> {
  return tx.maybe(
    `select trust, to_char(trust_until, 'YYYY-MM-DD') as trust_until, screening
     from parties.organisation where org_id = $1`,
    [org_id],
  );
}

/** Which of these files the papers of an organisation still name. */
export async function namedByPapers(tx: Tx, org_id: string, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ sha256: string }>(
    'select sha256 from parties.paper where org_id = $1 and sha256 = any ($2::text[])',
    [org_id, hashes],
  );
  return rows.map((row) => row.sha256);
}
