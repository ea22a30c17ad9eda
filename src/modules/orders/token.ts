import { sha256Hex } from '../../kernel/hash.ts';

/** 32 random bytes that whoever orders makes for itself, as base64url. */
export const secretPattern = '^[A-Za-z0-9_-]{43}$';
/** The organisation of the shop and the secret, as base64url. */
export const tokenPattern = '^[A-Za-z0-9_-]{64}$';
/** A random secret has about thirty different signs; one with fewer than this was typed by hand. */
const FEWEST_SIGNS = 12;

/** What the bearer of an order shows: it says where the order lies, and proves that it is the bearer's. */
export function tokenOf(org_id: string, secret: string): string {
  const place = Buffer.from(org_id.replaceAll('-', ''), 'hex');
  return Buffer.concat([place, Buffer.from(secret, 'base64url')]).toString('base64url');
}

export interface Bearer {
  org_id: string;
  token_hash: string;
}

/** Where the order of a token lies, and what it is found by there. */
export function bearerOf(token: string): Bearer {
  const bytes = Buffer.from(token, 'base64url');
  const hex = bytes.subarray(0, 16).toString('hex');
  const org_id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return { org_id: org_id.join('-'), token_hash: hashOf(bytes.subarray(16)) };
}

export const tokenHash = (secret: string): string => hashOf(Buffer.from(secret, 'base64url'));

export const isWeak = (secret: string): boolean => new Set(secret).size < FEWEST_SIGNS;

const hashOf = (secret: Uint8Array): string =>
  sha256Hex(`order of a person ${Buffer.from(secret).toString('hex')}`);
