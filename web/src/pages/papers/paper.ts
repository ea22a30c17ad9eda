export const paperKinds = [
  'registration_certificate',
  'tax_registration',
  'signatory_authority',
  'licence',
  'bank_letter',
] as const;

/** A paper of a firm, as the server shows it. */
export interface Paper {
  org_id: string;
  paper_id: string;
  org_name: string;
  kind: (typeof paperKinds)[number];
  bytes: number;
  expires_on: string | null;
  state: 'waiting' | 'approved' | 'refused';
  handed_in_at: string;
  note: string | null;
}

export const fileOf = (paper: Paper): string =>
  `/api/v1/organisations/${paper.org_id}/papers/${paper.paper_id}/file`;

export const toneOfPaper = {
  missing: 'neutral',
  waiting: 'active',
  approved: 'done',
  refused: 'refused',
  expired: 'attention',
} as const;
