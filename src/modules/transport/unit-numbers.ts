import { checkContainer, checkWagon } from '../../kernel/check-digits/index.ts';

export type UnitKind = 'container' | 'wagon' | 'truck';

// Plates of the six countries have no check digit; letters of any script, digits and dashes are all we ask.
const platePattern = /^[\p{Lu}\p{Nd}][\p{Lu}\p{Nd}-]{2,13}[\p{Lu}\p{Nd}]$/u;

/**
 * What a number is of: a container (ISO 6346) or a wagon of the 1520 mm networks by rail, both with their
 * check digit, a plate by road. Undefined when it is none of these.
 */
export function unitKind(mode: 'rail' | 'road', number: string): UnitKind | undefined {
  if (mode === 'road') return platePattern.test(number) ? 'truck' : undefined;
  if (checkContainer(number).valid) return 'container';
  return checkWagon(number).valid ? 'wagon' : undefined;
}
