import { add, subtract } from '../exact/interval.ts';
import type { View } from '../figures/view.ts';
import type { Claim, Missing } from '../model.ts';
import { inUnit, levelOf, show, together, type Worked, workedFrom } from './formula.ts';

const currencyOf = (claim: Claim): string => (claim.unit.kind === 'amount' ? claim.unit.currency : 'USD');

/** The value of trade in a period; also of a threshold, which is then compared from one side. */
export function level(claim: Claim, view: View): Worked | Missing[] {
  const found = together({ level: levelOf(claim, view, currencyOf(claim)) }, false);
  if (Array.isArray(found)) return found;
  const how = found.level.how.replaceAll('_', ' ');
  return workedFrom(
    [found.level],
    inUnit(claim, found.level.value),
    `level, ${how}: ${show(claim, found.level)}`,
    'level',
  );
}

/** Exports less imports, both as the reporter counts them. */
export function balance(claim: Claim, view: View): Worked | Missing[] {
  const of = (flow: 'export' | 'import') => levelOf(claim, view, currencyOf(claim), { flow });
  const found = together({ exports: of('export'), imports: of('import') }, true);
  if (Array.isArray(found)) return found;
  const { exports, imports } = found;
  return workedFrom(
    [exports, imports],
    inUnit(claim, subtract(exports.value, imports.value)),
    `exports − imports: ${show(claim, exports)} − ${show(claim, imports)}`,
    'exports_less_imports',
  );
}

/** Exports and imports, added: what a stated total must come to. */
export function additivity(claim: Claim, view: View): Worked | Missing[] {
  const of = (flow: 'export' | 'import') => levelOf(claim, view, currencyOf(claim), { flow });
  const found = together({ exports: of('export'), imports: of('import') }, true);
  if (Array.isArray(found)) return found;
  const { exports, imports } = found;
  return workedFrom(
    [exports, imports],
    inUnit(claim, add(exports.value, imports.value)),
    `exports + imports: ${show(claim, exports)} + ${show(claim, imports)}`,
    'exports_and_imports',
  );
}
