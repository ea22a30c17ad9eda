import { type Static, Type } from 'typebox';
import { type Currency, fromJson, type Money, money, toJson } from '../../kernel/money.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, MoneySchema, Nullable, Uuid } from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { type DealMoneyRow, readDealMoney } from './store-views.ts';

const SHOWN = 500;

const Escrow = Type.Object({
  price: MoneySchema,
  funded: MoneySchema,
  held: MoneySchema,
  released: MoneySchema,
  refunded: MoneySchema,
  status: Type.Union([
    Type.Literal('not_funded'),
    Type.Literal('held'),
    Type.Literal('released'),
    Type.Literal('refunded'),
    Type.Literal('divided'),
  ]),
});

const TransferView = Type.Object({
  transfer_id: Uuid,
  at: Instant,
  kind: Type.String(),
  reason: Type.String(),
  /** An organisation, `escrow`, or an account of the reader's own book. */
  from: Type.String(),
  to: Type.String(),
  amount: MoneySchema,
  reference: Type.String(),
});

/**
 * What happened to the money of a deal, read from the ledger: the escrow's standing, and the transfers in the
 * deal's book and in the reader's own. `escrow` is null for participants whose money it is not.
 * Refuses with deals.not_found.
 */
export const viewDealMoney = defineUseCase({
  name: 'payments.view-deal-money',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ escrow: Nullable(Escrow), transfers: Type.Array(TransferView) }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const me = ctx.actor.org_id;
    const rows = await readDealMoney(ctx.tx, deal.deal_id, me, SHOWN);
    const { terms } = deal;
    const sees =
      ctx.actor.kind === 'system' || [deal.buyer_org_id, deal.seller_org_id, terms?.bank_org_id].includes(me);
    const escrow = rows.filter((r) => r.book_id === deal.deal_id);
    return {
      escrow: terms && sees ? standing(fromJson(terms.price), escrow) : null,
      // Of a move between the deal and the reader's own book, the deal's half is shown.
      transfers: rows
        .filter((r) => r.book_id === deal.deal_id || !(sees && r.counter_book_id === deal.deal_id))
        .map((r) => ({
          transfer_id: r.transfer_id,
          at: r.at.toISOString(),
          kind: r.kind,
          reason: r.reason,
          from: endOf(r, r.debit_account_id),
          to: endOf(r, r.credit_account_id),
          amount: toJson(money(r.amount, r.currency as Currency)),
          reference: r.reference,
        })),
    };
  },
});

/** Behind a clearing account stands the other book. */
function endOf(row: DealMoneyRow, account_id: string): string {
  if (account_id.startsWith('clearing:')) return row.counter_book_id ?? account_id;
  return account_id.startsWith('escrow:') ? 'escrow' : account_id;
}

function standing(price: Money, rows: readonly DealMoneyRow[]): Static<typeof Escrow> {
  const sumOf = (side: 'debit_account_id' | 'credit_account_id', reasons: readonly string[]): bigint =>
    rows
      .filter((r) => r[side].startsWith('escrow:') && (reasons.length === 0 || reasons.includes(r.reason)))
      .reduce((total, r) => total + r.amount, 0n);
  const funded = sumOf('credit_account_id', []);
  const refunded = sumOf('debit_account_id', ['escrow.refund']);
  const released = sumOf('debit_account_id', []) - refunded;
  const held = funded - released - refunded;
  const show = (amount: bigint) => toJson(money(amount, price.currency));
  return {
    price: toJson(price),
    funded: show(funded),
    held: show(held),
    released: show(released),
    refunded: show(refunded),
    status: statusOf(funded, held, released, refunded),
  };
}

function statusOf(
  funded: bigint,
  held: bigint,
  released: bigint,
  refunded: bigint,
): Static<typeof Escrow>['status'] {
  if (funded === 0n) return 'not_funded';
  if (held > 0n) return 'held';
  if (released > 0n && refunded > 0n) return 'divided';
  return refunded > 0n ? 'refunded' : 'released';
}
