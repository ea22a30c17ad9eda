import { hash } from 'node:crypto';
import { assert } from './refusal.ts';

/**
 * JSON text that is the same for equal values: keys sorted by UTF-16 unit, no white space (RFC 8785, for the
 * values we use: numbers are safe integers or finite decimals as ECMAScript prints them).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'canonical JSON holds finite numbers');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  assert(typeof value === 'object', `canonical JSON cannot hold a ${typeof value}`);
  const fields = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(fields).sort())
    if (fields[key] !== undefined)
      text += `${text && ','}${JSON.stringify(key)}:${canonicalJson(fields[key])}`;
  return `{${text}}`;
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
