import type { ParticipantRole } from '../deals/index.ts';

/** What can be issued in a deal. */
export const documentKinds = [
  'contract',
  'commercial_invoice',
  'packing_list',
  'certificate_of_origin',
  'smgs_note',
  'cmr_note',
  'certificate_of_conformity',
  'phytosanitary_certificate',
  'export_declaration',
  'import_declaration',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const documentStates = ['issued', 'superseded', 'void'] as const;
export type DocumentState = (typeof documentStates)[number];

interface KindRule {
  /** Begins the number: INV-<deal number>-1. */
  prefix: string;
  /** Whose part in the deal it is to issue this kind. */
  issuers: readonly ParticipantRole[];
  /** Which of them issues when Sauda does it in their name. */
  by_policy: ParticipantRole;
  /** Whether the model can derive every box from the deal, or the caller brings the facts. */
  derived: boolean;
}

/**
 * Rules by kind. The institution of a deal (its arbiter) certifies origin and conformity, as chambers do; the
 * carrier makes out the note (SMGS art. 15; CMR Convention art. 5 has sender and carrier sign it).
 */
export const kindRules: Record<DocumentKind, KindRule> = {
  contract: { prefix: 'CON', issuers: ['seller', 'buyer'], by_policy: 'seller', derived: true },
  commercial_invoice: { prefix: 'INV', issuers: ['seller'], by_policy: 'seller', derived: true },
  packing_list: { prefix: 'PKL', issuers: ['seller'], by_policy: 'seller', derived: true },
  certificate_of_origin: { prefix: 'COO', issuers: ['arbiter'], by_policy: 'arbiter', derived: true },
  smgs_note: { prefix: 'SMGS', issuers: ['carrier'], by_policy: 'carrier', derived: true },
  cmr_note: { prefix: 'CMR', issuers: ['carrier'], by_policy: 'carrier', derived: true },
  certificate_of_conformity: {
    prefix: 'COC',
    issuers: ['arbiter', 'seller'],
    by_policy: 'arbiter',
    derived: true,
  },
  phytosanitary_certificate: {
    prefix: 'PHY',
    issuers: ['arbiter', 'seller'],
    by_policy: 'arbiter',
    derived: true,
  },
  export_declaration: {
    prefix: 'EXD',
    issuers: ['export_broker', 'export_customs'],
    by_policy: 'export_broker',
    derived: false,
  },
  import_declaration: {
    prefix: 'IMD',
    issuers: ['import_broker', 'import_customs'],
    by_policy: 'import_broker',
    derived: false,
  },
};

/** The number of the n-th document of a kind in a deal; a correction keeps it and counts up its version. */
export function documentNumber(kind: DocumentKind, deal_number: string, series: number): string {
  return `${kindRules[kind].prefix}-${deal_number}-${series}`;
}

export interface Transition {
  step: 'supersede' | 'void';
  from: DocumentState;
  to: DocumentState;
}

/** The life of a document. What is not in this table cannot happen; nothing leads back to `issued`. */
export const transitions: readonly Transition[] = [
  { step: 'supersede', from: 'issued', to: 'superseded' },
  { step: 'void', from: 'issued', to: 'void' },
];

export function transitionFor(state: DocumentState, step: Transition['step']): Transition | undefined {
  return transitions.find((t) => t.from === state && t.step === step);
}

/** A document on file. */
export interface TradeDocument {
  deal_id: string;
  document_id: string;
  kind: DocumentKind;
  series: number;
  number: string;
  version: number;
  state: DocumentState;
  facts: DocumentFacts;
  facts_hash: string;
  jws: string;
  issuer_org_id: string;
  issuer_name: string;
  issued_at: Date;
  supersedes: string | null;
  reason: string | null;
  parties: string[];
}

/** What a box of a form says, and which fact of the deal it was taken from. */
export interface Box {
  /** Number of the box on the form; empty when the form numbers none. */
  box: string;
  lines: string[];
  from: string;
}

export interface OrganisationFacts {
  org_id: string;
  name: string;
  name_zh: string | null;
  name_ru: string | null;
  country: string;
}

/** One line of goods as a document shows it. Amounts only on documents that show prices. */
export interface GoodsFacts {
  line: number;
  description: string;
  hs_code: string;
  origin_country: string;
  quantity: string;
  unit: string;
  packages: number;
  package_kind: string;
  net_weight_kg: string;
  gross_weight_kg: string;
  unit_price?: MoneyFacts;
  amount?: MoneyFacts;
}

export interface MoneyFacts {
  amount: string;
  currency: string;
}

/** An amount with what it is for, in the order the form adds them up. */
export interface Charge {
  name: string;
  money: MoneyFacts;
}

/** All that a document states. This is what is signed; the page is only a picture of it. */
export interface DocumentFacts {
  kind: DocumentKind;
  number: string;
  version: number;
  /** Number of the document on the form's face, when an authority outside Sauda gave it one. */
  outside_number: string | null;
  issued_on: string;
  deal_number: string;
  /** A demonstration: plainly without legal effect. */
  demo: boolean;
  issuer: OrganisationFacts;
  boxes: Record<string, Box>;
  goods: GoodsFacts[];
  packages: number;
  net_weight_kg: string;
  gross_weight_kg: string;
  charges: Charge[];
  total: MoneyFacts | null;
}
