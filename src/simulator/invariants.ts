import { auditTimelines } from '../modules/deals/index.ts';
import { verifyLedger, verifySeals } from '../modules/payments/index.ts';
import { verifyStock } from '../modules/warehousing/index.ts';
import type { Ctx } from '../platform/index.ts';
import { escrowInvariants } from './escrow-invariants.ts';

/** Something that always holds, whether it holds now, and the first place where it does not. */
export interface Invariant {
  name: string;
  holds: boolean;
  detail: string;
}

/** Looks at the whole store. Runs as the system. */
export async function invariantsOf(ctx: Ctx): Promise<Invariant[]> {
  const ledger = await verifyLedger(ctx.tx);
  const seals = await verifySeals(ctx);
  const audit = await auditTimelines(ctx);
  const faults = await verifyStock(ctx.tx);
  const unfinished = await ctx.tx.rows<{ number: string; state: string; held: bigint }>(
    `select d.number, d.state, sum(a.posted_credit - a.posted_debit)::bigint as held
     from deals.deal d join payments.account a on a.book_id = d.deal_id and a.kind = 'escrow'
     where d.state in ('closed', 'lapsed', 'declined', 'cancelled', 'settled')
     group by d.number, d.state having sum(a.posted_credit - a.posted_debit) <> 0 order by d.number limit 5`,
  );
  const first = (list: readonly unknown[]): string =>
    list.length > 0 ? JSON.stringify(list[0], (_k, v) => (typeof v === 'bigint' ? v.toString() : v)) : '';
  return [
    {
      name: 'every book balances in every currency',
      holds: ledger.differences.length === 0,
      detail: first(ledger.differences) || `${ledger.books} books, ${ledger.entries} entries`,
    },
    {
      name: 'every chain of the ledger is unbroken and sealed',
      holds: seals.broken === null,
      detail: seals.broken ? first([seals.broken]) : `${ledger.links} links, ${seals.seals} seals`,
    },
    { name: 'no ended deal holds money', holds: unfinished.length === 0, detail: first(unfinished) },
    ...(await escrowInvariants(ctx)),
    { name: 'goods are neither made nor lost', holds: faults.length === 0, detail: first(faults) },
    {
      name: 'every timeline is unbroken and sealed',
      holds: audit.broken === null,
      detail: audit.broken ? first([audit.broken]) : `${audit.events} events, ${audit.seals} seals`,
    },
  ];
}
