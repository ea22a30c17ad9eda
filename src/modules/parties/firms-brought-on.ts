import type { Tx } from '../../platform/index.ts';

/** A firm that an institution brought on. */
export interface FirmBroughtOn {
  org_id: string;
  onboarded_by: string;
  name: string;
  country: string;
  registered_at: Date;
  verified_at: Date | null;
}

/** Firms that institutions brought on and that are in the directory, by id, after a firm; one statement. For the system. */
export function firmsBroughtOn(
  tx: Tx,
  page: { after: string | undefined; limit: number },
): Promise<FirmBroughtOn[]> {
  return tx.rows<FirmBroughtOn>(
    `select org_id, onboarded_by, name, country, registered_at, verified_at from parties.organisation
     where onboarded_by is not null and published and ($1::uuid is null or org_id > $1)
     order by org_id limit $2`,
    [page.after ?? null, page.limit],
  );
}
