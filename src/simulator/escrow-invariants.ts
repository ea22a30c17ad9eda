import { sum } from '../kernel/money.ts';
import type { Terms } from '../modules/deals/index.ts';
import { escrowStandings } from '../modules/payments/index.ts';
import type { Ctx } from '../platform/index.ts';
import type { Invariant } from './invariants.ts';

/** What must hold of escrows, of the whole ledger's money, and of disputes. Runs as the system. */
export async function escrowInvariants(ctx: Ctx): Promise<Invariant[]> {
  const held = await heldWhileDisputed(ctx);
  const { wrong, checked } = await partsPaid(ctx);
  const money = await moneyInAndOut(ctx);
  const off = money.filter((m) => m.kept !== m.owed);
  return [
    {
      name: 'money in = money out, per currency, to the cent',
      holds: off.length === 0,
      detail: (off.length > 0 ? off : money).map((m) => `${m.currency} ${m.kept}/${m.owed}`).join(', '),
    },
    {
      name: 'every part of an escrow is paid once and whole, or not at all',
      holds: wrong.length === 0,
      detail: wrong[0] ?? `${checked.parts} parts of ${checked.deals} escrows`,
    },
    { name: 'nothing leaves an escrow during a dispute', holds: held.length === 0, detail: held[0] ?? '' },
  ];
}

/** What banks keep and owners put in, against what everybody has: wallets, escrows, the treasury. */
function moneyInAndOut(ctx: Ctx): Promise<{ currency: string; kept: bigint; owed: bigint }[]> {
  return ctx.tx.rows(
    `select currency,
       coalesce(sum(posted_debit - posted_credit) filter (where normal_side = 'debit'), 0)::bigint as kept,
       coalesce(sum(posted_credit - posted_debit) filter (where normal_side = 'credit' and kind <> 'clearing'), 0)::bigint
         as owed
     from payments.account group by currency having count(*) filter (where posted_debit + posted_credit > 0) > 0
     order by currency`,
  );
}

async function partsPaid(ctx: Ctx): Promise<{ wrong: string[]; checked: { parts: number; deals: number } }> {
  const deals = await ctx.tx.rows<{ deal_id: string; number: string; terms: Terms }>(
    `select d.deal_id, d.number, d.terms from deals.deal d
     where exists (select 1 from payments.account a where a.book_id = d.deal_id and a.kind = 'escrow')
     order by d.deal_id`,
  );
  const standings = await escrowStandings(ctx, deals);
  const wrong: string[] = [];
  let parts = 0;
  for (const { number, terms, standing } of standings) {
    const total = sum(
      standing.parts.map((p) => p.money),
      terms.price.currency,
    ).amount;
    if (standing.funded.amount !== total)
      wrong.push(`${number}: funded ${standing.funded.amount} of ${total}`);
    if (standing.held.amount < 0n) wrong.push(`${number}: holds ${standing.held.amount}`);
    for (const part of standing.parts) {
      const paid = part.payments.reduce((n, row) => n + row.amount, 0n);
      if (part.released) parts += 1;
      if (part.released && paid !== part.money.amount)
        wrong.push(`${number} ${part.key}: paid ${paid} of ${part.money.amount}`);
    }
  }
  return { wrong, checked: { parts, deals: standings.length } };
}

async function heldWhileDisputed(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.tx.rows<{ number: string }>(
    `select d.number from deals.event o
     join deals.deal d using (deal_id)
     left join deals.event r on r.deal_id = o.deal_id and r.kind = 'dispute.resolved'
     join payments.transfer t on t.book_id = o.deal_id and t.debit_account_id like 'escrow:%'
       and t.at > o.at and (r.at is null or t.at < r.at)
     where o.kind = 'dispute.opened' order by d.number limit 5`,
  );
  return rows.map((r) => r.number);
}
