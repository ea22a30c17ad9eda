import { sha256Hex } from '../kernel/hash.ts';

/**
 * The id of a demonstration thing, derived from its name, so that it is the same on every machine.
 * UUID version 8 (RFC 9562, section 5.8).
 */
export function demoId(name: string): string {
  const hex = sha256Hex(`sauda demonstration ${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
