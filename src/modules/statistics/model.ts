/** Sources of the store. Demonstration declarations are a source of their own and join no other. */
export const sources = {
  official: 'official',
  own: 'sauda-declarations',
  demo: 'sauda-declarations-demo',
} as const;
export type SourceKey = keyof typeof sources;
export type Source = (typeof sources)[SourceKey];

/** How a source is asked for over HTTP. */
export const sourceKeys = Object.keys(sources) as SourceKey[];

/** The order gives the numbers in the files, so a new flow goes to the end. */
export const flows = [
  'export',
  'import',
  'total',
  're-export',
  're-import',
  'domestic-export',
  'foreign-import',
  'import-for-inward-processing',
  'import-after-outward-processing',
  'export-after-inward-processing',
  'export-for-outward-processing',
] as const;
export type Flow = (typeof flows)[number];
export const flowCode = Object.fromEntries(flows.map((flow, at) => [flow, at + 1])) as Record<Flow, number>;
export const flowOf = (code: number): Flow => flows[code - 1] ?? 'total';

/** A: whole years. M: months. P: parts of years, as published; never summed, never in an annual series. */
export const frequencies = ['A', 'M', 'P'] as const;
export type Frequency = (typeof frequencies)[number];

/** Reporters and partners that stand for several countries. They are shown, and never counted among partners. */
export const groups: Record<string, string> = {
  AFRI: 'Africa',
  APEC: 'Asia-Pacific Economic Cooperation',
  ASEAN: 'Association of Southeast Asian Nations',
  ASIA: 'Asia',
  BRI: 'Belt and Road countries',
  C5: 'Central Asia, five countries',
  EAEU: 'Eurasian Economic Union',
  EU: 'European Union',
  EURO: 'Europe',
  LATAM: 'Latin America',
  MIDE: 'Middle East',
  NAMER: 'North America',
  OCEA: 'Oceania',
  RCEP: 'Regional Comprehensive Economic Partnership',
  SPECA: 'UN special programme for the economies of Central Asia',
  WLD: 'World',
};
export const isGroup = (area: string): boolean => area in groups;

/** The five countries of Central Asia, in the order of their English names. */
export const centralAsia = ['KZ', 'KG', 'TJ', 'TM', 'UZ'] as const;

export type FigureStatus = 'reported' | 'estimate' | 'demo' | 'incomplete' | 'confidential';

/** One observation with everything needed to question it. */
export interface Observation {
  /** Year, month or published part of a year. */
  period: string;
  flow: Flow;
  reporter: string;
  partner: string;
  /** Where the goods leave and where they go; null for two-way totals. Equal on both sides of a mirror. */
  exporter: string | null;
  importer: string | null;
  /** FOB for exports and CIF for imports; null where the publisher does not say. */
  valuation: 'FOB' | 'CIF' | null;
  /** Decimal text in `unit`; null when it is withheld or was not published. */
  value: string | null;
  currency: string;
  unit: string;
  source: string;
  source_note: string | null;
  source_url: string | null;
  vintage: string;
  rows: number;
  file_hash: string;
  status: FigureStatus;
  /** The figure to use where a source prints several for the same thing. */
  preferred: boolean;
}

/** The vintage of a source and period that a question sees. */
export interface Vintage {
  source: string;
  period: string;
  number: number;
  vintage: string;
  file: string;
  sha256: string;
  content_hash: string;
  rows: number;
  bytes: bigint;
  layout: string;
  currency: string;
  unit: string;
  hs_edition: string | null;
  coverage: string;
  licence: string;
  demo: boolean;
  created_at: Date;
  /** The imported file it was written for; null where it was not imported. */
  import_code: number | null;
}

/** Goods leave the reporter of an export and the partner of an import. */
export function wayOf(
  flow: Flow,
  reporter: string,
  partner: string,
): { exporter: string | null; importer: string | null } {
  if (flow === 'total') return { exporter: null, importer: null };
  return flow.includes('export')
    ? { exporter: reporter, importer: partner }
    : { exporter: partner, importer: reporter };
}

/** 1234567 with 2 places → '12345.67'; without places, whole units as they are. */
export function formatUnits(value: bigint, places: number): string {
  if (places === 0) return value.toString();
  const sign = value < 0n ? '-' : '';
  const text = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}
