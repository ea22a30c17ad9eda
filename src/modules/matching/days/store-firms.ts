import type { Tx } from '../../../platform/index.ts';
import type { DayFirm, Side } from './model.ts';

const columns = 'firm_org_id, name, country, state, side, goods_ids, unavailable';

/** Firms of a day that the organisation of the transaction may see, by name. */
export function firmsOfDay(tx: Tx, day_id: string): Promise<DayFirm[]> {
  return tx.rows<DayFirm>(
    `select ${columns} from matching.day_firm where day_id = $1 order by name, firm_org_id`,
    [day_id],
  );
}

export function findDayFirm(tx: Tx, day_id: string, firm_org_id: string): Promise<DayFirm | undefined> {
  return tx.maybe<DayFirm>(
    `select ${columns} from matching.day_firm where day_id = $1 and firm_org_id = $2`,
    [day_id, firm_org_id],
  );
}

/** Invites firms, in one statement; those that are invited already stay as they are. */
export function insertInvited(
  tx: Tx,
  day: { day_id: string; org_id: string },
  firms: readonly { org_id: string; name: string; country: string }[],
  at: Date,
): Promise<number> {
  return tx.run(
    `insert into matching.day_firm (day_id, firm_org_id, parties, name, country, state, side, goods_ids, unavailable,
       changed_at, version)
     select $1, org_id, array[$2::uuid, org_id], name, country, 'invited', null, '{}', '{}', $4, 1
     from jsonb_to_recordset($3::jsonb) as g(org_id uuid, name text, country text)
     on conflict do nothing`,
    [day.day_id, day.org_id, JSON.stringify(firms), at],
  );
}

/** The firm comes, with these goods and without these slots. */
export function confirmFirm(
  tx: Tx,
  row: {
    day_id: string;
    institution: string;
    firm_org_id: string;
    name: string;
    country: string;
    side: Side;
    goods_ids: readonly string[];
    unavailable: readonly number[];
    at: Date;
  },
): Promise<number> {
  return tx.run(
    `insert into matching.day_firm as f (day_id, firm_org_id, parties, name, country, state, side, goods_ids,
       unavailable, changed_at, version)
     values ($1, $2, array[$3::uuid, $2::uuid], $4, $5, 'confirmed', $6, $7, $8, $9, 1)
     on conflict (day_id, firm_org_id) do update set name = excluded.name, country = excluded.country,
       state = 'confirmed', side = excluded.side, goods_ids = excluded.goods_ids,
       unavailable = excluded.unavailable, changed_at = excluded.changed_at, version = f.version + 1`,
    [
      row.day_id,
      row.firm_org_id,
      row.institution,
      row.name,
      row.country,
      row.side,
      row.goods_ids,
      row.unavailable,
      row.at,
    ],
  );
}

export function withdrawFirm(tx: Tx, day_id: string, firm_org_id: string, at: Date): Promise<number> {
  return tx.run(
    `update matching.day_firm set state = 'withdrawn', changed_at = $3, version = version + 1
     where day_id = $1 and firm_org_id = $2`,
    [day_id, firm_org_id, at],
  );
}

/** How many firms come, beside one. */
export async function confirmedBeside(tx: Tx, day_id: string, firm_org_id: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `select count(*)::int as count from matching.day_firm
     where day_id = $1 and state = 'confirmed' and firm_org_id <> $2`,
    [day_id, firm_org_id],
  );
  return count;
}
