import { Type } from 'typebox';
import { type Currency, isCurrency } from '../../kernel/money.ts';
import { assert, isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Instant } from '../../platform/index.ts';
import { type Message, writeMessage } from '../iso20022/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { viewBalance, viewStatement } from '../payments/index.ts';

/** Entries of one file; a longer period is asked for in parts. */
const ENTRY_LIMIT = 5000;
const PAGE = 100;

type Entry = NonNullable<Message<'camt.053.001.08'>['Stmt'][number]['Ntry']>[number];

/**
 * The statement of an account of one's organisation as camt.053, for its own bookkeeping programs: balances before
 * and after, and every entry between. Refuses with payments.account_not_found, banking.too_many_entries.
 */
export const exportStatement = defineUseCase({
  name: 'banking.export-statement',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    {
      account_id: Type.String({ pattern: '^[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}$', maxLength: 60 }),
      from: Instant,
      before: Instant,
    },
    { additionalProperties: false },
  ),
  output: Type.Unknown(),
  async run(ctx, input) {
    const { account_id, from, before } = input;
    const opening = await viewBalance.run(ctx, { account_id, before: from });
    if (isRefusal(opening)) return opening;
    const closing = await viewBalance.run(ctx, { account_id, before });
    if (isRefusal(closing)) return closing;
    if (closing.number - opening.number > ENTRY_LIMIT)
      return refuse('banking.too_many_entries', { limit: ENTRY_LIMIT });
    const entries: Entry[] = [];
    let cursor: string | undefined;
    do {
      const page = await viewStatement.run(ctx, {
        account_id,
        from,
        before,
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      if (isRefusal(page)) return page;
      for (const item of page.items) entries.push(entryOf(item));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && entries.length <= ENTRY_LIMIT);
    const owner = (await findOrganisations(ctx, [ctx.actor.org_id])).get(ctx.actor.org_id);
    const { currency } = closing.balance;
    assert(isCurrency(currency), 'accounts are kept in known currencies');
    const id = ctx.id().replaceAll('-', '');
    const xml = writeMessage('camt.053.001.08', {
      GrpHdr: { MsgId: id, CreDtTm: ctx.clock.now().toISOString() },
      Stmt: [
        {
          Id: id,
          CreDtTm: ctx.clock.now().toISOString(),
          FrToDt: { FrDtTm: from, ToDtTm: before },
          Acct: {
            Id: { Othr: { Id: account_id.slice(0, 34) } },
            Ccy: currency,
            ...(owner ? { Ownr: { Nm: [...owner.name].slice(0, 140).join('') } } : {}),
          },
          Bal: [balanceOf('OPBD', opening.balance, from), balanceOf('CLBD', closing.balance, before)],
          Ntry: entries.reverse(),
        },
      ],
    });
    if (isRefusal(xml)) return xml;
    return {
      content_type: 'application/xml; charset=utf-8',
      file_name: `${account_id.replaceAll(':', '-')}-${from.slice(0, 10)}.xml`,
      body: xml,
    };
  },
});

function signed({ amount, currency }: { amount: string; currency: string }) {
  const minor = BigInt(amount);
  return {
    Amt: { amount: minor < 0n ? -minor : minor, currency: currency as Currency },
    CdtDbtInd: minor < 0n ? ('DBIT' as const) : ('CRDT' as const),
  };
}

function balanceOf(code: string, balance: { amount: string; currency: string }, at: string) {
  return { Tp: { CdOrPrtry: { Cd: code } }, ...signed(balance), Dt: { DtTm: at } };
}

function entryOf(item: {
  transfer_id: string;
  booked_at: string;
  change: { amount: string; currency: string };
  reason: string;
  reference: string;
  counterparty: string | null;
}): Entry {
  const line = [...`${item.reason} ${item.reference}`]
    .slice(0, 140)
    .join('')
    .replace(/\p{Cc}/gu, ' ');
  return {
    NtryRef: item.transfer_id.replaceAll('-', ''),
    ...signed(item.change),
    Sts: { Cd: 'BOOK' },
    BookgDt: { DtTm: item.booked_at },
    AcctSvcrRef: item.transfer_id.replaceAll('-', ''),
    BkTxCd: { Prtry: { Cd: item.reason.slice(0, 35), Issr: 'Sauda' } },
    NtryDtls: [{ TxDtls: [{ RmtInf: { Ustrd: [line] } }] }],
  };
}
