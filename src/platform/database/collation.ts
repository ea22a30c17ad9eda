import type pg from 'pg';

/** Why a database is of no use here, and what to do: texts are compared by the rules of Unicode, which ICU brings. */
export const WITHOUT_ICU = 'this PostgreSQL knows no ICU collations (und-x-icu)';
export const MEND_ICU =
  'Use a build of PostgreSQL with ICU (those of postgresql.org, Debian, Red Hat and the one that comes along have it); ' +
  "if it is one, import its collations as superuser: select pg_import_system_collations('pg_catalog')";

/** Whether the database has the root collation of ICU, by which capital letters of every script are told from small. */
export async function knowsIcu(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(`select 1 from pg_collation where collname = 'und-x-icu'`);
  return rowCount !== 0;
}
