import { sha256Hex } from './hash.ts';
import type { Random } from './random.ts';

/** The organisation of nobody: what the public acts as. */
export const NO_ORG = '00000000-0000-0000-0000-000000000000';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** UUID version 7 (RFC 9562, section 5.7): 48 bits of time, then random bits, so keys arrive in order. */
export function uuidv7(now: Date, random: Random): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  const bits = (digits: number): string =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(3)}-${variant}${bits(3)}-${bits(6)}${bits(6)}`;
}

/** UUID version 8 (RFC 9562, section 5.8) made of a name's SHA-256: the same name, the same id. */
export function uuidOfName(name: string): string {
  const hex = sha256Hex(name);
  const variant = (8 + (Number.parseInt(hex.charAt(16), 16) & 3)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** UUID version 4 (RFC 9562, section 5.4): random, as a UETR has to be. */
export function uuidv4(random: Random): string {
  const bits = (digits: number): string =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${bits(8)}-${bits(4)}-4${bits(3)}-${variant}${bits(3)}-${bits(6)}${bits(6)}`;
}
