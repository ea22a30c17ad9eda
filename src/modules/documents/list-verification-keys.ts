import { Type } from 'typebox';
import { defineUseCase } from '../../platform/index.ts';

/** The public keys to verify documents and seals with, as a JSON Web Key Set (RFC 7517). */
export const listVerificationKeys = defineUseCase({
  name: 'documents.list-verification-keys',
  kind: 'query',
  permission: 'public',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    keys: Type.Array(
      Type.Object({
        kty: Type.String(),
        crv: Type.String(),
        x: Type.String(),
        kid: Type.String(),
        alg: Type.String(),
        use: Type.String(),
      }),
    ),
  }),
  async run(ctx) {
    const { keys } = ctx.services.signer.jwks();
    return { keys: keys.map(publicKey) };
  },
});

/** Only the public members, whatever else a key object holds. */
function publicKey(key: object): Record<'kty' | 'crv' | 'x' | 'kid' | 'alg' | 'use', string> {
  const part = (name: string): string =>
    String(new Map<string, unknown>(Object.entries(key)).get(name) ?? '');
  return {
    kty: part('kty'),
    crv: part('crv'),
    x: part('x'),
    kid: part('kid'),
    alg: part('alg'),
    use: part('use'),
  };
}
