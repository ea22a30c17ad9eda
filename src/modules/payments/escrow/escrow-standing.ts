import { type Money, money } from '../../../kernel/money.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type Deal, happenedOf, type Terms } from '../../deals/index.ts';
import { type DealMoneyRow, readDealMoney, readMoneyOfDeals } from '../ledger/store-views.ts';
import { transferIdFor } from '../model.ts';
import { type EscrowPart, escrowParts, type Paid } from './settlement-plan.ts';

const MOST_TRANSFERS = 500;
/** A part is paid out to at most carrier, broker and seller. */
const MOST_LINES = 3;

/** What the transfers of a part are made for: the same part again is the same transfers. */
export const partPurpose = (deal_id: string, key: EscrowPart['key']): string[] => [
  'escrow.milestone',
  deal_id,
  key,
];

/** A part and its payments so far, as the ledger has them. */
export interface StandingPart extends EscrowPart {
  payments: DealMoneyRow[];
  released: boolean;
}

/** What a deal's escrow has taken in and paid out, worked out from its transfers and nothing else. */
export interface EscrowStanding {
  funded: Money;
  held: Money;
  released: Money;
  refunded: Money;
  paid: Paid;
  parts: StandingPart[];
}

/** The figures of an escrow that an entry of it counts in; what is held is all of them. */
export type EscrowFigure = 'funded' | 'released' | 'refunded';

/** Which figure of the escrow a transfer of the deal's book counts in; null where it moves nothing of it (yet). */
export function figureOf(deal_id: string, row: DealMoneyRow): EscrowFigure | null {
  if (row.book_id !== deal_id || row.kind === 'pending') return null;
  if (row.credit_account_id.startsWith('escrow:')) return 'funded';
  if (!row.debit_account_id.startsWith('escrow:')) return null;
  return row.reason === 'escrow.refund' ? 'refunded' : 'released';
}

/** The standing of an escrow from the transfers of the deal's book. */
export function standingOf(deal_id: string, terms: Terms, rows: readonly DealMoneyRow[]): EscrowStanding {
  const { currency } = terms.price;
  const total = (list: readonly DealMoneyRow[]): bigint => list.reduce((n, r) => n + r.amount, 0n);
  const of = (figure: EscrowFigure) => rows.filter((r) => figureOf(deal_id, r) === figure);
  const [funded, released, refunded] = [total(of('funded')), total(of('released')), total(of('refunded'))];
  const out = [...of('released'), ...of('refunded')];
  const brokerage = (org_id: string) =>
    total(out.filter((r) => r.reason === 'brokerage' && r.counter_book_id === org_id));
  const parts = escrowParts(terms).map((part): StandingPart => {
    const ids = new Set(
      Array.from({ length: MOST_LINES }, (_, n) =>
        transferIdFor(...partPurpose(deal_id, part.key), String(n), 'out'),
      ),
    );
    const payments = out.filter((r) => ids.has(r.transfer_id));
    return { ...part, payments, released: payments.length > 0 };
  });
  const importPaid = parts.find((p) => p.key === 'import_broker')?.payments ?? [];
  const samePerson = terms.export_broker_org_id === terms.import_broker_org_id;
  const paidToExport = brokerage(terms.export_broker_org_id) - (samePerson ? total(importPaid) : 0n);
  const show = (amount: bigint) => money(amount, currency);
  return {
    funded: show(funded),
    held: show(funded - released - refunded),
    released: show(released),
    refunded: show(refunded),
    paid: {
      freight: total(out.filter((r) => r.reason === 'freight')),
      export_broker: paidToExport,
      import_broker: total(importPaid),
    },
    parts,
  };
}

export async function readStanding(ctx: Ctx, deal: Deal, terms: Terms): Promise<EscrowStanding> {
  return standingOf(
    deal.deal_id,
    terms,
    await readDealMoney(ctx.tx, deal.deal_id, deal.deal_id, MOST_TRANSFERS),
  );
}

/** Standings of many escrows in one statement; for the system, which sees every book. */
export async function escrowStandings<D extends { deal_id: string; terms: Terms }>(
  ctx: Ctx,
  deals: readonly D[],
): Promise<(D & { standing: EscrowStanding })[]> {
  const rows = await readMoneyOfDeals(
    ctx.tx,
    deals.map((d) => d.deal_id),
  );
  const byDeal = Map.groupBy(rows, (r) => r.book_id);
  return deals.map((d) => ({ ...d, standing: standingOf(d.deal_id, d.terms, byDeal.get(d.deal_id) ?? []) }));
}

/** The event that each part waits for; the import broker's fee and `clearance` wait for the release of the import. */
const eventOf: Record<EscrowPart['key'], string> = {
  deposit: 'escrow.funded',
  departure: 'consignment.departed',
  arrival: 'consignment.arrived',
  clearance: 'declaration.released',
  acceptance: 'goods.accepted',
  retention: 'retention.ended',
  import_broker: 'declaration.released',
};
export const waitsFor = (part: Pick<EscrowPart, 'key'>): string => eventOf[part.key];

/** Parts whose event is on the timeline; undefined once a dispute was opened, which then settles all. */
export async function duePartsOf(
  ctx: Ctx,
  deal: Deal,
  parts: readonly StandingPart[],
): Promise<StandingPart[] | undefined> {
  const kinds = [...new Set(Object.values(eventOf)), 'dispute.opened'];
  const events = await happenedOf(ctx, deal.deal_id, kinds);
  if (events.some((e) => e.kind === 'dispute.opened')) return undefined;
  const onRecord = (kind: string) =>
    events.some((e) => e.kind === kind && (kind !== 'declaration.released' || e.body.direction === 'import'));
  return parts.filter((p) => !p.released && onRecord(waitsFor(p)));
}
