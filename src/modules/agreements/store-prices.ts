import type { Tx } from '../../platform/index.ts';
import type { FrameState, Tier } from './model.ts';
import type { NewPrices } from './prices.ts';

export interface PriceChangeRow extends NewPrices {
  change_id: string;
  reason: string | null;
  change_hash: string;
  state: FrameState;
  proposed_by: 'buyer' | 'seller';
  proposed_at: string;
}

/** One change as JSON, for a list of them in the row of their frame. */
const asJson = `jsonb_build_object('change_id', c.change_id, 'from_day', c.from_day::text, 'prices', c.prices,
  'tiers', c.tiers, 'reason', c.reason, 'change_hash', c.change_hash, 'state', c.state, 'proposed_by', c.proposed_by,
  'proposed_at', to_char(c.proposed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** All changes of a frame `f`, oldest first, as a column. */
export const changesOf = `(select coalesce(jsonb_agg(${asJson} order by c.proposed_at, c.change_id), '[]')
  from agreements.price_change c where c.org_id = f.org_id and c.frame_id = f.frame_id)`;

interface Frame {
  seller_org_id: string;
  frame_id: string;
  buyer_org_id: string;
}

/** The changes of one frame, oldest first. Commands hold the lock of the frame, so none is added meanwhile. */
export async function findChanges(tx: Tx, frame: Frame): Promise<PriceChangeRow[]> {
  const row = await tx.maybe<{ changes: PriceChangeRow[] }>(
    `select ${changesOf} as changes from agreements.frame f where f.org_id = $1 and f.frame_id = $2`,
    [frame.seller_org_id, frame.frame_id],
  );
  return row?.changes ?? [];
}

export async function insertChange(
  tx: Tx,
  frame: Frame,
  row: Omit<PriceChangeRow, 'proposed_at' | 'tiers'> & { tiers: readonly Tier[]; at: Date },
): Promise<void> {
  await tx.run(
    `insert into agreements.price_change (org_id, frame_id, change_id, from_day, prices, tiers, reason, change_hash,
       state, proposed_by, proposed_at, changed_at, parties)
     values ($1, $2, $3, $4::date, $5::jsonb, $6::jsonb, $7, $8, $9, $10, $11, $11, array[$1, $12]::uuid[])`,
    [
      frame.seller_org_id,
      frame.frame_id,
      row.change_id,
      row.from_day,
      JSON.stringify(row.prices),
      JSON.stringify(row.tiers),
      row.reason,
      row.change_hash,
      row.state,
      row.proposed_by,
      row.at,
      frame.buyer_org_id,
    ],
  );
}

export async function moveChange(
  tx: Tx,
  frame: Frame,
  change: Pick<PriceChangeRow, 'change_id' | 'state'>,
  state: FrameState,
  at: Date,
): Promise<void> {
  await tx.run(
    `update agreements.price_change set state = $4, changed_at = $5
     where org_id = $1 and frame_id = $2 and change_id = $3 and state = $6`,
    [frame.seller_org_id, frame.frame_id, change.change_id, state, at, change.state],
  );
}
