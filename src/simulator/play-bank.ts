import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '../kernel/days.ts';
import { type Currency, money } from '../kernel/money.ts';
import { seededRandom } from '../kernel/random.ts';
import { assert, isRefusal } from '../kernel/refusal.ts';
import {
  announceDeposit,
  decidePayout,
  manyFaults,
  noFaults,
  orderPayment,
  recallPayment,
  SimulatedBank,
  setNostro,
  showOrder,
  withdrawPayout,
} from '../modules/banking/index.ts';
import { registerOrganisations } from '../modules/parties/index.ts';
import { verifyLedger } from '../modules/payments/index.ts';
import type { Actor, Ctx } from '../platform/index.ts';
import { demoId } from './demo-id.ts';
import type { Invariant } from './invariants.ts';
import { demoBank, demoOperator, demoTraders, memberOf } from './organisations.ts';
import { openAccounts } from './payout-accounts.ts';
import { countFaults, type FaultCount } from './run.ts';
import { type Block, blockFirm, liftBlock } from './screening.ts';
import { asSystem, Stage, type Theatre } from './stage.ts';

export interface BankPlay {
  seed: string;
  days: number;
  faults: boolean;
  start: Date;
}

export interface BankReport {
  seed: string;
  days: number;
  faults: FaultCount;
  /** What the bank did to its messages. */
  mail: SimulatedBank['mail'];
  messages: number;
  orders: Record<string, number>;
  invariants: Invariant[];
}

const CURRENCIES: readonly Currency[] = ['CNY', 'USD', 'KZT'];
/** In this many days after the last order, every message has arrived and every statement is told. */
const AFTER_DAYS = 6;

/**
 * Plays a bank that is late, forgetful and double-tongued against traders who pay in and out, over real folders, and
 * counts the money on both sides at the end: what the bank keeps is what the ledger says it keeps, and what has
 * come in and belongs to nobody yet.
 */
export async function playBank(theatre: Theatre, play: BankPlay): Promise<BankReport> {
  const stage = new Stage(theatre, play.seed, play.start, { faults: play.faults });
  const bank = new SimulatedBank(play.seed, accounts(), play.faults ? manyFaults : noFaults);
  const dice = seededRandom(`${play.seed} traders`);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)] as T;
  const folder = join(stage.runtime.services.bank_dir ?? '', demoBank.org_id);
  assert(stage.runtime.services.bank_dir, 'a theatre has a folder for banks');
  for (const name of ['inbox', 'outbox']) mkdirSync(join(folder, name), { recursive: true });
  const traders = ['CN', 'KZ'].flatMap((country) => demoTraders(country).slice(0, 3));
  await asSystem(stage.runtime, (ctx) => registerOrganisations(ctx.tx, [demoBank, demoOperator, ...traders]));
  for (const [currency, account] of accounts())
    await stage.act(memberOf(demoBank), setNostro, { currency, account, bic: 'DEMOKZKA' });
  const desk: Desk = {
    accounts: await openAccounts(stage, traders),
    traders,
    blocks: [],
    screens: play.faults,
  };
  let messages = 0;
  for (let day = 0; day < play.days + AFTER_DAYS; day++) {
    await liftAll(stage, desk);
    if (day < play.days) await tradeOf(stage, bank, pick, dice, desk);
    messages += await exchange(stage, bank, folder, day % 2 === 1 || day >= play.days);
    await stage.wait(DAY_MS);
  }
  assert(bank.waiting === 0, 'every message has arrived');
  return asSystem(stage.runtime, async (ctx) => ({
    seed: play.seed,
    days: play.days,
    faults: countFaults([stage.faults]),
    mail: bank.mail,
    messages,
    orders: await ordersByState(ctx),
    invariants: await invariantsOf(ctx, bank, desk.blocks),
  }));
}

/** Who trades, to which accounts they are paid out, and who was blocked when. */
interface Desk {
  accounts: ReadonlyMap<string, string>;
  traders: ReturnType<typeof demoTraders>;
  blocks: Block[];
  /** Whether screening blocks somebody now and then. */
  screens: boolean;
}

const accounts = (): ReadonlyMap<Currency, string> => new Map(CURRENCIES.map((c) => [c, `SIM-NOSTRO-${c}`]));

async function tradeOf(
  stage: Stage,
  bank: SimulatedBank,
  pick: <T>(list: readonly T[]) => T,
  dice: () => number,
  desk: Desk,
): Promise<void> {
  const { accounts, traders } = desk;
  for (let n = 0; n < 4; n++) {
    const currency = pick(CURRENCIES);
    const amount = { amount: String(1 + Math.floor(dice() * 5_000_000)), currency };
    const announced = await stage.act(memberOf(pick(traders)), announceDeposit, {
      bank_org_id: demoBank.org_id,
      amount,
    });
    // Some people forget the reference, or pay another amount.
    const text = dice() < 0.1 ? 'payment for goods' : `ref ${announced.reference}`;
    const paid = dice() < 0.1 ? BigInt(amount.amount) + 1n : BigInt(amount.amount);
    bank.payIn(money(paid, currency), text, stage.clock.now());
  }
  for (let n = 0; n < 5; n++) {
    const firm = pick(traders);
    const who = memberOf(firm);
    // In dollars, large enough for a second person.
    const large = dice() < 0.3;
    const ordered = await stage.attempt(who, orderPayment, {
      account_id: accounts.get(who.org_id) ?? '',
      amount: {
        amount: String(1 + Math.floor(dice() * 300_000) + (large ? 1_400_000 : 0)),
        currency: large ? 'USD' : pick(CURRENCIES),
      },
      remittance: 'Demo invoice',
      message_name: pick(['pacs.008.001.08', 'pain.001.001.09'] as const),
    });
    if (isRefusal(ordered)) continue;
    if (ordered.state === 'awaiting_approval') {
      const block =
        desk.screens && dice() < 0.25 ? await blockFirm(stage, firm, ordered.order_id) : undefined;
      await decide(stage, who, ordered.order_id, dice);
      if (block) await leaveHeld(stage, desk, block, ordered.order_id, dice);
    }
    if (dice() < 0.1) await stage.attempt(who, recallPayment, { order_id: ordered.order_id, reason: 'DUPL' });
  }
}

/** Between order and approval the firm was blocked: the payout is held, and sometimes somebody withdraws it. */
async function leaveHeld(
  stage: Stage,
  desk: Desk,
  block: Block,
  order_id: string,
  dice: () => number,
): Promise<void> {
  desk.blocks.push(block);
  const who = desk.traders.find((t) => t.org_id === block.org_id);
  assert(who, 'a trader was blocked');
  const { state } = await stage.act(memberOf(who), showOrder, { order_id });
  assert(state === 'held' || state === 'declined', `nothing of a blocked firm goes out: ${state}`);
  await stage.enqueue('banking.send-held');
  if (state === 'held' && dice() < 0.3) await stage.act(memberOf(who), withdrawPayout, { order_id });
}

/** The blocks of the day before were errors; what was held goes out. */
async function liftAll(stage: Stage, desk: Desk): Promise<void> {
  const standing = desk.blocks.filter((block) => block.to === null);
  for (const block of standing) await liftBlock(stage, block);
  if (standing.length > 0) await stage.enqueue('banking.send-held');
}

/** A large payout needs a second person, who sometimes says no; who ordered it is never the one. */
async function decide(stage: Stage, maker: Actor, order_id: string, dice: () => number): Promise<void> {
  const own = await stage.attempt(maker, decidePayout, { order_id, decision: 'approved' });
  assert(isRefusal(own) && own.code === 'banking.four_eyes', 'nobody approves what they ordered');
  const second = { ...maker, user_id: demoId(`second member of ${maker.org_id}`) };
  const decision = dice() < 0.2 ? 'declined' : 'approved';
  await stage.act(second, decidePayout, { order_id, decision });
}

/** Files both ways; the bank takes what lies in the outbox, sometimes twice. */
async function exchange(
  stage: Stage,
  bank: SimulatedBank,
  folder: string,
  stating: boolean,
): Promise<number> {
  const now = stage.clock.now();
  for (const name of readdirSync(join(folder, 'outbox')).sort()) {
    bank.take(readFileSync(join(folder, 'outbox', name), 'utf8'), now);
    if (stage.random() < 0.7) rmSync(join(folder, 'outbox', name));
  }
  const told = [...bank.due(now), ...(stating ? bank.statements(now) : [])];
  for (const [at, xml] of told.entries())
    writeFileSync(join(folder, 'inbox', `${now.getTime()}-${String(at).padStart(4, '0')}.xml`), xml);
  // Once to store them, once more to move what is stored.
  for (let round = 0; round < 2; round++) await stage.enqueue('banking.poll-inboxes');
  return told.length;
}

async function ordersByState(ctx: Ctx): Promise<Record<string, number>> {
  const rows = await ctx.tx.rows<{ kind: string; n: bigint }>(
    `select kind, count(*) as n from banking.order_step group by kind order by kind`,
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, Number(n)]));
}

/** Money in = money out, per currency, to the cent. */
async function invariantsOf(ctx: Ctx, bank: SimulatedBank, blocks: readonly Block[]): Promise<Invariant[]> {
  const ledger = await verifyLedger(ctx.tx);
  const kept = await ctx.tx.rows<{ currency: Currency; kept: bigint; pending: bigint }>(
    `select currency, posted_debit - posted_credit as kept, pending_debit + pending_credit as pending
     from payments.account where book_id = $1 and kind = 'nostro'`,
    [demoBank.org_id],
  );
  const open = await ctx.tx.rows<{ currency: Currency; sum: bigint }>(
    `select e.currency, sum(case e.side when 'credit' then e.amount else -e.amount end)::bigint as sum
     from banking.entry e where not exists (
       select 1 from banking.match m where m.org_id = e.org_id and m.entry_id = e.entry_id and m.effect_at is not null
         and m.effect_code is null)
     group by e.currency`,
  );
  const wrong = CURRENCIES.flatMap((currency) => {
    const ours =
      (kept.find((k) => k.currency === currency)?.kept ?? 0n) +
      (open.find((o) => o.currency === currency)?.sum ?? 0n);
    const theirs = bank.balances.get(currency) ?? 0n;
    return ours === theirs
      ? []
      : [`${currency}: the bank keeps ${theirs}, the ledger and the queue say ${ours}`];
  });
  const pending = kept.filter((k) => k.pending !== 0n);
  const unread = await ctx.tx.rows<{ message_id: string }>(
    `select message_id from banking.message where direction = 'in' and done_at is null limit 5`,
  );
  const loose = await ctx.tx.rows<{ order_id: string }>(
    `select o.order_id from banking.payment_order o
     join banking.order_step sent on sent.org_id = o.org_id and sent.order_id = o.order_id and sent.kind = 'sent'
     left join banking.payout_account_step v
       on v.org_id = o.org_id and v.account_id = o.account_id and v.kind = 'verified'
     left join banking.order_step w
       on w.org_id = o.org_id and w.order_id = o.order_id and w.kind = 'awaiting_approval'
     left join banking.payout_decision d on d.org_id = o.org_id and d.order_id = o.order_id and d.decision = 'approved'
     where v.at is null or o.ordered_at < v.at + interval '24 hours' or (w.at is not null and d.checker is null)
     limit 5`,
  );
  const reserved = await ctx.tx.rows<{ book_id: string; pending: bigint }>(
    `select book_id, account_id, pending_debit as pending from payments.account
     where kind = 'wallet' and pending_debit <> 0 order by book_id limit 5`,
  );
  const gone = await ctx.tx.rows<{ order_id: string }>(
    `select s.order_id from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as b (org_id, since, until)
     join banking.order_step s on s.org_id = b.org_id and s.kind = 'sent' and s.at > b.since
       and (b.until is null or s.at < b.until)
     limit 5`,
    [blocks.map((b) => b.org_id), blocks.map((b) => b.from), blocks.map((b) => b.to)],
  );
  const first = (list: readonly unknown[]): string =>
    list.length > 0 ? JSON.stringify(list[0], (_k, v) => (typeof v === 'bigint' ? v.toString() : v)) : '';
  return [
    {
      name: 'money in = money out, per currency, to the cent',
      holds: wrong.length === 0,
      detail: wrong.join('; ') || [...bank.balances].map(([c, b]) => `${c} ${b}`).join(', '),
    },
    {
      name: 'every book balances in every currency',
      holds: ledger.differences.length === 0,
      detail: first(ledger.differences) || `${ledger.books} books, ${ledger.entries} entries`,
    },
    {
      name: 'no payout left without a verified account, its cooling-off, and a second person above the threshold',
      holds: loose.length === 0,
      detail: first(loose),
    },
    {
      name: 'nothing stays reserved',
      holds: pending.length + reserved.length === 0,
      detail: first([...pending, ...reserved]),
    },
    {
      name: 'nothing goes out of a firm while it is blocked',
      holds: gone.length === 0 && blocks.every((b) => b.to !== null),
      detail: first(gone) || `${blocks.length} firms blocked and lifted`,
    },
    { name: 'every message is worked through', holds: unread.length === 0, detail: first(unread) },
  ];
}
