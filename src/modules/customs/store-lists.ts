import type { Tx } from '../../platform/index.ts';
import type { Declaration, Direction } from './model.ts';
import { columns, itemsOf, type StoredDeclaration, toDeclaration } from './store.ts';

export interface QueueFilter {
  customs_org_id: string;
  state: string | undefined;
  lane: string | undefined;
  after: { decide_by: string; declaration_id: string } | undefined;
  limit: number;
}

/**
 * Declarations at one customs authority, oldest deadline first; those without a deadline last. Without a
 * state: those that wait for an officer (laned, inspected or paid, and not cleared).
 */
export async function queuePage(tx: Tx, f: QueueFilter): Promise<Declaration[]> {
  const rows = await tx.rows<StoredDeclaration>(
    `select ${columns}, ${itemsOf} from customs.declaration d
     where d.customs_org_id = $1 and ($2::text is null or d.state = $2) and ($3::text is null or d.lane = $3)
       and ($2::text is not null or (d.state in ('laned', 'inspected', 'paid') and not d.cleared))
       and ($4::timestamptz is null
         or (coalesce(d.decide_by, '9999-12-31T00:00:00Z'), d.declaration_id) > ($4::timestamptz, $5::uuid))
     order by coalesce(d.decide_by, '9999-12-31T00:00:00Z'), d.declaration_id limit $6`,
    [
      f.customs_org_id,
      f.state ?? null,
      f.lane ?? null,
      f.after?.decide_by ?? null,
      f.after?.declaration_id ?? null,
      f.limit,
    ],
  );
  return rows.map(toDeclaration);
}

/** Drafts and refusals at a declarant, and what waits for an officer at an authority; no deadline comes last. */
export function awaitedRows(
  tx: Tx,
  org_id: string,
  limit: number,
): Promise<
  {
    state: string;
    deal_id: string;
    declaration_id: string;
    number: string;
    direction: Direction;
    lane: Declaration['lane'];
    deadline: Date | null;
  }[]
> {
  return tx.rows(
    `select state, deal_id, declaration_id, number, direction, lane,
       case when state in ('laned', 'inspected', 'paid') then decide_by end as deadline
     from customs.declaration
     where (declarant_org_id = $1 and state in ('draft', 'refused', 'corrected'))
       or (customs_org_id = $1 and state in ('laned', 'inspected', 'paid') and not cleared)
     order by deadline nulls last, declaration_id limit $2`,
    [org_id, limit],
  );
}
