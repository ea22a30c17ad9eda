import { checkIban } from '../../../kernel/check-digits/index.ts';
import { dayOf } from '../../../kernel/days.ts';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { applyProfile, type Message, sumOf, writeMessage } from '../../iso20022/index.ts';
import { messageIdOf, type PaymentOrder } from '../model.ts';

export interface OrderParts {
  payer: string;
  payer_country: string;
  /** The account of the platform at the bank, and the bank's BIC. */
  nostro: { account: string; bic: string };
  at: Date;
}

/** An account number as the standard holds it: an IBAN where its check digits say so, else any other. */
const accountOf = (number: string) =>
  checkIban(number).valid ? { Id: { IBAN: number } } : { Id: { Othr: { Id: number } } };
/** The bank by its BIC, by its number in China's payment system (external code CNAPS), or not at all. */
const agentOf = (bic: string | null, cnaps: string | null = null) => {
  const member = cnaps ? { ClrSysMmbId: { ClrSysId: { Cd: 'CNAPS' }, MmbId: cnaps } } : {};
  if (!bic && !cnaps) return { FinInstnId: { Nm: 'NOTPROVIDED' } };
  return { FinInstnId: { ...(bic ? { BICFI: bic } : {}), ...member } };
};

/** The message that carries an order to its bank, adapted to its network. Refuses with iso20022.*. */
export function orderMessage(order: PaymentOrder, parts: OrderParts): Outcome<string> {
  return order.message_name === 'pain.001.001.09'
    ? finish(order, 'pain.001.001.09', initiation(order, parts))
    : finish(order, 'pacs.008.001.08', transfer(order, parts));
}

function finish<N extends PaymentOrder['message_name']>(
  order: PaymentOrder,
  name: N,
  body: Message<N>,
): Outcome<string> {
  if (!order.profile) return writeMessage(name, body);
  const adapted = applyProfile(order.profile, name, body);
  return isRefusal(adapted) ? adapted : writeMessage(name, adapted.body);
}

function transfer(order: PaymentOrder, parts: OrderParts): Message<'pacs.008.001.08'> {
  const { shared, day } = common(order, parts);
  return {
    GrpHdr: {
      MsgId: messageIdOf(order.order_id),
      CreDtTm: parts.at.toISOString(),
      NbOfTxs: 1,
      SttlmInf:
        order.profile === 'cips' ? { SttlmMtd: 'CLRG', ClrSys: { Prtry: 'CIPS' } } : { SttlmMtd: 'INDA' },
      InstdAgt: agentOf(parts.nostro.bic),
    },
    CdtTrfTxInf: [
      {
        PmtId: { InstrId: messageIdOf(order.order_id), EndToEndId: order.end_to_end_id, UETR: order.uetr },
        IntrBkSttlmAmt: { amount: order.amount, currency: order.currency },
        IntrBkSttlmDt: day,
        ChrgBr: 'SHAR',
        Dbtr: { Nm: parts.payer, CtryOfRes: parts.payer_country },
        DbtrAcct: accountOf(parts.nostro.account),
        DbtrAgt: agentOf(parts.nostro.bic),
        ...shared,
      },
    ],
  };
}

function initiation(order: PaymentOrder, parts: OrderParts): Message<'pain.001.001.09'> {
  const { shared, day } = common(order, parts);
  const amount = { amount: order.amount, currency: order.currency };
  return {
    GrpHdr: {
      MsgId: messageIdOf(order.order_id),
      CreDtTm: parts.at.toISOString(),
      NbOfTxs: 1,
      CtrlSum: sumOf([amount]),
      InitgPty: { Nm: parts.payer },
    },
    PmtInf: [
      {
        PmtInfId: messageIdOf(order.order_id),
        PmtMtd: 'TRF',
        ReqdExctnDt: { Dt: day },
        Dbtr: { Nm: parts.payer, CtryOfRes: parts.payer_country },
        DbtrAcct: accountOf(parts.nostro.account),
        DbtrAgt: agentOf(parts.nostro.bic),
        ChrgBr: 'SHAR',
        CdtTrfTxInf: [
          {
            PmtId: {
              InstrId: messageIdOf(order.order_id),
              EndToEndId: order.end_to_end_id,
              UETR: order.uetr,
            },
            Amt: { InstdAmt: amount },
            ...shared,
          },
        ],
      },
    ],
  };
}

function common({ creditor, remittance }: PaymentOrder, { at }: OrderParts) {
  const { name, account, bic, cnaps, country, town, street } = creditor;
  return {
    day: dayOf(at),
    shared: {
      CdtrAgt: agentOf(bic, cnaps),
      Cdtr: { Nm: name, PstlAdr: { ...(street ? { StrtNm: street } : {}), TwnNm: town, Ctry: country } },
      CdtrAcct: accountOf(account),
      RmtInf: { Ustrd: [remittance] },
    },
  };
}
