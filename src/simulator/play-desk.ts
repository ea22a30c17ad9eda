import { dayOf, daysAfter } from '../kernel/days.ts';
import { money } from '../kernel/money.ts';
import { mustSucceed } from '../kernel/refusal.ts';
import { announceDeposit, reportMessage, setNostro } from '../modules/banking/index.ts';
import { type Message, writeMessage } from '../modules/iso20022/index.ts';
import {
  askExchange,
  closeNetting,
  executeExchange,
  lockExchange,
  registerObligation,
} from '../modules/payments/index.ts';
import { demoBank, demoOrganisations, demoTraders, memberOf } from './organisations.ts';
import { Stage, type Theatre } from './stage.ts';

const NOSTRO = 'DEMO-NOSTRO-CNY';

/**
 * A day and a half at the treasury, so that its pages show something: exchanges, small debts of two corridors of which
 * one is netted and one waits, and payments of which the bank does not know whose they are. All of it made up.
 */
export async function playDesk(theatre: Theatre, play: { seed: string; now: Date }): Promise<void> {
  const stage = new Stage(theatre, `${play.seed} desk`, daysAfter(play.now, -2));
  const [china, kazakhstan, uzbekistan] = [demoTraders('CN'), demoTraders('KZ'), demoTraders('UZ')];
  for (const trader of china.slice(0, 6)) {
    const who = memberOf(trader);
    const sell = { amount: String(stage.pick(10_000, 900_000) * 100), currency: 'CNY' as const };
    const buy_currency = stage.pick(0, 1) === 0 ? ('KZT' as const) : ('UZS' as const);
    const { exchange_id } = await stage.act(who, askExchange, { sell, buy_currency });
    await stage.act(who, lockExchange, { exchange_id });
    await stage.act(who, executeExchange, { exchange_id });
  }
  for (const others of [kazakhstan, uzbekistan])
    for (let n = 0; n < 24; n++) {
      const pair = [china[stage.pick(0, 4)], others[stage.pick(0, 3)]];
      const [from, to] = stage.pick(0, 1) === 0 ? pair : pair.toReversed();
      if (!from || !to) continue;
      await stage.act(memberOf(from), registerObligation, {
        to_org_id: to.org_id,
        amount: { amount: String(stage.pick(200, 9_000) * 100), currency: 'CNY' },
        reference: `Demo service ${n + 1}`,
      });
    }
  const day = dayOf(stage.clock.now());
  const treasury = demoOrganisations.find((o) => o.kind === 'treasury');
  if (treasury) await stage.act(memberOf(treasury), closeNetting, { corridor: 'CN-KZ', day });
  await payIn(stage, china[0]);
}

/** Two payments to the bank: one without the reference that was given for it, one that nobody expects. */
async function payIn(stage: Stage, trader: (typeof demoOrganisations)[number] | undefined): Promise<void> {
  if (!trader) return;
  const bank = memberOf(demoBank);
  await stage.act(bank, setNostro, { currency: 'CNY', account: NOSTRO, bic: 'DEMOKZKA' });
  const amount = { amount: '12345600', currency: 'CNY' as const };
  await stage.act(memberOf(trader), announceDeposit, { bank_org_id: demoBank.org_id, amount });
  const now = stage.clock.now().toISOString();
  const line = (
    minor: bigint,
    text: string,
    reference: string,
  ): NonNullable<Message<'camt.054.001.08'>['Ntfctn'][number]['Ntry']>[number] => ({
    Amt: money(minor, 'CNY'),
    CdtDbtInd: 'CRDT',
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: now.slice(0, 10) },
    AcctSvcrRef: reference,
    BkTxCd: { Prtry: { Cd: 'PMNT' } },
    NtryDtls: [{ TxDtls: [{ RmtInf: { Ustrd: [text] } }] }],
  });
  const body: Message<'camt.054.001.08'> = {
    GrpHdr: { MsgId: 'DEMO-NOTICE-1', CreDtTm: now },
    Ntfctn: [
      {
        Id: 'DEMO-NOTICE-1',
        Acct: { Id: { Othr: { Id: NOSTRO } } },
        Ntry: [
          line(12_345_600n, 'Demo payment, reference forgotten', 'DEMO-BANK-1'),
          line(77_700n, 'Demo payment of a stranger', 'DEMO-BANK-2'),
        ],
      },
    ],
  };
  await stage.act(bank, reportMessage, {
    xml: mustSucceed(writeMessage('camt.054.001.08', body), 'a notice'),
  });
}
