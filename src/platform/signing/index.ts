/** Keys and signatures of this installation. Knows no trade. */
export { keyFromJwk, keyFromSeed, openKeys, type SigningKey } from './keys.ts';
export { openSigner, signerFrom } from './signer.ts';
