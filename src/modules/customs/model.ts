import type { Currency, Money } from '../../kernel/money.ts';
import type { JsonObject } from '../../kernel/refusal.ts';

export const directions = ['export', 'import'] as const;
export type Direction = (typeof directions)[number];

export const declarationStates = [
  'draft',
  'lodged',
  'refused',
  'corrected',
  'assessed',
  'laned',
  'inspected',
  'paid',
  'released',
  'withdrawn',
  'cancelled',
] as const;
export type DeclarationState = (typeof declarationStates)[number];

export const lanes = ['green', 'yellow', 'red'] as const;
export type Lane = (typeof lanes)[number];

/** Who takes a step: the declarant, an officer of the customs authority, or Sauda in customs' name. */
export type StepBy = 'declarant' | 'officer' | 'system';

export interface Step {
  step: string;
  from: readonly DeclarationState[];
  to: DeclarationState;
  by: readonly StepBy[];
}

/** The life of a declaration. What is not in this table cannot happen. */
export const steps: readonly Step[] = [
  { step: 'lodge', from: ['draft', 'corrected'], to: 'lodged', by: ['declarant'] },
  { step: 'refuse', from: ['lodged'], to: 'refused', by: ['system'] },
  { step: 'refuse', from: ['assessed', 'laned', 'inspected'], to: 'refused', by: ['officer'] },
  { step: 'correct', from: ['refused'], to: 'corrected', by: ['declarant'] },
  { step: 'assess', from: ['lodged'], to: 'assessed', by: ['system'] },
  { step: 'lane', from: ['assessed'], to: 'laned', by: ['system'] },
  { step: 'inspect', from: ['laned'], to: 'inspected', by: ['officer'] },
  // Who pays before the officer has decided is still inspected; the payment stands.
  { step: 'inspect', from: ['paid'], to: 'paid', by: ['officer'] },
  { step: 'pay', from: ['laned', 'inspected'], to: 'paid', by: ['system'] },
  // Nothing due: an export for which no duty is charged goes without the step of payment.
  { step: 'release', from: ['laned', 'inspected', 'paid'], to: 'released', by: ['system', 'officer'] },
  {
    step: 'withdraw',
    from: ['draft', 'lodged', 'refused', 'corrected', 'assessed', 'laned', 'inspected'],
    to: 'withdrawn',
    by: ['declarant'],
  },
  {
    step: 'cancel',
    from: ['draft', 'lodged', 'refused', 'corrected', 'assessed', 'laned', 'inspected', 'paid', 'released'],
    to: 'cancelled',
    by: ['system'],
  },
];

/** The step, if it may be taken from this state. */
export function stepFrom(state: DeclarationState, step: string): Step | undefined {
  return steps.find((s) => s.step === step && s.from.includes(state));
}

/** A supporting document that was presented: what it is, its number, and the hash of its signed form. */
export interface PresentedDocument {
  kind: string;
  number: string;
  document_id: string;
  hash: string;
}

export interface InvoiceLine {
  line: number;
  hs_code: string;
  quantity: string;
  unit: string;
  amount: { amount: string; currency: Currency };
}

/** What the commercial invoice says; the declaration is compared with it. */
export interface Invoice {
  number: string;
  amount: { amount: string; currency: Currency };
  lines: InvoiceLine[];
}

export interface Item {
  line: number;
  hs_code: string;
  tariff_code: string | null;
  description: string;
  origin_country: string;
  quantity_milli: bigint;
  unit: string;
  packages: number;
  package_kind: string;
  net_weight_milli: bigint;
  gross_weight_milli: bigint;
  value: Money;
  statistical_value: Money;
  certificates: string[];
}

type MoneyText = { amount: string; currency: Currency };

/** One charge, with the rule that made it. `amount` null: unknown, never zero. `line` null: the whole declaration. */
export interface AssessmentLine {
  line: number | null;
  kind: string;
  name: string;
  base: MoneyText | null;
  amount: MoneyText | null;
  rate_text: string;
  rule: string;
  /** Tariff code under which the rule stands; empty for all goods. */
  code: string;
  /** sourced, unverified, stated, ambiguous, no_rate_on_file, not_charged, supplied_by_officer */
  status: string;
  source: string;
  valid_from: string | null;
  note: string | null;
}

export interface MissingCharge {
  line: number | null;
  kind: string;
  name: string;
  code: string;
  detail: string;
}

/** What an officer answers for where no rate on file does: a percentage for a line, or an amount for a charge. */
export interface SuppliedCharge {
  line: number | null;
  kind: string;
  name: string;
  pct: string | null;
  amount: MoneyText | null;
  reason: string;
  officer_org_id: string;
  officer_user_id: string | null;
}

export interface Assessment {
  date: string;
  currency: Currency;
  lines: AssessmentLine[];
  /** Null unless every charge is known. */
  total: MoneyText | null;
  /** Sum of the charges that are known. */
  known: MoneyText;
  complete: boolean;
  missing: MissingCharge[];
  caveats: { code: string; text: string }[];
  rates: {
    from: string;
    to: string;
    numerator: string;
    denominator: string;
    source: string;
    as_of: string;
  }[];
  supplied: SuppliedCharge[];
  /** Hash of the tariff rules used; with the same rules the assessment replays to the byte. */
  book_sha256: string | null;
}

export interface Reason {
  code: string;
  params: JsonObject;
}

export interface CheckResult {
  check: string;
  ok: boolean;
  /** `customs.check.…`, for the sentence in the reader's language. */
  code: string;
  params: JsonObject;
  /** Whether a failure refuses the declaration, or is left to the risk lanes. */
  weight: 'refuses' | 'risk';
}

export interface Declaration {
  deal_id: string;
  declaration_id: string;
  parties: string[];
  number: string;
  direction: Direction;
  country: string;
  partner_country: string;
  office: string;
  supervision_mode: string;
  transport_mode: string;
  declarant_org_id: string;
  trader_org_id: string;
  consignor_org_id: string;
  consignee_org_id: string;
  customs_org_id: string;
  currency: Currency;
  invoice_value: Money;
  statistical_value: Money;
  statistical_basis: 'FOB' | 'CIF';
  documents: PresentedDocument[];
  invoice: Invoice | null;
  state: DeclarationState;
  version: number;
  checks: CheckResult[];
  reasons: Reason[];
  assessment: Assessment | null;
  due: Money | null;
  lane: Lane | null;
  lane_score: number | null;
  lane_reasons: Reason[];
  /** Nothing stands in the way of release but payment: green lane, or accepted by an officer. */
  cleared: boolean;
  payment_reference: string | null;
  demo: boolean;
  lodged_at: Date | null;
  decide_by: Date | null;
  inspected_at: Date | null;
  released_at: Date | null;
  items: Item[];
}

/** Whether a declaration may be released as it stands: cleared, and nothing due that is not paid. */
export function releasable(
  d: Pick<Declaration, 'state' | 'cleared' | 'due' | 'payment_reference' | 'assessment'>,
): boolean {
  if (!stepFrom(d.state, 'release') || !d.cleared || !d.assessment?.complete || d.due === null) return false;
  return d.due.amount === 0n || (d.state === 'paid' && d.payment_reference !== null);
}
