import type { Currency } from '../../kernel/money.ts';
import type { Tx } from '../../platform/index.ts';

export interface RateCard {
  org_id: string;
  rate_card_id: string;
  route_id: string;
  basis: 'tonne' | 'container';
  /** Payload reckoned for one container, decimal kilograms; null for a price per tonne. */
  container_load_kg: string | null;
  /** Minor units for one tonne or one container. */
  amount: bigint;
  currency: Currency;
  valid_from: string;
  valid_to: string;
  demo: boolean;
}

const columns = `org_id, rate_card_id, route_id, basis, container_load_kg, amount, currency, valid_from, valid_to, demo`;

/** The card that holds on a day: in the wanted currency if there is one, else the newest. */
export function cardFor(
  tx: Tx,
  wanted: { org_id: string; route_id: string; date: string; currency: Currency },
): Promise<RateCard | undefined> {
  return tx.maybe(
    `select ${columns} from transport.rate_card
     where org_id = $1 and route_id = $2 and published and $3::date between valid_from and valid_to
     order by (currency = $4) desc, valid_from desc, rate_card_id desc limit 1`,
    [wanted.org_id, wanted.route_id, wanted.date, wanted.currency],
  );
}

/** Cards that hold on a day, by route; the published ones, and the reader's own. */
export function cardsOn(
  tx: Tx,
  date: string,
  route_id: string | undefined,
  limit: number,
): Promise<RateCard[]> {
  return tx.rows(
    `select ${columns} from transport.rate_card
     where $1::date between valid_from and valid_to and ($2::text is null or route_id = $2)
     order by route_id, org_id, rate_card_id limit $3`,
    [date, route_id ?? null, limit],
  );
}

/** Published cards of a route that one page looks at, at most. */
const MOST_OF_ROUTE = 20;

/** The newest published cards of each of many routes on a day. */
export function cardsOfRoutes(tx: Tx, date: string, route_ids: readonly string[]): Promise<RateCard[]> {
  return tx.rows(
    `select ${columns} from (select ${columns}, row_number() over (partition by route_id
         order by valid_from desc, rate_card_id desc) as place from transport.rate_card
       where route_id = any ($2) and published and $1::date between valid_from and valid_to) c
     where place <= ${MOST_OF_ROUTE} order by route_id, place`,
    [date, route_ids],
  );
}

/** Writes rate cards, many in one statement; known ones stay as they are. For the carrier, and the simulator. */
export function setRateCards(tx: Tx, cards: readonly RateCard[]): Promise<number> {
  const rows = cards.map((c) => ({ ...c, amount: c.amount.toString() }));
  return tx.run(
    `insert into transport.rate_card (${columns}, published)
     select ${columns}, true from jsonb_to_recordset($1) as c(org_id uuid, rate_card_id uuid, route_id text, basis text,
       container_load_kg numeric, amount bigint, currency text, valid_from date, valid_to date, demo boolean)
     on conflict (org_id, rate_card_id) do nothing`,
    [JSON.stringify(rows)],
  );
}
