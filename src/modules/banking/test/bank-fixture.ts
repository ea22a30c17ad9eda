import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Currency, money } from '../../../kernel/money.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { iso20022, type Message, type MessageName, writeMessage } from '../../iso20022/index.ts';
import { parties, registerOrganisations } from '../../parties/index.ts';
import { openBooks, payments, TREASURY_ORG_ID, viewWallet } from '../../payments/index.ts';
import { reference } from '../../reference/index.ts';
import { banking, orderPayment, reportMessage, setNostro } from '../index.ts';
import { insertAccount, insertAccountStep } from '../store-payouts.ts';

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
  /** A bank account of a trader that was verified long ago; the same each time. */
  account(who: Actor): Promise<string>;
  order(
    who: Actor,
    amount: bigint,
    change?: object,
  ): Promise<{ order_id: string; uetr: string; end_to_end_id: string }>;
  wallet(who: Actor, account?: string): Promise<string>;
}

export const NOSTRO = 'DEMO-NOSTRO-1';
/** What the traders of these tests are called in Chinese, and what their accounts are held under. */
export const HOLDER = '西安示范贸易有限公司';
const LONG_AGO = new Date('2026-01-05T08:00:00Z');

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
          name_zh: kind === 'trader' ? HOLDER : null,
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
  const accounts = new Map<string, string>();
  const account: BankWorld['account'] = async (who) => {
    const known = accounts.get(who.org_id);
    if (known) return known;
    const account_id = uuidv7(LONG_AGO, Math.random);
    const row = {
      org_id: who.org_id,
      account_id,
      bank_org_id: bank.org_id,
      holder: HOLDER,
      scheme: 'bic' as const,
      account: 'DEMO-0002',
      bic: 'DEMOCNBX',
      cnaps: null,
      country: 'CN',
      town: '西安',
      street: null,
      registered_by: who.user_id,
      registered_at: LONG_AGO,
      parties: [who.org_id, bank.org_id, TREASURY_ORG_ID],
    };
    await app.within(async (ctx) => {
      await insertAccount(ctx.tx, row);
      await insertAccountStep(ctx.tx, row, {
        kind: 'verified',
        evidence_kind: 'statement',
        evidence: 'Demo statement',
        by_org_id: bank.org_id,
        by_user_id: bank.user_id,
        at: LONG_AGO,
      });
    });
    accounts.set(who.org_id, account_id);
    return account_id;
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
    account,
    async order(who, amount, change = {}) {
      const given = {
        account_id: await account(who),
        amount: { amount: amount.toString(), currency: 'CNY' as const },
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
