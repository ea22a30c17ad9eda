import type { Tx } from './tx.ts';

/** Sets these locks apart from others of the same server. */
const OURS = 4170;

/** Who takes the turn of the same name next waits until this transaction ends. */
export async function takeTurn(tx: Tx, name: string): Promise<void> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, $2))', [name, OURS]);
}
