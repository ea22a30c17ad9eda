import type { Ctx } from '../../../platform/index.ts';
import type { Entry } from '../model.ts';
import { expectationsFor } from '../store-entries.ts';
import { ordersFor } from '../store-orders.ts';
import { returnsFor } from '../store-recalls.ts';
import {
  type Candidate,
  compareWithExpectation,
  compareWithOrder,
  compareWithReturn,
  rank,
} from './rules.ts';

const REFERENCE = /RF\d{2}[A-Z0-9]{1,21}/g;

/** What entries of one bank may be, best first, by entry id; three statements for all of them. */
export async function findCandidates(
  ctx: Ctx,
  bank_org_id: string,
  entries: readonly Entry[],
): Promise<Map<string, Candidate[]>> {
  if (entries.length === 0) return new Map();
  const amounts = [...new Set(entries.map((e) => e.amount))];
  const told = entries.flatMap((e) =>
    [e.creditor_reference, e.end_to_end_id, e.remittance].flatMap(
      (text) =>
        (text ?? '')
          .toUpperCase()
          .replace(/[^A-Z0-9]/g, '')
          .match(REFERENCE)
          ?.flatMap(lengths) ?? [],
    ),
  );
  const expectations = await expectationsFor(ctx.tx, bank_org_id, {
    told: [...new Set(told)].slice(0, 5000),
    amounts,
  });
  const orders = await ordersFor(ctx.tx, bank_org_id, namedBy(entries));
  const debits = entries.filter((e) => e.side === 'debit');
  const returns = debits.length > 0 ? await returnsFor(ctx.tx, bank_org_id, namedBy(debits)) : [];
  return new Map(
    entries.map((entry) => [
      entry.entry_id,
      rank([
        ...expectations.flatMap((x) => compareWithExpectation(entry, x) ?? []),
        ...orders.flatMap((o) => compareWithOrder(entry, o) ?? []),
        ...returns.flatMap((r) => compareWithReturn(entry, r) ?? []),
      ]),
    ]),
  );
}

const namedBy = (entries: readonly Entry[]) => ({
  uetrs: entries.flatMap((e) => e.uetr ?? []),
  end_to_end_ids: entries.flatMap((e) => e.end_to_end_id ?? []),
  amounts: [...new Set(entries.map((e) => e.amount))],
});

/** Our references have 16 characters; what follows one without a blank is not part of it. */
const lengths = (found: string): string[] => [found, found.slice(0, REFERENCE_LENGTH)];
export const REFERENCE_LENGTH = 16;
