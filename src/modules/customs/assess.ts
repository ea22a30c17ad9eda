import { formatMilli } from '../../kernel/decimal.ts';
import { fromJson, sum, toJson } from '../../kernel/money.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { assessGoods } from '../landed-cost/index.ts';
import type { Assessment, AssessmentLine, Declaration, MissingCharge, SuppliedCharge } from './model.ts';

/**
 * What is due on a declaration at a date. Imports: duty, excise, VAT and fees by the rules on file, with what
 * an officer supplied where there is none. Exports: no export duty is on file for any of the six countries;
 * the lines say so, and nothing is charged.
 */
export async function assessDeclaration(
  ctx: Ctx,
  d: Declaration,
  date: string,
  supplied: SuppliedCharge[],
): Promise<Assessment> {
  if (d.direction === 'export') return assessExport(d, date);
  const found = await assessGoods(ctx, {
    date,
    destination_country: d.country,
    origin_country: d.items[0]?.origin_country ?? d.partner_country,
    lines: d.items.map((i) => ({
      line: i.line,
      hs_code: i.hs_code,
      ...(i.tariff_code ? { tariff_code: i.tariff_code } : {}),
      customs_value: toJson(i.statistical_value),
      quantity: formatMilli(i.quantity_milli),
      unit: i.unit,
      net_weight_kg: formatMilli(i.net_weight_milli),
      stated_rates: supplied.flatMap((s) =>
        s.line === i.line && s.pct !== null ? statedRate(s, s.pct) : [],
      ),
    })),
  });
  // A country without a tariff on file: nothing is known, and an officer has to say what is due.
  if (isRefusal(found)) return unknownCharges(d, date, found.code, supplied);
  const lines = found.charges.map(({ range: _range, ...charge }) => withSupplied(charge, supplied));
  const missing = lines
    .filter((line) => line.amount === null)
    .map((line): MissingCharge => {
      const why = found.missing.find((m) => m.line === line.line && m.kind === line.kind);
      return { ...keyOf(line), code: why?.code ?? 'no_rate_on_file', detail: why?.detail ?? '' };
    });
  return totalled({ ...found, supplied }, lines, missing);
}

function statedRate(
  s: SuppliedCharge,
  pct: string,
): { kind: 'duty' | 'excise' | 'vat'; pct: string; reference: string }[] {
  const kind = s.kind === 'duty' || s.kind === 'excise' || s.kind === 'vat' ? s.kind : undefined;
  return kind ? [{ kind, pct, reference: `customs officer: ${s.reason}`.slice(0, 200) }] : [];
}

const keyOf = (l: { line: number | null; kind: string; name: string }) => ({
  line: l.line,
  kind: l.kind,
  name: l.name,
});

/** Whether a supplied charge answers this line. */
export function answers(
  s: { line: number | null; kind: string; name: string },
  line: { line: number | null; kind: string; name: string },
): boolean {
  return s.line === line.line && s.kind === line.kind && s.name === line.name;
}

function withSupplied(line: AssessmentLine, supplied: readonly SuppliedCharge[]): AssessmentLine {
  const given = supplied.find((s) => s.amount !== null && answers(s, line));
  if (!given || line.amount !== null) return line;
  return {
    ...line,
    amount: given.amount,
    rule: 'officer',
    status: 'supplied_by_officer',
    note: given.reason,
  };
}

function totalled(
  base: Pick<Assessment, 'date' | 'currency' | 'caveats' | 'rates' | 'supplied'> & {
    book_sha256: string | null;
  },
  lines: AssessmentLine[],
  missing: MissingCharge[],
): Assessment {
  const amounts = lines.flatMap((l) => (l.amount ? [fromJson(l.amount)] : []));
  const known = toJson(sum(amounts, base.currency));
  const complete = missing.length === 0;
  const { date, currency, caveats, rates, supplied, book_sha256 } = base;
  return {
    date,
    currency,
    lines,
    total: complete ? known : null,
    known,
    complete,
    missing,
    caveats,
    rates,
    supplied,
    book_sha256,
  };
}

function assessExport(d: Declaration, date: string): Assessment {
  const lines = d.items.map(
    (i): AssessmentLine => ({
      line: i.line,
      kind: 'export_duty',
      name: 'export_duty',
      base: toJson(i.statistical_value),
      amount: null,
      rate_text: 'no rate on file',
      rule: 'unknown',
      code: i.hs_code,
      status: 'not_charged',
      source: '',
      valid_from: null,
      note: 'No export duty is on file for these goods and none is charged; the authority may know a rule.',
    }),
  );
  return totalled({ ...nothingKnown(d, date), supplied: [] }, lines, []);
}

function unknownCharges(d: Declaration, date: string, code: string, supplied: SuppliedCharge[]): Assessment {
  const blank: AssessmentLine = {
    line: null,
    kind: 'duty',
    name: 'all charges',
    base: toJson(d.statistical_value),
    amount: null,
    rate_text: 'no rate on file',
    rule: 'unknown',
    code: '',
    status: 'no_rate_on_file',
    source: '',
    valid_from: null,
    note: null,
  };
  const line = withSupplied(blank, supplied);
  const missing = line.amount
    ? []
    : [{ ...keyOf(line), code, detail: `no tariff of ${d.country} is on file` }];
  return totalled({ ...nothingKnown(d, date), supplied }, [line], missing);
}

function nothingKnown(d: Declaration, date: string): Omit<Parameters<typeof totalled>[0], 'supplied'> {
  return { date, currency: d.currency, caveats: [], rates: [], book_sha256: null };
}
