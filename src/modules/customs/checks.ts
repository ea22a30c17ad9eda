import { formatMilli } from '../../kernel/decimal.ts';
import { formatMoney, fromJson, type Money } from '../../kernel/money.ts';
import type { JsonObject } from '../../kernel/refusal.ts';
import { itemsValue } from './compose.ts';
import type { CheckResult, Declaration } from './model.ts';
import { requiredDocuments } from './required-documents.ts';

/** Everything the checks look at. They read nothing else, so the same facts give the same answer. */
export interface CheckFacts {
  declaration: Declaration;
  /** Supplementary unit by HS code, for the codes that exist at the date; null when none is on file. */
  nomenclature: ReadonlyMap<string, string | null>;
  /** Statistical value that the terms of the deal compose to. */
  composed_value: Money;
  /** Organisations of the declaration that have a registration number on file. */
  registered: ReadonlySet<string>;
  arrived: boolean;
  date: string;
}

/** A named rule. `find` gives the parameters of each finding; none means that the rule holds. */
export interface CheckRule {
  check: string;
  weight: CheckResult['weight'];
  source: string;
  find(facts: CheckFacts): JsonObject[];
}

export const checkRules: readonly CheckRule[] = [
  {
    check: 'hs_code_known',
    weight: 'refuses',
    source: 'Harmonized System, edition in force at the date of the declaration',
    find: ({ declaration, nomenclature, date }) =>
      declaration.items
        .filter((i) => !nomenclature.has(i.hs_code))
        .map((i) => ({ line: i.line, hs_code: i.hs_code, date })),
  },
  {
    check: 'tariff_code_below_hs_code',
    weight: 'refuses',
    source: 'national codes extend the six digits of the Harmonized System',
    find: ({ declaration }) =>
      declaration.items
        .filter((i) => i.tariff_code !== null && !i.tariff_code.startsWith(i.hs_code))
        .map((i) => ({ line: i.line, tariff_code: i.tariff_code, hs_code: i.hs_code })),
  },
  {
    check: 'invoice_presented',
    weight: 'refuses',
    source: 'required-documents.ts',
    find: ({ declaration }) => (declaration.invoice ? [] : [{}]),
  },
  {
    check: 'value_matches_invoice',
    weight: 'refuses',
    source:
      'Revised Kyoto Convention, General Annex, chapter 3: documents support the declaration (number not checked)',
    find: ({ declaration }) => {
      const { invoice } = declaration;
      const declared = itemsValue(declaration.items, declaration.statistical_value);
      if (!invoice) return [];
      const agrees =
        declared.amount.toString() === invoice.amount.amount && declared.currency === invoice.amount.currency;
      return agrees
        ? []
        : [{ declared: formatMoney(declared), invoiced: formatMoney(fromJson(invoice.amount)) }];
    },
  },
  {
    check: 'item_matches_invoice',
    weight: 'refuses',
    source:
      'Revised Kyoto Convention, General Annex, chapter 3: documents support the declaration (number not checked)',
    find: ({ declaration }) =>
      (declaration.invoice?.lines ?? []).flatMap((line) => {
        const item = declaration.items.find((i) => i.line === line.line);
        return item?.hs_code === line.hs_code
          ? []
          : [{ line: line.line, declared: item?.hs_code ?? null, invoiced: line.hs_code }];
      }),
  },
  {
    check: 'statistical_value_composed',
    weight: 'refuses',
    source: 'IMTS 2010, 4.7: FOB-type value of exports, CIF-type value of imports',
    find: ({ declaration, composed_value }) =>
      declaration.statistical_value.amount === composed_value.amount
        ? []
        : [
            {
              declared: formatMoney(declaration.statistical_value),
              composed: formatMoney(composed_value),
              basis: declaration.statistical_basis,
            },
          ],
  },
  {
    check: 'document_presented',
    weight: 'refuses',
    source: 'required-documents.ts',
    find: ({ declaration }) => {
      const presented = new Set(declaration.documents.map((d) => d.kind));
      return requiredDocuments(declaration)
        .filter((kind) => !presented.has(kind))
        .map((kind) => ({ document: kind }));
    },
  },
  {
    check: 'net_within_gross',
    weight: 'refuses',
    source: 'arithmetic: gross weight is net weight and packing',
    find: ({ declaration }) =>
      declaration.items
        .filter((i) => i.net_weight_milli <= 0n || i.net_weight_milli > i.gross_weight_milli)
        .map((i) => ({
          line: i.line,
          net_weight_kg: formatMilli(i.net_weight_milli),
          gross_weight_kg: formatMilli(i.gross_weight_milli),
        })),
  },
  {
    check: 'quantity_in_supplementary_unit',
    weight: 'refuses',
    source: 'supplementary unit of the nomenclature, where one is on file',
    find: ({ declaration, nomenclature }) =>
      declaration.items.flatMap((i) => {
        const unit = nomenclature.get(i.hs_code);
        // Weight in kilograms is declared beside every quantity, so a code without another unit asks nothing.
        if (!unit || unit === 'kg' || unit === i.unit) return [];
        return [{ line: i.line, declared: i.unit, expected: unit }];
      }),
  },
  {
    check: 'party_registered',
    weight: 'refuses',
    source: 'registration number of declarant and trader in parties',
    find: ({ declaration, registered }) =>
      (['declarant', 'trader'] as const)
        .filter((role) => !registered.has(declaration[`${role}_org_id`]))
        .map((role) => ({ party: role })),
  },
  {
    check: 'lodged_before_arrival',
    // Late is late: it can be answered for, but no longer corrected.
    weight: 'risk',
    source: 'WTO Trade Facilitation Agreement, Article 7.1: processing before arrival',
    find: ({ declaration, arrived }) => (declaration.direction === 'import' && arrived ? [{}] : []),
  },
];

/** Applies every rule; one result for a rule that holds, one per finding for a rule that does not. */
export function runChecks(facts: CheckFacts): CheckResult[] {
  return checkRules.flatMap(({ check, weight, find }) => {
    const result = (ok: boolean, params: JsonObject): CheckResult => ({
      check,
      ok,
      code: `customs.check.${check}`,
      params,
      weight,
    });
    const findings = find(facts);
    return findings.length === 0 ? [result(true, {})] : findings.map((params) => result(false, params));
  });
}

/** The findings for which the declaration is refused. */
export function refusing(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter((c) => !c.ok && c.weight === 'refuses');
}
