import { Type } from 'typebox';

/** How an indicator is computed and where the formula is from; worked examples: docs/reference/indicators.md. */
export const MethodView = Type.Object({
  indicator: Type.String(),
  formula: Type.String(),
  source: Type.String(),
});

const methods = {
  ranking: [
    'rank = 1 + number of partners with a greater value; equal values share a rank; share = value ÷ trade with the world as stated; groups are not ranked',
    'elementary',
  ],
  balance: ['X − M; normalised (X − M) ÷ (X + M); cover X ÷ M', 'elementary; X is FOB, M is CIF'],
  advantage: ['(x_cp ÷ X_c) ÷ (X_p ÷ X)', 'Balassa 1965, The Manchester School 33'],
  complexity: [
    'eigenvector of the second largest eigenvalue of D_c⁻¹ M D_p⁻¹ Mᵀ, M = 1 where RCA ≥ 1; mean 0, standard deviation 1',
    'Hidalgo and Hausmann 2009, PNAS 106; Hausmann et al. 2014, The Atlas of Economic Complexity',
  ],
  margins: [
    'extensive = market imports in the lines exported ÷ all market imports; intensive = own exports ÷ market imports in those lines; share = extensive × intensive',
    'Hummels and Klenow 2005, American Economic Review 95',
  ],
  concentration: [
    'H = Σ s²; normalised (H − 1/n) ÷ (1 − 1/n)',
    'Hirschman 1964, American Economic Review 54',
  ],
  entropy: ['−Σ s ln s, in nats', 'Jacquemin and Berry 1979, Journal of Industrial Economics 27'],
  theil: [
    'Σ s ln(n s) = between + within HS sections',
    'Theil 1967; Cadot, Carrère and Strauss-Kahn 2011, Review of Economics and Statistics 93',
  ],
  unit_values: [
    'Σ value ÷ Σ weight without lines of a modified z-score above 3.5',
    'Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers',
  ],
  index_numbers: [
    'chained Laspeyres Σ p₁q₀ ÷ Σ p₀q₀, Paasche Σ p₁q₁ ÷ Σ p₀q₁, Fisher √(L P), Törnqvist exp Σ ½(s₀ + s₁) ln(p₁ ÷ p₀)',
    'Export and Import Price Index Manual, IMF and others 2009',
  ],
  conversion: [
    'a code goes over when all its counterparts are one code; unconverted share = value of the codes that do not ÷ value of all',
    'correlation tables of UNSD between neighbouring editions of the Harmonized System',
  ],
  seasonal: [
    'value = adjusted × season × holiday, by STL on logarithms with a moving Lunar New Year regressor',
    'Cleveland et al. 1990, Journal of Official Statistics 6; Lin and Liu 2002',
  ],
} as const satisfies Record<string, readonly [string, string]>;

/** The methods of an answer, in this order. */
export const methodsOf = (...names: (keyof typeof methods)[]) =>
  names.map((indicator) => ({
    indicator,
    formula: methods[indicator][0],
    source: methods[indicator][1],
  }));
