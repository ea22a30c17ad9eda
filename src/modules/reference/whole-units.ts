import { parseMilli } from '../../kernel/decimal.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import { stepOf } from './small-sets.ts';

/**
 * Whether there can be so much in a unit: pieces, pairs, dozens and sets are whole, thousands of pieces go down to one
 * piece, what is weighed or measured is divided at will. Of a unit that is not on the list nothing is known.
 */
export function fitsUnit(quantity: string, unit: string): boolean {
  return parseMilli(quantity) % parseMilli(stepOf(unit)) === 0n;
}

/** A quantity, the unit it is in, and where it stands in the input; undefined: it was left out. */
export type InUnit = readonly [path: string, quantity: string | undefined, unit: string];

/** The quantities that their units do not allow, each with its field, as `not_whole`. */
export function notWhole(quantities: readonly InUnit[]): FieldError[] {
  return quantities.flatMap(([path, quantity, unit]) =>
    quantity === undefined || fitsUnit(quantity, unit)
      ? []
      : [{ path, code: 'not_whole', message: `${unit} is counted, so it is a whole number` }],
  );
}

/** For inputs that have no refusal of fields of their own. Refuses with reference.quantity_not_whole. */
export function checkWhole(quantities: readonly InUnit[]): Outcome<true> {
  const errors = notWhole(quantities);
  return errors.length > 0 ? refuse('reference.quantity_not_whole', {}, errors) : true;
}
