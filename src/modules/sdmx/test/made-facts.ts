import type { TradeFact } from '../../statistics/index.ts';

/** A fact with the fields that matter to a test; everything else is plain. */
export function fact(fields: Partial<TradeFact> = {}): TradeFact {
  return {
    source: 'official',
    period: '2024',
    frequency: 'A',
    reporter: 'KZ',
    partner: 'CN',
    flow: 'export',
    commodity: 'TOTAL',
    hs_edition: null,
    value: 1_500_000n,
    places: 2,
    currency: 'USD',
    net_weight_g: null,
    quantity_milli: null,
    unit: null,
    weight_imputed: false,
    vintage: '2026-03-01.1',
    file_hash: 'ab'.repeat(32),
    rows: 1,
    source_url: null,
    converted: null,
    status: 'reported',
    ...fields,
  };
}

export async function* inBatches<T>(items: readonly T[], size = 2): AsyncGenerator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

export async function whole(chunks: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

export const plainLabel = (component: string, code: string): string => `${component} ${code}`;
