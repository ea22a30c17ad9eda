import { dataFolder, readTable } from '../../reference/index.ts';

/** What stands in for an estimate, with its source (data/mirror/assumptions.csv). */
export interface Assumption {
  value: number;
  source: string;
}

export function assumption(name: 'cif_margin' | 'transit_days'): Assumption {
  const row = table('assumptions').find((r) => r.name === name);
  return { value: Number(row?.value), source: row?.source ?? '' };
}

export interface PublishedGap {
  partner: string;
  period: string;
  china_usd: string;
  partner_usd: string;
  source: string;
}

export interface Reason {
  code: string;
  part: string;
  text: string;
  status: string;
  source: string;
}

/** Published gaps and stated reasons between China and a partner; none for pairs without China. */
export function evidenceOn(a: string, b: string): { gaps: PublishedGap[]; reasons: Reason[] } {
  const partner = a === 'CN' ? b : b === 'CN' ? a : undefined;
  const cell = (row: Record<string, string>, column: string): string => row[column] ?? '';
  return {
    gaps: table('gaps')
      .filter((r) => r.partner === partner)
      .map((r) => ({
        partner: cell(r, 'partner'),
        period: cell(r, 'period'),
        china_usd: cell(r, 'china_usd'),
        partner_usd: cell(r, 'partner_usd'),
        source: cell(r, 'source'),
      })),
    reasons: table('reasons')
      .filter((r) => partner !== undefined && cell(r, 'partners').split(' ').includes(partner))
      .map((r) => ({
        code: cell(r, 'code'),
        part: cell(r, 'part'),
        text: cell(r, 'text'),
        status: cell(r, 'status'),
        source: cell(r, 'source'),
      })),
  };
}

const read = new Map<string, Record<string, string>[]>();

function table(name: string): Record<string, string>[] {
  const held = read.get(name) ?? readTable(new URL(`mirror/${name}.csv`, dataFolder));
  read.set(name, held);
  return held;
}
