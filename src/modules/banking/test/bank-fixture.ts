import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { type Currency, money } from '../../../kernel/money.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { iso20022, type Message, type MessageName, writeMessage } from '../../iso20022/index.ts';
import { parties, registerOrganisations } from '../../parties/index.ts';
import { openBooks, payments, viewWallet } from '../../payments/index.ts';
import { reference } from '../../reference/index.ts';
import { banking, orderPayment, reportMessage, setNostro } from '../index.ts';

export interface BankWorld {
  app: TestApp;
  bank_dir: string;
  /** Two clerks of one bank. */
  bank: Actor;
  second: Actor;
  trader(amount: bigint, currency?: Currency): Promise<Actor>;
  /** Hands a message in as the bank and works it through. */
  tell<N extends MessageName>(name: N, body: Message<N>): Promise<string>;
  tellXml(xml: string, as?: Actor): Promise<unknown>;
  order(
    who: Actor,
    amount: bigint,
    change?: object,
  ): Promise<{ order_id: string; uetr: string; end_to_end_id: string }>;
  wallet(who: Actor, account?: string): Promise<string>;
}

export const NOSTRO = 'DEMO-NOSTRO-1';

/** A bank with an account in yuan, on a real database. */
export async function openBankWorld(): Promise<BankWorld> {
  const bank_dir = mkdtempSync(join(tmpdir(), 'sauda-banks-'));
  const app = await testApp([reference, iso20022, parties, deals, payments, banking], {
    services: { bank_dir },
  });
  const bank = app.member('bank');
  let made = 0;
  const register = (org_id: string, kind: 'bank' | 'trader') =>
    app.within((ctx) =>
      registerOrganisations(ctx.tx, [
        {
          org_id,
          name: `Demo ${kind} ${++made}`,
          name_zh: null,
          name_ru: null,
          kind,
          country: 'KZ',
          demo: true,
          registered_at: app.clock.now(),
          registration_scheme: 'other',
          registration_number: `DEMO-${made}`,
        },
      ]),
    );
  await register(bank.org_id, 'bank');
  mustSucceed(
    await app.execute(setNostro, bank, { currency: 'CNY', account: NOSTRO, bic: 'DEMOCNBJ' }),
    'nostro',
  );
  const tellXml: BankWorld['tellXml'] = async (xml, as = bank) => {
    const outcome = await app.execute(reportMessage, as, { xml });
    await app.drain();
    return outcome;
  };
  return {
    app,
    bank_dir,
    bank,
    second: { ...bank, user_id: '018f0000-0000-7000-8000-00000000aaaa' },
    async trader(amount, currency = 'CNY') {
      const me = app.member('trader');
      await register(me.org_id, 'trader');
      const deposits = [money(amount, currency)];
      await app.within((ctx) =>
        openBooks(ctx, `trader ${made}`, {
          organisations: [{ org_id: me.org_id, bank_org_id: bank.org_id, deposits }],
          liquidity: [],
        }),
      );
      return me;
    },
    tellXml,
    async tell(name, body) {
      const xml = mustSucceed(writeMessage(name, body), name);
      mustSucceed((await tellXml(xml)) as object, name);
      return xml;
    },
    async order(who, amount, change = {}) {
      const given = {
        bank_org_id: bank.org_id,
        amount: { amount: amount.toString(), currency: 'CNY' as const },
        creditor: {
          name: '西安示范贸易有限公司',
          account: 'DEMO-0002',
          bic: 'DEMOCNBX',
          country: 'CN',
          town: '西安',
        },
        remittance: 'Demo invoice 1',
        ...change,
      };
      const ordered = mustSucceed(await app.execute(orderPayment, who, given), 'order');
      await app.drain();
      return ordered;
    },
    async wallet(who, account = 'wallet:CNY') {
      const { items } = mustSucceed(await app.execute(viewWallet, who, {}), 'wallet');
      const found = items.find((a) => a.account_id === account);
      return `${found?.balance.amount} ${found?.available.amount}`;
    },
  };
}

let numbers = 0;
export const number = (): string => `BANK-${++numbers}`;
export const now = '2026-03-02T09:00:00Z';

export function status(of: { uetr: string }, TxSts: string, MsgId = number()): Message<'pacs.002.001.10'> {
  return { GrpHdr: { MsgId, CreDtTm: now }, TxInfAndSts: [{ OrgnlUETR: of.uetr, TxSts }] };
}

export function returned(of: { uetr: string }, amount: bigint): Message<'pacs.004.001.09'> {
  return {
    GrpHdr: { MsgId: number(), CreDtTm: now, NbOfTxs: 1, SttlmInf: { SttlmMtd: 'INDA' } },
    TxInf: [
      { OrgnlUETR: of.uetr, RtrdIntrBkSttlmAmt: money(amount, 'CNY'), RtrRsnInf: [{ Rsn: { Cd: 'AC04' } }] },
    ],
  };
}

type Ntry = NonNullable<Message<'camt.054.001.08'>['Ntfctn'][number]['Ntry']>[number];

/** A booked line of CNY. */
export function line(
  side: 'CRDT' | 'DBIT',
  amount: bigint,
  refs: {
    bank?: string;
    uetr?: string;
    end_to_end?: string;
    text?: string;
    returned?: boolean;
    day?: string;
  } = {},
): Ntry {
  return {
    Amt: money(amount, 'CNY'),
    CdtDbtInd: side,
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: refs.day ?? '2026-03-02' },
    ...(refs.bank ? { AcctSvcrRef: refs.bank } : {}),
    BkTxCd: { Prtry: { Cd: 'PMNT' } },
    NtryDtls: [
      {
        TxDtls: [
          {
            Refs: {
              ...(refs.end_to_end ? { EndToEndId: refs.end_to_end } : {}),
              ...(refs.uetr ? { UETR: refs.uetr } : {}),
            },
            ...(refs.text ? { RmtInf: { Ustrd: [refs.text] } } : {}),
            ...(refs.returned ? { RtrInf: { Rsn: { Cd: 'AC04' } } } : {}),
          },
        ],
      },
    ],
  };
}

export function notice(...Ntry: Ntry[]): Message<'camt.054.001.08'> {
  const id = number();
  return {
    GrpHdr: { MsgId: id, CreDtTm: now },
    Ntfctn: [{ Id: id, Acct: { Id: { Othr: { Id: NOSTRO } } }, Ntry }],
  };
}

export function statement(...Ntry: Ntry[]): Message<'camt.053.001.08'> {
  const id = number();
  const balance = (Cd: string) => ({
    Tp: { CdOrPrtry: { Cd } },
    Amt: money(0n, 'CNY'),
    CdtDbtInd: 'CRDT' as const,
    Dt: { Dt: '2026-03-02' },
  });
  return {
    GrpHdr: { MsgId: id, CreDtTm: now },
    Stmt: [{ Id: id, Acct: { Id: { Othr: { Id: NOSTRO } } }, Bal: [balance('OPBD'), balance('CLBD')], Ntry }],
  };
}
