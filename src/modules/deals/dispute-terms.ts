import { type Static, Type } from 'typebox';
import { Line } from '../../platform/index.ts';
import type { Terms } from './terms.ts';

/** Who looks at the goods, and where, before they count as good. */
export const inspections = [
  'buyer_at_destination',
  'independent_at_origin',
  'independent_at_destination',
] as const;

/** What a dispute is measured by; the same in offers and in terms. What is not said is not agreed. Shares in basis points. */
export const disputeTerms = {
  /** More or less of a line's quantity that is no claim. */
  quantity_tolerance_bp: Type.Optional(Type.Integer({ minimum: 0, maximum: 2000 })),
  /** For each day after `ship_by` on which the goods have not departed, of the amount of the goods. */
  late_fee_bp: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  /** The most that lateness costs, of the amount of the goods. */
  late_fee_cap_bp: Type.Optional(Type.Integer({ minimum: 1, maximum: 3000 })),
  /** Days after the handover in which the buyer must say what is wrong (CISG, art. 39). */
  claim_within_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  inspection: Type.Optional(Type.Enum([...inspections])),
  /** The standard or method of sampling that the inspection follows. */
  inspection_standard: Type.Optional(Line(120)),
  /** Who decides what the parties cannot settle, and where it sits. */
  forum: Type.Optional(Line(160)),
};

const DisputeTerms = Type.Object(disputeTerms);
type DisputeTerms = Static<typeof DisputeTerms>;

/** Of terms only those that a dispute is measured by, as far as they are agreed. */
export function disputeTermsOf(terms: DisputeTerms): DisputeTerms {
  const names = Object.keys(disputeTerms) as (keyof DisputeTerms)[];
  return Object.fromEntries(
    names.flatMap((name) => (terms[name] === undefined ? [] : [[name, terms[name]]])),
  );
}

type Errors = { path: string; code: string; message: string }[];

/** What is wrong with dispute terms that have the right shape. */
export function disputeTermsErrors(terms: Terms): Errors {
  const { late_fee_bp, late_fee_cap_bp, inspection, inspection_standard } = terms;
  const errors: Errors = [];
  if ((late_fee_bp === undefined) !== (late_fee_cap_bp === undefined))
    errors.push({
      path: '/late_fee_cap_bp',
      code: 'late_fee_and_cap',
      message: 'a fee and its cap go together',
    });
  else if (late_fee_bp !== undefined && late_fee_cap_bp !== undefined && late_fee_cap_bp < late_fee_bp)
    errors.push({
      path: '/late_fee_cap_bp',
      code: 'cap_below_a_day',
      message: 'at least the fee of one day',
    });
  if (inspection_standard !== undefined && inspection === undefined)
    errors.push({
      path: '/inspection',
      code: 'inspection_missing',
      message: 'a standard needs an inspection',
    });
  return errors;
}
