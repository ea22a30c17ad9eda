import {
  add,
  allocate,
  applyRatio,
  type Currency,
  type Money,
  money,
  subtract,
} from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';

/** One side of a deal as declared: in the contract currency and, where a rate is on file, in US dollars. */
export interface DeclaredSide {
  value: Money;
  value_usd: Money | null;
  /** Text of the rate; equal texts are the same rate. */
  usd_rate: string | null;
}

export interface MirrorPart {
  part: 'freight at the frontier' | 'insurance' | 'exchange rate';
  amount: Money;
}

/** Both sides and why they differ: gap = parts + residual, to the last minor unit. */
export interface MirrorExplained {
  export_fob: Money;
  import_cif: Money;
  gap: Money;
  explained: MirrorPart[];
  residual: Money;
}

export interface MirrorExplanation {
  contract: MirrorExplained;
  /** Null when either side has no value in US dollars. */
  usd: MirrorExplained | null;
}

interface Costs {
  freight_at_frontier: Money;
  insurance: Money;
}

/**
 * Explains the gap between a deal's export at FOB and its import at CIF. What separates the two by definition
 * is freight between the two frontiers and insurance (IMTS 2010, 4.7); for declarations composed from the same
 * terms nothing else is left, and the residual is zero. In US dollars the two sides may have been converted at
 * different rates; the effect of that on the FOB value is a part of its own, and freight and insurance share
 * the rest in proportion, so that the parts add up to the gap without losing a cent.
 */
export function explainMirror(
  exported: DeclaredSide,
  imported: DeclaredSide,
  costs: Costs,
): MirrorExplanation {
  const { currency } = exported.value;
  assert(imported.value.currency === currency, 'both sides of a deal are in its contract currency');
  const gap = subtract(imported.value, exported.value);
  const contract: MirrorExplained = {
    export_fob: exported.value,
    import_cif: imported.value,
    gap,
    explained: [
      { part: 'freight at the frontier', amount: costs.freight_at_frontier },
      { part: 'insurance', amount: costs.insurance },
    ],
    residual: subtract(gap, add(costs.freight_at_frontier, costs.insurance)),
  };
  if (!exported.value_usd || !imported.value_usd) return { contract, usd: null };
  return { contract, usd: inDollars(exported, imported, exported.value_usd, imported.value_usd, contract) };
}

function inDollars(
  exported: DeclaredSide,
  imported: DeclaredSide,
  fob_usd: Money,
  cif_usd: Money,
  contract: MirrorExplained,
): MirrorExplained {
  const usd: Currency = cif_usd.currency;
  const gap = subtract(cif_usd, fob_usd);
  const [freight, insurance] = contract.explained.map((p) => p.amount.amount);
  // The FOB value as the import's rate would have it.
  const fob_again =
    exported.usd_rate === imported.usd_rate || contract.import_cif.amount === 0n
      ? fob_usd
      : applyRatio(exported.value, cif_usd.amount, contract.import_cif.amount);
  const by_rate = subtract({ amount: fob_again.amount, currency: usd }, fob_usd);
  const by_costs = subtract(gap, by_rate);
  const costs = (freight ?? 0n) + (insurance ?? 0n);
  const explainable =
    contract.residual.amount === 0n ? by_costs : scaled(by_costs, costs, contract.gap.amount);
  const shared =
    costs > 0n ? allocate(explainable, [freight ?? 0n, insurance ?? 0n]) : [money(0n, usd), money(0n, usd)];
  // Without freight and insurance the rest of an unchanged value can only be rounding of the conversion.
  const rounding = costs > 0n || contract.residual.amount !== 0n ? money(0n, usd) : by_costs;
  const rate_part = add(by_rate, rounding);
  const parts: MirrorPart[] = [
    { part: 'freight at the frontier', amount: shared[0] ?? money(0n, usd) },
    { part: 'insurance', amount: shared[1] ?? money(0n, usd) },
    ...(rate_part.amount === 0n ? [] : [{ part: 'exchange rate' as const, amount: rate_part }]),
  ];
  const residual = parts.reduce((left, p) => subtract(left, p.amount), gap);
  return { export_fob: fob_usd, import_cif: cif_usd, gap, explained: parts, residual };
}

/** The share of the dollars that `costs` have in the contract's gap. */
function scaled(dollars: Money, costs: bigint, gap: bigint): Money {
  if (gap === 0n) return money(0n, dollars.currency);
  return gap > 0n ? applyRatio(dollars, costs, gap) : applyRatio(dollars, -costs, -gap);
}
