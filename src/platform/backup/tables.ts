import type { Tx } from '../database/tx.ts';

/** One table of the modules, as a backup sees it. Names are quoted where SQL needs it. */
export interface BackupTable {
  name: string;
  columns: string[];
  /** Filled by loading reference data, so a new database holds rows already. */
  reference: boolean;
  /** Tables whose rows this one refers to. */
  needs: string[];
}

/**
 * Every table of the modules, those that others refer to first. The queues are not among them (their open jobs
 * are kept apart), nor is the record of migrations, which the target has of its own.
 */
export async function backupTables(tx: Tx): Promise<BackupTable[]> {
  const tables = await tx.rows<BackupTable>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           array(select quote_ident(a.attname) from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns,
           exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'all_read')
             and has_table_privilege(c.oid, 'delete') as reference,
           array(select distinct format('%I.%I', fn.nspname, f.relname) from pg_constraint k
                   join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
                  where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
       and n.nspname not like 'pg\\_%'
       and (n.nspname, c.relname) <> ('platform', 'migration')
     order by n.nspname, c.relname`);
  const sorted: BackupTable[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const ready = waiting.filter((table) =>
      table.needs.every((need) => sorted.some((done) => done.name === need)),
    );
    if (ready.length === 0)
      throw new Error(
        `tables refer to each other in a circle: ${waiting.map((table) => table.name).join(', ')}`,
      );
    sorted.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return sorted;
}
