import { type Static, Type } from 'typebox';
import { type Currency, fromJson, type Money, money, toJson } from '../../../kernel/money.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase, Instant, MoneySchema, Nullable, Uuid } from '../../../platform/index.ts';
import { type Deal, getDeal } from '../../deals/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { type DealMoneyRow, readDealMoney } from '../ledger/store-views.ts';
import { TREASURY_ORG_ID } from '../model.ts';

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
  /** Why it moved: `escrow.fund`, `freight`, `assessment`… */
  kind: Type.String(),
  /** Reserved, not posted yet. */
  pending: Type.Boolean(),
  /** The name of an organisation, or the kind of an account: `escrow`, `wallet`, `revenue`… */
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
    // Of a move between the deal and the reader's own book, the deal's half is shown.
    const shown = rows.filter(
      (r) => r.book_id === deal.deal_id || !(sees && r.counter_book_id === deal.deal_id),
    );
    const names = await findOrganisations(
      ctx,
      shown.flatMap((r) => r.counter_book_id ?? []),
    );
    return {
      escrow: terms && sees ? standing(fromJson(terms.price), escrow) : null,
      transfers: shown.map((r) => ({
        transfer_id: r.transfer_id,
        at: r.at.toISOString(),
        kind: r.reason,
        pending: r.kind === 'pending',
        from: endOf(r, r.debit_account_id, deal, names),
        to: endOf(r, r.credit_account_id, deal, names),
        amount: toJson(money(r.amount, r.currency as Currency)),
        reference: r.reference,
      })),
    };
  },
});

/** Accounts of the treasury that stand behind a clearing account, by why money moved. */
const treasuryEnds: Record<string, string> = {
  assessment: 'revenue',
  exchange: 'liquidity',
  'exchange.spread': 'spread',
};

/** Behind a clearing account stands the other book. */
function endOf(
  row: DealMoneyRow,
  account_id: string,
  deal: Deal,
  names: ReadonlyMap<string, { name: string }>,
): string {
  const kind = account_id.slice(0, account_id.indexOf(':'));
  const other = row.counter_book_id;
  if (kind !== 'clearing' || !other) return kind;
  if (other === deal.deal_id) return 'escrow';
  if (other === TREASURY_ORG_ID) return treasuryEnds[row.reason] ?? 'clearing';
  const party = [deal.buyer, deal.seller].find((p) => p.org_id === other);
  return party?.name ?? names.get(other)?.name ?? other;
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
