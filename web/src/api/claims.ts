import { queryOptions } from '@tanstack/react-query';
import { callApi } from './client.ts';

export type Verdict = 'reproduced' | 'differs' | 'cannot_be_checked';
export type Flow = 'export' | 'import' | 'total';

export interface WorkingRow {
  period: string;
  reporter: string;
  partner: string;
  flow: Flow;
  commodity: string;
  value: string;
  currency: string;
  status: string;
  source: string;
  source_url: string | null;
  publisher: string | null;
  vintage: string;
  how: string;
}

/** A published claim with its verdict. Numbers are in `unit`; `interval` is what the printed rounding allows. */
export interface CheckedClaim {
  id: string;
  statement: string;
  metric: string;
  reporters: string[];
  partners: string[];
  flow: Flow;
  commodity: string;
  period: string;
  value: string | null;
  unit: string;
  bound: string;
  source: string;
  source_url: string | null;
  read_as: string | null;
  verdict: Verdict;
  computed: number | null;
  interval: [number, number] | null;
  claimed: [number | null, number | null] | null;
  reason: string;
  reason_code: string;
  reason_detail: string | null;
  reason_params: Record<string, string>;
  formula: string | null;
  formula_code: string | null;
  rows: WorkingRow[];
  notes: { code: string; text: string; params: Record<string, string> }[];
  missing: {
    what: string;
    where: string;
    because: string;
    cell: { reporter: string; partner: string; flow: Flow; commodity: string; period: string } | null;
  }[];
}

export interface ClaimSets {
  sets: { set: string; claims: CheckedClaim[] }[];
}

export const claimsQuery = queryOptions({
  queryKey: ['claims'],
  queryFn: ({ signal }) => callApi<ClaimSets>('/claims', { signal }),
  staleTime: 300_000,
});

export interface ReadClaim {
  id: string;
  claim: string;
  metric: string;
  reporter: string;
  partner: string;
  flow: Flow;
  commodity: string;
  period: string;
  value: string;
  unit: string;
  printed_precision: string;
  bound: string;
  read_as: string | null;
  missing: string[];
}

export interface Reading {
  lang: string;
  claims: ReadClaim[];
  words: { text: string; as: string }[];
  not_understood: string[];
}

/** What a sentence claims, and the verdict on each claim that says enough to be checked. */
export async function readAndCheck(text: string): Promise<{ reading: Reading; checked: CheckedClaim[] }> {
  const reading = await callApi<Reading>('/claims/readings', { method: 'POST', body: { text } });
  const claims = reading.claims
    .filter((claim) => claim.missing.length === 0)
    .map(({ read_as: _, missing: __, ...claim }) => claim);
  if (claims.length === 0) return { reading, checked: [] };
  const { claims: checked } = await callApi<{ claims: CheckedClaim[] }>('/claims/checks', {
    method: 'POST',
    body: { claims },
  });
  return { reading, checked };
}
