import { type Static, Type } from 'typebox';
import { type Currency, fromJson, type Money, money, toJson } from '../../../kernel/money.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase, Instant, MoneySchema, Nullable, Uuid } from '../../../platform/index.ts';
import { type Deal, getDeal, milestoneKinds, rolesIn } from '../../deals/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { type DealMoneyRow, readDealMoney } from '../ledger/store-views.ts';
import { TREASURY_ORG_ID } from '../model.ts';
import { type EscrowStanding, figureOf, type StandingPart, standingOf, waitsFor } from './escrow-standing.ts';
import { withheldOf } from './withhold-escrow.ts';

const SHOWN = 500;

const keys = [...milestoneKinds, 'import_broker'] as const;

const Part = Type.Object({
  /** The milestone, or `import_broker` for the fee that the buyer put in beside the price. */
  key: Type.Enum([...keys]),
  amount: MoneySchema,
  /** `ended`: it was never released on its own; an award or a refund took it. */
  status: Type.Enum(['not_funded', 'waiting', 'released', 'ended']),
  /** The event that releases it, as on the timeline. */
  waits_for: Type.String(),
  /** When the clock releases it, where it does and the time is known. */
  releases_at: Nullable(Instant),
  after_days: Nullable(Type.Integer()),
});

const Escrow = Type.Object({
  price: MoneySchema,
  funded: MoneySchema,
  held: MoneySchema,
  released: MoneySchema,
  refunded: MoneySchema,
  status: Type.Enum(['not_funded', 'held', 'partly_released', 'released', 'refunded', 'divided']),
  parts: Type.Array(Part),
  /** The part that is released next. */
  next: Nullable(Type.Enum([...keys])),
  /** A dispute holds the money: nothing is released until it is resolved. */
  on_hold: Type.Boolean(),
  /** Money that is due and stays, because screening has blocked who would receive it: since when, and whose it is. */
  withheld: Nullable(Type.Object({ since: Instant, payees: Type.Array(Type.String()) })),
  /** When the clock gives what is held back to the buyer; null once the goods have departed. */
  returns_at: Nullable(Instant),
});

const TransferView = Type.Object({
  transfer_id: Uuid,
  /** The book that the transfer stands in: the deal's or the reader's own. */
  book_id: Uuid,
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
  /** The part of the escrow that it paid. */
  part: Nullable(Type.String()),
  /** The figure of the escrow that it counts in; `held` is the sum of all these, paid out below zero. */
  figure: Nullable(Type.Enum(['funded', 'released', 'refunded'])),
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
      ctx.actor.kind === 'system' ||
      [deal.buyer_org_id, deal.seller_org_id, terms?.bank_org_id].includes(me) ||
      rolesIn(deal, me).includes('arbiter');
    const escrow = rows.filter((r) => r.book_id === deal.deal_id);
    // Of a move between the deal and the reader's own book, the deal's half is shown.
    const shown = rows.filter(
      (r) => r.book_id === deal.deal_id || !(sees && r.counter_book_id === deal.deal_id),
    );
    const names = await findOrganisations(
      ctx,
      shown.flatMap((r) => r.counter_book_id ?? []),
    );
    const standing = terms && sees ? standingOf(deal.deal_id, terms, escrow) : null;
    const partOf = new Map(
      standing?.parts.flatMap((p) => p.payments.map((row) => [row.transfer_id, p.key] as const)),
    );
    return {
      escrow:
        terms && standing
          ? { ...show(deal, fromJson(terms.price), standing), withheld: await withheldOf(ctx, deal.deal_id) }
          : null,
      transfers: shown.map((r) => ({
        transfer_id: r.transfer_id,
        book_id: r.book_id,
        at: r.at.toISOString(),
        kind: r.reason,
        pending: r.kind === 'pending',
        from: endOf(r, r.debit_account_id, deal, names),
        to: endOf(r, r.credit_account_id, deal, names),
        amount: toJson(money(r.amount, r.currency as Currency)),
        reference: r.reference,
        part: partOf.get(r.transfer_id) ?? null,
        figure: standing && figureOf(deal.deal_id, r),
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

function show(deal: Deal, price: Money, standing: EscrowStanding): Omit<Static<typeof Escrow>, 'withheld'> {
  const { funded, held, released, refunded, parts } = standing;
  const statusOfPart = (part: StandingPart): Static<typeof Part>['status'] => {
    if (part.released) return 'released';
    if (funded.amount === 0n) return 'not_funded';
    return held.amount === 0n ? 'ended' : 'waiting';
  };
  const deadline = deal.deadline?.toISOString() ?? null;
  const shown = parts.map((part) => ({
    key: part.key,
    amount: toJson(part.money),
    status: statusOfPart(part),
    waits_for: waitsFor(part),
    releases_at: part.key === 'retention' && !part.released && deal.state === 'accepted' ? deadline : null,
    after_days: part.after_days,
  }));
  return {
    price: toJson(price),
    funded: toJson(funded),
    held: toJson(held),
    released: toJson(released),
    refunded: toJson(refunded),
    status: statusOf(standing),
    parts: shown,
    next: shown.find((p) => p.status === 'waiting')?.key ?? null,
    on_hold: deal.state === 'disputed',
    returns_at: deal.state === 'funded' ? deadline : null,
  };
}

function statusOf({ funded, held, released, refunded }: EscrowStanding): Static<typeof Escrow>['status'] {
  if (funded.amount === 0n) return 'not_funded';
  if (held.amount > 0n) return released.amount > 0n ? 'partly_released' : 'held';
  if (released.amount > 0n && refunded.amount > 0n) return 'divided';
  return refunded.amount > 0n ? 'refunded' : 'released';
}
