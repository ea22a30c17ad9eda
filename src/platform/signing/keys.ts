import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { assert } from '../../kernel/refusal.ts';

/** An Ed25519 key of this installation (RFC 8037). `private_jwk` is absent when the key only verifies. */
export interface SigningKey {
  /** RFC 7638 thumbprint, so that a key names itself. */
  kid: string;
  public_jwk: JWK;
  private_jwk?: JWK;
}

const ACTIVE = 'signing.jwk.json';
// RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Reads a private or public Ed25519 JWK. Throws when it is another kind of key. */
export async function keyFromJwk(jwk: JWK): Promise<SigningKey> {
  assert(
    jwk.kty === 'OKP' && jwk.crv === 'Ed25519' && typeof jwk.x === 'string',
    'a signing key is an Ed25519 JWK (kty OKP, crv Ed25519)',
  );
  const { kty, crv, x } = jwk;
  const kid = await calculateJwkThumbprint({ kty, crv, x });
  const shown = { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' };
  if (jwk.d === undefined) return { kid, public_jwk: shown };
  const derived = createPublicKey(createPrivateKey({ key: { kty, crv, x, d: jwk.d }, format: 'jwk' }));
  assert(derived.export({ format: 'jwk' }).x === x, 'the private and the public half belong together');
  return { kid, public_jwk: shown, private_jwk: { kty, crv, x, d: jwk.d, kid, alg: 'EdDSA' } };
}

/** The key that 32 bytes stand for: the same for the same bytes, for runs that must repeat exactly. */
export async function keyFromSeed(seed: Uint8Array): Promise<SigningKey> {
  assert(seed.length === 32, 'an Ed25519 seed has 32 bytes');
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return keyFromJwk(key.export({ format: 'jwk' }));
}

/**
 * Keys in `folder`: the one that signs, made at the first start with file mode 600, and every other `*.jwk.json`
 * there, which only verifies what was signed before a change of keys. The first of the list signs.
 */
export async function openKeys(folder: string): Promise<SigningKey[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, ACTIVE);
  if (!existsSync(file)) writeNewKey(file);
  const active = await keyFromJwk(readJwk(file));
  assert(active.private_jwk, `${file} holds no private key`);
  const retired = readdirSync(folder).filter((name) => name.endsWith('.jwk.json') && name !== ACTIVE);
  const keys = [active];
  for (const name of retired.sort()) {
    const { kid, public_jwk } = await keyFromJwk(readJwk(join(folder, name)));
    keys.push({ kid, public_jwk });
  }
  return keys;
}

/** A whole file appears at once or not at all, and a second process that starts meanwhile keeps the first's. */
function writeNewKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify(privateKey.export({ format: 'jwk' }))}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readJwk(file: string): JWK {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  } catch (error) {
    throw new Error(
      `${file} is not a JSON Web Key: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
}
