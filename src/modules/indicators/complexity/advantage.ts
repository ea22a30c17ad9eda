import { type Ratio, ratio } from '../ratio.ts';

/** Exports of one country in one product; whole numbers of one unit. */
export interface Export {
  country: string;
  product: string;
  value: bigint;
}

export interface Advantage {
  country: string;
  product: string;
  /** (x_cp ÷ X_c) ÷ (X_p ÷ X): 1 or more is a revealed comparative advantage. */
  rca: Ratio;
}

/**
 * Revealed comparative advantage (Balassa 1965), exact, for every pair with exports; pairs without are zero.
 * Rows of one pair are added; rows that are zero or below are left out.
 */
export function comparativeAdvantage(exports_: readonly Export[]): Advantage[] {
  const cells = new Map<string, { country: string; product: string; value: bigint }>();
  const [byCountry, byProduct] = [new Map<string, bigint>(), new Map<string, bigint>()];
  let world = 0n;
  for (const { country, product, value } of exports_) {
    if (value <= 0n) continue;
    const key = `${country}\t${product}`;
    const cell = cells.get(key) ?? { country, product, value: 0n };
    cell.value += value;
    cells.set(key, cell);
    byCountry.set(country, (byCountry.get(country) ?? 0n) + value);
    byProduct.set(product, (byProduct.get(product) ?? 0n) + value);
    world += value;
  }
  return [...cells.values()].map(({ country, product, value }) => ({
    country,
    product,
    rca: ratio(value * world, (byCountry.get(country) ?? 1n) * (byProduct.get(product) ?? 1n)),
  }));
}
