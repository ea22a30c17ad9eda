import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { type Currency, type Money, money } from '../../kernel/money.ts';
import type { Tx } from '../../platform/index.ts';
import type {
  Assessment,
  CheckResult,
  Declaration,
  Direction,
  Invoice,
  Item,
  PresentedDocument,
  Reason,
} from './model.ts';

interface ItemRow {
  line: number;
  hs_code: string;
  tariff_code: string | null;
  description: string;
  origin_country: string;
  quantity: string;
  unit: string;
  packages: number;
  package_kind: string;
  net_weight_kg: string;
  gross_weight_kg: string;
  value: string;
  statistical_value: string;
  certificates: string[];
}

export type StoredDeclaration = Omit<Declaration, 'invoice_value' | 'statistical_value' | 'due' | 'items'> & {
  invoice_value: bigint;
  statistical_value: bigint;
  due_amount: bigint | null;
  due_currency: Currency | null;
  items: ItemRow[];
};

export const itemsOf = `(select coalesce(jsonb_agg(jsonb_build_object('line', i.line, 'hs_code', i.hs_code,
    'tariff_code', i.tariff_code, 'description', i.description, 'origin_country', i.origin_country,
    'quantity', i.quantity::text, 'unit', i.unit, 'packages', i.packages, 'package_kind', i.package_kind,
    'net_weight_kg', i.net_weight_kg::text, 'gross_weight_kg', i.gross_weight_kg::text, 'value', i.value::text,
    'statistical_value', i.statistical_value::text, 'certificates', i.certificates) order by i.line), '[]')
  from customs.declaration_item i
  where i.deal_id = d.deal_id and i.declaration_id = d.declaration_id) as items`;

export const columns = `d.deal_id, d.declaration_id, d.parties, d.number, d.direction, d.country, d.partner_country, d.office,
  d.supervision_mode, d.transport_mode, d.declarant_org_id, d.trader_org_id, d.consignor_org_id, d.consignee_org_id,
  d.customs_org_id, d.currency, d.invoice_value, d.statistical_value, d.statistical_basis, d.documents, d.invoice,
  d.state, d.version, d.checks, d.reasons, d.assessment, d.due_amount, d.due_currency, d.lane, d.lane_score,
  d.lane_reasons, d.cleared, d.payment_reference, d.demo, d.lodged_at, d.decide_by, d.inspected_at, d.released_at`;

function toItem(row: ItemRow, currency: Currency): Item {
  const { quantity, net_weight_kg, gross_weight_kg, ...rest } = row;
  return {
    ...rest,
    quantity_milli: parseMilli(quantity),
    net_weight_milli: parseMilli(net_weight_kg),
    gross_weight_milli: parseMilli(gross_weight_kg),
    value: money(BigInt(row.value), currency),
    statistical_value: money(BigInt(row.statistical_value), currency),
  };
}

/** A row with its items as the module works with it. */
export function toDeclaration(row: StoredDeclaration): Declaration {
  const { due_amount, due_currency, ...rest } = row;
  return {
    ...rest,
    invoice_value: money(row.invoice_value, row.currency),
    statistical_value: money(row.statistical_value, row.currency),
    due: due_amount === null || due_currency === null ? null : money(due_amount, due_currency),
    items: row.items.map((i) => toItem(i, row.currency)),
  };
}

/** One declaration with its items, locked for change when `lock`. */
export async function findDeclaration(
  tx: Tx,
  key: { deal_id: string; declaration_id: string },
  lock: 'lock' | 'read' = 'read',
): Promise<Declaration | undefined> {
  const row = await tx.maybe<StoredDeclaration>(
    `select ${columns}, ${itemsOf} from customs.declaration d
     where d.deal_id = $1 and d.declaration_id = $2${lock === 'lock' ? ' for update of d' : ''}`,
    [key.deal_id, key.declaration_id],
  );
  return row && toDeclaration(row);
}

/** The living declaration of a direction. */
export async function findAlive(
  tx: Tx,
  deal_id: string,
  direction: Direction,
): Promise<Declaration | undefined> {
  const row = await tx.maybe<StoredDeclaration>(
    `select ${columns}, ${itemsOf} from customs.declaration d
     where d.deal_id = $1 and d.direction = $2 and d.state not in ('withdrawn', 'cancelled') for update of d`,
    [deal_id, direction],
  );
  return row && toDeclaration(row);
}

/** All declarations of a deal that the reader may see, export first, oldest first. */
export async function declarationsOfDeal(tx: Tx, deal_id: string): Promise<Declaration[]> {
  const rows = await tx.rows<StoredDeclaration>(
    `select ${columns}, ${itemsOf} from customs.declaration d
     where d.deal_id = $1 order by d.direction, d.created_at, d.declaration_id`,
    [deal_id],
  );
  return rows.map(toDeclaration);
}

/** How many declarations of either direction the deal has had, whoever may see them. */
export async function countOfDirection(tx: Tx, deal_id: string, direction: Direction): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    'select count(*)::int as count from customs.declaration where deal_id = $1 and direction = $2',
    [deal_id, direction],
  );
  return count;
}

/** Writes a new declaration with its items. */
export async function insertDeclaration(tx: Tx, d: Declaration, at: Date): Promise<void> {
  await tx.run(
    `insert into customs.declaration (deal_id, declaration_id, parties, number, direction, country, partner_country,
       office, supervision_mode, transport_mode, declarant_org_id, trader_org_id, consignor_org_id, consignee_org_id,
       customs_org_id, currency, invoice_value, statistical_value, statistical_basis, documents, invoice, state,
       version, demo, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
       1, $23, $24, $24)`,
    [
      d.deal_id,
      d.declaration_id,
      d.parties,
      d.number,
      d.direction,
      d.country,
      d.partner_country,
      d.office,
      d.supervision_mode,
      d.transport_mode,
      d.declarant_org_id,
      d.trader_org_id,
      d.consignor_org_id,
      d.consignee_org_id,
      d.customs_org_id,
      d.currency,
      d.invoice_value.amount,
      d.statistical_value.amount,
      d.statistical_basis,
      JSON.stringify(d.documents),
      d.invoice && JSON.stringify(d.invoice),
      d.state,
      d.demo,
      at,
    ],
  );
  await putItems(tx, d);
}

/** Writes the items of a declaration, over those of the same lines. */
export async function putItems(tx: Tx, d: Declaration): Promise<void> {
  const items = d.items.map((i) => ({
    line: i.line,
    hs_code: i.hs_code,
    tariff_code: i.tariff_code,
    description: i.description,
    origin_country: i.origin_country,
    quantity: formatMilli(i.quantity_milli),
    unit: i.unit,
    packages: i.packages,
    package_kind: i.package_kind,
    net_weight_kg: formatMilli(i.net_weight_milli),
    gross_weight_kg: formatMilli(i.gross_weight_milli),
    value: i.value.amount.toString(),
    statistical_value: i.statistical_value.amount.toString(),
    certificates: i.certificates,
  }));
  await tx.run(
    `insert into customs.declaration_item (deal_id, declaration_id, parties, currency, line, hs_code, tariff_code,
       description, origin_country, quantity, unit, packages, package_kind, net_weight_kg, gross_weight_kg, value,
       statistical_value, certificates)
     select $1, $2, $3, $4, i.line, i.hs_code, i.tariff_code, i.description, i.origin_country, i.quantity, i.unit,
       i.packages, i.package_kind, i.net_weight_kg, i.gross_weight_kg, i.value, i.statistical_value, i.certificates
     from jsonb_to_recordset($5) as i(line int, hs_code text, tariff_code text, description text,
       origin_country text, quantity numeric, unit text, packages int, package_kind text, net_weight_kg numeric,
       gross_weight_kg numeric, value bigint, statistical_value bigint, certificates text[])
     on conflict (deal_id, declaration_id, line) do update set hs_code = excluded.hs_code,
       tariff_code = excluded.tariff_code, origin_country = excluded.origin_country, quantity = excluded.quantity,
       unit = excluded.unit, net_weight_kg = excluded.net_weight_kg, gross_weight_kg = excluded.gross_weight_kg,
       value = excluded.value, statistical_value = excluded.statistical_value`,
    [d.deal_id, d.declaration_id, d.parties, d.currency, JSON.stringify(items)],
  );
}

/** What a step may change of a declaration. */
export interface Change {
  state: Declaration['state'];
  checks?: CheckResult[];
  reasons?: Reason[];
  documents?: PresentedDocument[];
  invoice?: Invoice;
  invoice_value?: Money;
  statistical_value?: Money;
  assessment?: Assessment;
  due?: Money | null;
  lane?: Declaration['lane'];
  lane_score?: number;
  lane_reasons?: Reason[];
  cleared?: boolean;
  payment_reference?: string;
  usd_value?: bigint;
  usd_rate?: object;
  lodged_at?: Date;
  decide_by?: Date;
  laned_at?: Date;
  inspected_at?: Date;
  paid_at?: Date;
  released_at?: Date;
}

const jsonColumns = new Set([
  'checks',
  'reasons',
  'documents',
  'invoice',
  'assessment',
  'lane_reasons',
  'usd_rate',
]);

/** Applies a change to exactly the version that was read; false when somebody was faster. */
export async function changeDeclaration(tx: Tx, d: Declaration, change: Change, at: Date): Promise<boolean> {
  const { due, invoice_value, statistical_value, ...plain } = change;
  const columnsChanged: [string, unknown][] = Object.entries(plain)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, jsonColumns.has(name) ? JSON.stringify(value) : value]);
  if (due !== undefined)
    columnsChanged.push(['due_amount', due?.amount ?? null], ['due_currency', due?.currency ?? null]);
  if (invoice_value) columnsChanged.push(['invoice_value', invoice_value.amount]);
  if (statistical_value) columnsChanged.push(['statistical_value', statistical_value.amount]);
  const sets = columnsChanged.map(([name], index) => `${name} = $${index + 5}`);
  const changed = await tx.run(
    `update customs.declaration set ${[...sets, 'version = version + 1', 'changed_at = $4'].join(', ')}
     where deal_id = $1 and declaration_id = $2 and version = $3`,
    [d.deal_id, d.declaration_id, d.version, at, ...columnsChanged.map(([, value]) => value)],
  );
  return changed === 1;
}
