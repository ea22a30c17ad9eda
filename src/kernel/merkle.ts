import { createHash } from 'node:crypto';
import { assert } from './refusal.ts';

/**
 * Merkle tree hash of RFC 9162, section 2.1: leaves are prefixed with 0x00, inner nodes with 0x01, so that a
 * leaf can never be passed off as a node. Leaves and result are lower-case hex.
 */
export function merkleRoot(leaves: readonly string[]): string {
  assert(leaves.length > 0, 'a Merkle tree has at least one leaf');
  return node(leaves).toString('hex');
}

function node(leaves: readonly string[]): Buffer {
  if (leaves.length === 1) return digest(0, Buffer.from(leaves[0] ?? '', 'hex'));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return digest(1, Buffer.concat([node(leaves.slice(0, split)), node(leaves.slice(split))]));
}

function digest(prefix: number, content: Buffer): Buffer {
  return createHash('sha256').update(Buffer.of(prefix)).update(content).digest();
}
