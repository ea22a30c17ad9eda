import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { keyFromJwk, keyFromSeed, openSigner, signerFrom } from '../index.ts';

const home = mkdtempSync(join(tmpdir(), 'sauda-keys-'));
after(() => rmSync(home, { recursive: true, force: true }));
const keyFile = join(home, 'keys', 'signing.jwk.json');

test('the key is made once, for its owner only, and found again', async () => {
  const first = await openSigner({ home });
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const second = await openSigner({ home });
  assert.deepEqual(second.jwks(), first.jwks());
  const jws = await first.sign({ b: 1, a: 'ө' }, 'sauda-test+jws');
  assert.equal(jws, await second.sign({ b: 1, a: 'ө' }, 'sauda-test+jws'), 'Ed25519 is deterministic');
  assert.deepEqual(await second.verify(jws), { b: 1, a: 'ө' });
});

test('the published keys hold no private half, and jose verifies with them', async () => {
  const signer = await openSigner({ home });
  const jwks = signer.jwks() as JSONWebKeySet;
  assert.equal(JSON.stringify(jwks).includes('"d"'), false);
  const { protectedHeader } = await compactVerify(
    await signer.sign({ a: 1 }, 'x+jws'),
    createLocalJWKSet(jwks),
  );
  assert.equal(protectedHeader.typ, 'x+jws');
  assert.equal(protectedHeader.kid, jwks.keys[0]?.kid);
});

test('a changed letter anywhere, another key, and text that is no JWS do not verify', async () => {
  const signer = signerFrom([await keyFromSeed(Buffer.alloc(32, 7))]);
  const jws = await signer.sign({ amount: '100' }, 'x+jws');
  for (let at = 0; at < jws.length; at += 7) {
    const other = jws[at] === 'A' ? 'B' : 'A';
    assert.equal(
      await signer.verify(jws.slice(0, at) + other + jws.slice(at + 1)),
      undefined,
      `letter ${at}`,
    );
  }
  const stranger = signerFrom([await keyFromSeed(Buffer.alloc(32, 8))]);
  assert.equal(await signer.verify(await stranger.sign({ amount: '100' }, 'x+jws')), undefined);
  for (const text of ['', '..', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', `${jws}.x`])
    assert.equal(await signer.verify(text), undefined, text);
});

test('a retired key verifies but no longer signs', async () => {
  const old = await openSigner({ home });
  const jws = await old.sign({ n: 1 }, 'x+jws');
  renameSync(keyFile, join(home, 'keys', '2026.jwk.json'));
  const renewed = await openSigner({ home });
  assert.deepEqual(await renewed.verify(jws), { n: 1 });
  assert.notEqual(await renewed.sign({ n: 1 }, 'x+jws'), jws);
  assert.equal(renewed.jwks().keys.length, 2);
});

test('a key that is not Ed25519, halves that do not belong together, or a broken file stop the start', async () => {
  await assert.rejects(keyFromJwk({ kty: 'RSA', n: 'x', e: 'AQAB' }), /Ed25519/);
  const [a, b] = [await keyFromSeed(Buffer.alloc(32, 1)), await keyFromSeed(Buffer.alloc(32, 2))];
  await assert.rejects(keyFromJwk({ ...a.private_jwk, d: b.private_jwk?.d }));
  const text = readFileSync(keyFile, 'utf8');
  writeFileSync(keyFile, text.slice(0, 20));
  await assert.rejects(openSigner({ home }), /is not a JSON Web Key/);
  writeFileSync(keyFile, text);
});

test('a key may come from the environment instead of a file', async () => {
  const { private_jwk } = await keyFromSeed(Buffer.alloc(32, 3));
  const signer = await openSigner({ home: join(home, 'nowhere'), private_jwk: JSON.stringify(private_jwk) });
  assert.ok(await signer.verify(await signer.sign({ a: 1 }, 'x+jws')));
});
