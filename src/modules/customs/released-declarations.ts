import { NO_ORG } from '../../kernel/ids.ts';
import type { MoneyJson } from '../../kernel/money.ts';
import { allocate, type Currency, money, toJson } from '../../kernel/money.ts';
import type { Tx } from '../../platform/index.ts';
import type { Direction } from './model.ts';
import { type ReleasedRow, releasedItems } from './store-released.ts';

/** One item of a released declaration, as statistics takes it. */
export interface ReleasedItem {
  deal_id: string;
  declaration_id: string;
  number: string;
  line: number;
  direction: Direction;
  /** Country whose customs released it: the reporter of this figure. */
  reporter: string;
  /** Exports: last known destination. Imports: origin (IMTS 2010, chapter VI). */
  partner: string;
  /** Country from which (imports) or to which (exports) the goods were consigned. */
  consignment_country: string;
  origin: string;
  /** Month of release, `YYYY-MM`. */
  period: string;
  hs6: string;
  tariff_code: string | null;
  supervision_mode: string;
  transport_mode: string;
  office: string;
  /** The firm whose trade it is: the exporter of an export, the importer of an import. */
  trader_org_id: string;
  quantity: string;
  unit: string;
  net_weight_kg: string;
  /** FOB-type for exports, CIF-type for imports, in the contract currency. */
  statistical_value: MoneyJson;
  basis: 'FOB' | 'CIF';
  /** In US dollars at the rate named; null when no rate is on file. */
  usd_value: MoneyJson | null;
  usd_rate: { rate: string; as_of: string; source: string; status: string; stale: boolean } | null;
  demo: boolean;
  released_at: string;
}

/** Where a reader of `releasedDeclarations` has come to. */
export interface ReleasedMark {
  released_at: Date;
  deal_id: string;
  declaration_id: string;
}

/**
 * Items of declarations released since a mark (or instant), in the order of release, at most `limit`
 * declarations (1000). Cancelled ones are not among them. `mark` is where to go on; for the system.
 */
export async function releasedDeclarations(
  tx: Tx,
  from: { since: Date | ReleasedMark; limit?: number },
): Promise<{ items: ReleasedItem[]; mark: ReleasedMark }> {
  const after =
    from.since instanceof Date
      ? { released_at: from.since, deal_id: NO_ORG, declaration_id: NO_ORG }
      : from.since;
  const rows = await releasedItems(tx, after, from.limit ?? 1000);
  const last = rows.at(-1);
  return {
    items: byDeclaration(rows).flatMap(releasedItemsOf),
    mark: last
      ? { released_at: last.released_at, deal_id: last.deal_id, declaration_id: last.declaration_id }
      : after,
  };
}

function byDeclaration(rows: readonly ReleasedRow[]): ReleasedRow[][] {
  const groups = new Map<string, ReleasedRow[]>();
  for (const row of rows) {
    const group = groups.get(row.declaration_id) ?? [];
    group.push(row);
    groups.set(row.declaration_id, group);
  }
  return [...groups.values()];
}

/** The dollar value is converted once for the declaration and shared, so that its items add up to it. */
function releasedItemsOf(rows: readonly ReleasedRow[]): ReleasedItem[] {
  const usd = rows[0]?.usd_value ?? null;
  const weights = rows.map((r) => r.statistical_value);
  const shares =
    usd === null
      ? []
      : allocate(
          money(usd, 'USD' satisfies Currency),
          weights.some((w) => w > 0n) ? weights : rows.map(() => 1n),
        );
  return rows.map((r, index) => {
    const share = shares[index];
    return {
      deal_id: r.deal_id,
      declaration_id: r.declaration_id,
      number: r.number,
      line: r.line,
      direction: r.direction,
      reporter: r.country,
      partner: r.direction === 'export' ? r.partner_country : r.origin_country,
      consignment_country: r.partner_country,
      origin: r.origin_country,
      period: r.released_at.toISOString().slice(0, 7),
      hs6: r.hs_code,
      tariff_code: r.tariff_code,
      supervision_mode: r.supervision_mode,
      transport_mode: r.transport_mode,
      office: r.office,
      trader_org_id: r.trader_org_id,
      quantity: r.quantity,
      unit: r.unit,
      net_weight_kg: r.net_weight_kg,
      statistical_value: toJson(money(r.statistical_value, r.currency)),
      basis: r.direction === 'export' ? 'FOB' : 'CIF',
      usd_value: share ? toJson(share) : null,
      usd_rate: r.usd_rate,
      demo: r.demo,
      released_at: r.released_at.toISOString(),
    };
  });
}
