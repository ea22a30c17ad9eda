import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { compare, one } from '../ratio.ts';
import type { Advantage } from './advantage.ts';

export interface Complexity {
  /** Economic complexity of countries: mean 0, standard deviation 1 (divisor n − 1). */
  eci: ReadonlyMap<string, number>;
  /** Product complexity, scaled the same way. */
  pci: ReadonlyMap<string, number>;
  /** Products a country exports with advantage; countries that do so for a product. */
  diversity: ReadonlyMap<string, number>;
  ubiquity: ReadonlyMap<string, number>;
  /** Without any advantage: left out before the computation, because they divide by zero. */
  dropped: { countries: string[]; products: string[] };
}

/** Two eigenvalues nearer than this are one: the direction between countries is then arbitrary. */
const SAME = 1e-9;

/**
 * Economic and product complexity (Hidalgo and Hausmann 2009; eigenvector form of Hausmann et al. 2014, The
 * Atlas of Economic Complexity). ECI is the eigenvector of the second largest eigenvalue of
 * D_c⁻¹ M D_p⁻¹ Mᵀ, found on the symmetric matrix of the same eigenvalues. Sign: ECI rises with diversity; where
 * the two are uncorrelated, the country first by name is positive. PCI is the average ECI of a product's
 * exporters, so its sign follows.
 *
 * Null when fewer than three countries are left, or the network falls apart so that the second eigenvalue is not
 * single: no ECI exists then.
 */
export function complexity(advantages: readonly Advantage[]): Complexity | null {
  const names = (of: (a: Advantage) => string) => [...new Set(advantages.map(of))].sort();
  const held = advantages.filter((a) => compare(a.rca, one) >= 0);
  const countries = [...new Set(held.map((a) => a.country))].sort();
  const products = [...new Set(held.map((a) => a.product))].sort();
  if (countries.length < 3) return null;
  const exporters = exportersByProduct(held, countries, products);
  const diversity = new Array<number>(countries.length).fill(0);
  for (const list of exporters) for (const c of list) diversity[c] = (diversity[c] ?? 0) + 1;

  const vector = secondEigenvector(exporters, diversity);
  if (!vector) return null;
  const eci = standardised(vector);
  if (!eci) return null;
  const sign = signOf(eci, diversity);
  const signed = eci.map((value) => value * sign);
  const pci = standardised(exporters.map((list) => mean(list.map((c) => signed[c] ?? 0))));
  if (!pci) return null;
  const lost = (all: string[], kept: string[]) => {
    const left = new Set(kept);
    return all.filter((name) => !left.has(name));
  };
  return {
    eci: new Map(countries.map((name, at) => [name, signed[at] ?? 0])),
    pci: new Map(products.map((name, at) => [name, pci[at] ?? 0])),
    diversity: new Map(countries.map((name, at) => [name, diversity[at] ?? 0])),
    ubiquity: new Map(products.map((name, at) => [name, exporters[at]?.length ?? 0])),
    dropped: {
      countries: lost(
        names((a) => a.country),
        countries,
      ),
      products: lost(
        names((a) => a.product),
        products,
      ),
    },
  };
}

function exportersByProduct(held: readonly Advantage[], countries: string[], products: string[]): number[][] {
  const c = new Map(countries.map((name, at) => [name, at]));
  const p = new Map(products.map((name, at) => [name, at]));
  const lists: number[][] = products.map(() => []);
  for (const a of held) lists[p.get(a.product) ?? 0]?.push(c.get(a.country) ?? 0);
  return lists;
}

/** Of D_c⁻¹ M D_p⁻¹ Mᵀ, through S = D_c^−½ M D_p⁻¹ Mᵀ D_c^−½ and e = D_c^−½ s. */
function secondEigenvector(exporters: number[][], diversity: number[]): number[] | null {
  const n = diversity.length;
  const root = diversity.map((k) => 1 / Math.sqrt(k));
  const s = Matrix.zeros(n, n);
  for (const list of exporters)
    for (const a of list)
      for (const b of list) s.set(a, b, s.get(a, b) + ((root[a] ?? 0) * (root[b] ?? 0)) / list.length);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(s, { assumeSymmetric: true });
  const order = realEigenvalues.map((value, at) => ({ value, at })).sort((a, b) => b.value - a.value);
  const [first, second, third] = order;
  if (!first || !second || !third) return null;
  if (first.value - second.value < SAME || second.value - third.value < SAME) return null;
  return eigenvectorMatrix.getColumn(second.at).map((value, c) => value * (root[c] ?? 0));
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Null when all are equal. */
function standardised(values: readonly number[]): number[] | null {
  const centre = mean(values);
  const squares = values.reduce((left, v) => left + (v - centre) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return deviation > 1e-12 ? values.map((v) => (v - centre) / deviation) : null;
}

function signOf(eci: readonly number[], diversity: readonly number[]): number {
  const centre = mean(diversity);
  const together = eci.reduce((left, e, at) => left + e * ((diversity[at] ?? 0) - centre), 0);
  if (Math.abs(together) > 1e-9) return Math.sign(together);
  return (eci[0] ?? 0) < 0 ? -1 : 1;
}
