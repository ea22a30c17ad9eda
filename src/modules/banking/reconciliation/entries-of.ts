import { sha256Hex } from '../../../kernel/hash.ts';
import type { Message } from '../../iso20022/index.ts';
import { type Entry, idFor } from '../model.ts';

type Statement = Pick<Message<'camt.053.001.08'>['Stmt'][number], 'Acct' | 'Ntry'>;
type ReportedEntry = NonNullable<Statement['Ntry']>[number];
type Transaction = NonNullable<NonNullable<ReportedEntry['NtryDtls']>[number]['TxDtls']>[number];

/**
 * The booked lines of a statement or notice. A line that holds several transactions with amounts of their own, of
 * the same sum, becomes one entry for each. The key of an entry is the same in a notice and in a statement: the
 * bank's reference, or the UETR; where a bank gives neither, only the same message tells the same line.
 */
export function entriesOf(
  bank_org_id: string,
  message_id: string,
  statements: readonly Statement[],
  at: Date,
): Entry[] {
  return statements.flatMap(({ Acct, Ntry }) => {
    const account = Acct.Id.IBAN ?? Acct.Id.Othr?.Id ?? '';
    return (Ntry ?? []).flatMap((reported, position) => {
      if (reported.Sts.Cd !== undefined && reported.Sts.Cd !== 'BOOK') return [];
      const details = (reported.NtryDtls ?? []).flatMap((d) => d.TxDtls ?? []);
      const split = details.length > 1 && sums(details, reported);
      const parts: (Transaction | undefined)[] = split ? details : [details[0]];
      return parts.map((detail, part) =>
        entryOf(bank_org_id, message_id, account, reported, detail, split, `${position}/${part}`, at),
      );
    });
  });
}

function sums(details: readonly Transaction[], reported: ReportedEntry): boolean {
  if (!details.every((d) => d.Amt?.currency === reported.Amt.currency)) return false;
  return details.reduce((total, d) => total + (d.Amt?.amount ?? 0n), 0n) === reported.Amt.amount;
}

function entryOf(
  org_id: string,
  message_id: string,
  account: string,
  reported: ReportedEntry,
  detail: Transaction | undefined,
  split: boolean,
  position: string,
  at: Date,
): Entry {
  const { amount, currency } = split && detail?.Amt ? detail.Amt : reported.Amt;
  const side = reported.CdtDbtInd === 'CRDT' ? 'credit' : 'debit';
  const refs = detail?.Refs;
  const own = refs?.AcctSvcrRef ?? (split ? undefined : reported.AcctSvcrRef);
  const booked = reported.BookgDt ?? reported.ValDt;
  const booked_on = (booked?.Dt ?? booked?.DtTm ?? at.toISOString()).slice(0, 10);
  const named = own
    ? `reference ${own}`
    : refs?.UETR
      ? `uetr ${refs.UETR}`
      : `line ${message_id} ${position}`;
  const entry_key = sha256Hex([account, currency, side, reported.RvslInd === true, amount, named].join('\n'));
  const parties = detail?.RltdPties;
  const other = side === 'credit' ? parties?.Dbtr : parties?.Cdtr;
  return {
    org_id,
    entry_id: idFor('entry', org_id, entry_key),
    entry_key,
    message_id,
    account,
    side,
    reversal: reported.RvslInd === true,
    amount,
    currency,
    booked_on,
    bank_reference: own ?? null,
    end_to_end_id: refs?.EndToEndId === 'NOTPROVIDED' ? null : (refs?.EndToEndId ?? null),
    uetr: refs?.UETR ?? null,
    creditor_reference:
      detail?.RmtInf?.Strd?.map((s) => s.CdtrRefInf?.Ref).find((ref) => ref !== undefined) ?? null,
    remittance: (detail?.RmtInf?.Ustrd ?? [reported.AddtlNtryInf ?? '']).join(' ').slice(0, 500),
    counterparty: other?.Pty?.Nm ?? other?.Agt?.FinInstnId.Nm ?? null,
    returned: detail?.RtrInf !== undefined,
    at,
  };
}
