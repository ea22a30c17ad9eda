/** A text in the three languages of a release. */
export type Words = { en: string; zh: string; ru: string };
export const languages = ['en', 'zh', 'ru'] as const;
export type Language = (typeof languages)[number];

export type CellStatus =
  | 'reported'
  | 'estimate'
  | 'demo'
  | 'incomplete'
  | 'confidential'
  | 'missing'
  | 'guarded';

/** A figure as printed: decimal text in US dollars, or percent; null where there is none to print. */
export interface Cell {
  value: string | null;
  status: CellStatus;
  /** Why it is not printed or not comparable, in English, from the guard. */
  reason?: string;
}

export interface ReleaseTable {
  id: string;
  kind: 'partners' | 'declared';
  source: string;
  reporter: string | null;
  flow: 'export' | 'import' | null;
  currency: string;
  columns: string[];
  /** Keys are area codes, or reporter and partner with a blank between. */
  rows: { key: string; cells: Record<string, Cell> }[];
  vintages: string[];
  file_hashes: string[];
}

/** A figure that an earlier vintage had otherwise. */
export interface Revision {
  table: string;
  row: string;
  column: string;
  was: string | null;
  is: string | null;
}

export interface ReleaseContent {
  period: string;
  frequency: 'A' | 'M';
  /** Day at whose end the figures were known. */
  as_of: string;
  /** Day of the vintage before, with which revisions were compared; null when there was none. */
  compared_with: string | null;
  tables: ReleaseTable[];
  /** Trade of China with the five countries, by year, from official figures: for the chart of years. */
  years: { period: string; value: string; estimate: boolean }[];
  revisions: Revision[];
  confidentiality: {
    threshold: number;
    dominance: { n: number; k: number };
    p_percent: number;
    cells: number;
    sensitive: number;
    withheld: number;
    unconverted: number;
  };
}

/** Whether a release rests on demonstration declarations only. */
export function isDemo({ tables }: Pick<ReleaseContent, 'tables'>): boolean {
  return tables.every((table) => table.source === 'sauda-declarations-demo');
}

/** The period a year before. */
export function yearBefore(period: string): string {
  return `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
}

export const frequencyOf = (period: string): 'A' | 'M' => (period.length === 4 ? 'A' : 'M');
