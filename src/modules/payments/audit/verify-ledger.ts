import { randomBytes } from 'node:crypto';
import { merkleRoot } from '../../../kernel/merkle.ts';
import type { Ctx, Tx } from '../../../platform/index.ts';
import { findBrokenLink, findLooseLeaf, readSeals } from './store-chain.ts';
import { countLedger, type Difference, findBrokenRuns, findDifferences } from './store-verify.ts';

export interface LedgerReport {
  books: number;
  accounts: number;
  transfers: number;
  entries: number;
  /** Links of the chains of all books. */
  links: number;
  /** Empty when every rule holds; otherwise the first by book and account comes first. */
  differences: Difference[];
}

const REPORTED = 100;
const SEALS_AT_ONCE = 500;

/**
 * Recomputes the whole ledger from its transfers and compares: every balance and every running number; each
 * book balanced per currency; the clearing accounts of all books zero per currency; no account beyond its
 * limits; no part posted above what was pending; the balance after every entry; the chain of every book. Needs
 * a transaction that sees every row (the system's).
 */
export async function verifyLedger(tx: Tx): Promise<LedgerReport> {
  const counts = await countLedger(tx);
  // The weights are drawn anew each time, so that nobody can forge a balance that fits them.
  const seed = randomBytes(8).readBigInt64BE();
  const { broken, differences, ...totals } = await findDifferences(tx, seed, REPORTED);
  if (differences.length === 0) differences.push(...(await findBrokenRuns(tx, broken, REPORTED)));
  const link = await findBrokenLink(tx);
  if (link) differences.push(fault('chain', link.book_id, `link ${link.number} unbroken`, link.what));
  return { ...counts, ...totals, differences };
}

/** The signed Merkle roots over the heads of the chains: signature, leaves, and that the chains still have them. */
export async function verifySeals(
  ctx: Pick<Ctx, 'tx' | 'services'>,
): Promise<{ seals: number; broken: Difference | null }> {
  let seals = 0;
  for (let after: { sealed_at: Date; seal_id: string } | null = null; ; ) {
    const page = await readSeals(ctx.tx, after, SEALS_AT_ONCE);
    for (const seal of page) {
      seals += 1;
      const signed = await ctx.services.signer.verify(seal.jws);
      const broken = (what: string) => ({ seals, broken: fault('seal', null, `seal ${seal.seal_id}`, what) });
      if (!signed || !('root' in signed) || signed.root !== seal.root)
        return broken('the signature does not hold');
      if (seal.hashes.length !== seal.leaves || merkleRoot(seal.hashes) !== seal.root)
        return broken('the leaves do not give the sealed root');
    }
    after = page.at(-1) ?? null;
    if (!after || page.length < SEALS_AT_ONCE) break;
  }
  const loose = await findLooseLeaf(ctx.tx);
  return {
    seals,
    broken: loose
      ? fault('seal', loose.book_id, `link ${loose.number} as it was sealed`, 'the chain has another or none')
      : null,
  };
}

function fault(check: 'chain' | 'seal', book_id: string | null, expected: string, found: string): Difference {
  return { check, book_id, account_id: null, currency: '', expected, found };
}
