import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { assert } from '../../kernel/refusal.ts';

/** Keeps secrets of others, such as tokens, unreadable in the database and in backups. */
export interface Vault {
  /** `bound_to` names the row; a text sealed for one row does not open in another. */
  seal(text: string, bound_to: string): string;
  /** Undefined when it was sealed with another secret, for another row, or was changed. */
  open(sealed: string, bound_to: string): string | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM (NIST SP 800-38D) under a key derived from the installation's secret (HKDF, RFC 5869). */
export function openVault(secret: string): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, 'sauda', 'vault 1', 32));
  return {
    seal: (text, bound_to) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound_to));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed, bound_to) => {
      const bytes = Buffer.from(sealed, 'base64url');
      assert(bytes.length >= NONCE_BYTES + TAG_BYTES, 'what was sealed has a nonce and a tag');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(bound_to))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
