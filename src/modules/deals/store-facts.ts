import type { Tx } from '../../platform/index.ts';

/** What happened in one deal, as far as it speaks of its seller. Instants come from the timeline. */
export interface SellerFacts {
  seller_org_id: string;
  deal_id: string;
  number: string;
  buyer_org_id: string;
  demo: boolean;
  asked_at: Date;
  /** The seller's first offer. */
  answered_at: Date | null;
  concluded_at: Date | null;
  /** Last day of shipment by the contract; null before there is one. */
  ship_by: string | null;
  departed_at: Date | null;
  arrived_at: Date | null;
  ended: boolean;
  claims: number;
  /** Claims after which money went back to the buyer. */
  claims_upheld: number;
  declarations: number;
  /** Declarations that customs refused. */
  declarations_refused: number;
}

/**
 * The deals of sellers that were opened within a period, with what their timelines say, in one statement; of one
 * seller, or of all. Each organisation sees its own deals only; the system sees all.
 */
export function selectSellerFacts(
  tx: Tx,
  of: { seller_org_id: string | null; since: Date; until: Date; limit: number },
): Promise<SellerFacts[]> {
  // A seller's deals are found by its part in them; the two texts have a plan each.
  const whose =
    of.seller_org_id === null
      ? '$1::uuid is null'
      : `d.deal_id in (select deal_id from deals.participant where org_id = $1::uuid and role = 'seller')`;
  return tx.rows(
    `select d.seller_org_id, d.deal_id, d.number, d.buyer_org_id, d.demo, d.opened_at as asked_at,
       min(e.at) filter (where e.kind = 'quote.offered' and e.body ->> 'by' = 'seller') as answered_at,
       min(e.at) filter (where e.kind = 'contract.concluded') as concluded_at,
       d.terms ->> 'ship_by' as ship_by,
       min(e.at) filter (where e.kind = 'consignment.departed') as departed_at,
       min(e.at) filter (where e.kind = 'consignment.arrived') as arrived_at,
       d.state in ('closed', 'lapsed', 'declined', 'cancelled') as ended,
       count(*) filter (where e.kind = 'dispute.opened')::int as claims,
       count(*) filter (where e.kind = 'dispute.resolved'
         and (e.body -> 'to_buyer' ->> 'amount')::numeric > 0)::int as claims_upheld,
       count(*) filter (where e.kind = 'declaration.lodged')::int as declarations,
       count(*) filter (where e.kind = 'declaration.refused')::int as declarations_refused
     from deals.deal d join deals.event e on e.deal_id = d.deal_id
     where ${whose} and d.opened_at >= $2 and d.opened_at < $3
     group by d.deal_id order by d.opened_at desc, d.deal_id limit $4`,
    [of.seller_org_id, of.since, of.until, of.limit],
  );
}
