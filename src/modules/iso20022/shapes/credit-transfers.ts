import {
  amount,
  choice,
  code,
  count,
  date,
  decimal,
  group,
  instant,
  many,
  one,
  optional,
  some,
  text,
} from '../shape.ts';
import {
  Account,
  Agent,
  ChargeBearer,
  Charges,
  Max35Text,
  Max140Text,
  Party,
  PaymentIdentification,
  PaymentType,
  Purpose,
  Remittance,
  Settlement,
} from './parts.ts';

/** Transactions that one message may hold. */
export const TRANSACTION_LIMIT = 10_000;

const InstructionForCreditorAgent = group({
  Cd: optional(code('CHQB', 'HOLD', 'PHOB', 'TELB')),
  InstrInf: optional(Max140Text),
});

/** pain.001.001.09, CustomerCreditTransferInitiation: a customer asks its bank to pay. */
export const CustomerCreditTransferInitiation = group({
  GrpHdr: one(
    group({
      MsgId: one(Max35Text),
      CreDtTm: one(instant),
      NbOfTxs: one(count),
      CtrlSum: optional(decimal),
      InitgPty: one(Party),
      FwdgAgt: optional(Agent),
    }),
  ),
  PmtInf: some(
    group({
      PmtInfId: one(Max35Text),
      PmtMtd: one(code('TRF', 'CHK', 'TRA')),
      NbOfTxs: optional(count),
      CtrlSum: optional(decimal),
      PmtTpInf: optional(PaymentType),
      ReqdExctnDt: one(choice({ Dt: optional(date), DtTm: optional(instant) })),
      Dbtr: one(Party),
      DbtrAcct: one(Account),
      DbtrAgt: one(Agent),
      UltmtDbtr: optional(Party),
      ChrgBr: optional(ChargeBearer),
      CdtTrfTxInf: some(
        group({
          PmtId: one(PaymentIdentification),
          PmtTpInf: optional(PaymentType),
          Amt: one(choice({ InstdAmt: optional(amount) })),
          ChrgBr: optional(ChargeBearer),
          UltmtDbtr: optional(Party),
          IntrmyAgt1: optional(Agent),
          CdtrAgt: optional(Agent),
          Cdtr: optional(Party),
          CdtrAcct: optional(Account),
          UltmtCdtr: optional(Party),
          InstrForCdtrAgt: many(InstructionForCreditorAgent, 2),
          Purp: optional(Purpose),
          RmtInf: optional(Remittance),
        }),
        TRANSACTION_LIMIT,
      ),
    }),
    TRANSACTION_LIMIT,
  ),
});

const InterbankHeader = group({
  MsgId: one(Max35Text),
  CreDtTm: one(instant),
  NbOfTxs: one(count),
  CtrlSum: optional(decimal),
  TtlIntrBkSttlmAmt: optional(amount),
  IntrBkSttlmDt: optional(date),
  SttlmInf: one(Settlement),
  PmtTpInf: optional(PaymentType),
  InstgAgt: optional(Agent),
  InstdAgt: optional(Agent),
});

/** pacs.008.001.08, FIToFICustomerCreditTransfer: a bank pays another for its customer. */
export const CustomerCreditTransfer = group({
  GrpHdr: one(InterbankHeader),
  CdtTrfTxInf: some(
    group({
      PmtId: one(PaymentIdentification),
      PmtTpInf: optional(PaymentType),
      IntrBkSttlmAmt: one(amount),
      IntrBkSttlmDt: optional(date),
      SttlmPrty: optional(code('URGT', 'HIGH', 'NORM')),
      AccptncDtTm: optional(instant),
      InstdAmt: optional(amount),
      XchgRate: optional(decimal),
      ChrgBr: one(ChargeBearer),
      ChrgsInf: many(Charges, 10),
      PrvsInstgAgt1: optional(Agent),
      InstgAgt: optional(Agent),
      InstdAgt: optional(Agent),
      IntrmyAgt1: optional(Agent),
      IntrmyAgt2: optional(Agent),
      UltmtDbtr: optional(Party),
      InitgPty: optional(Party),
      Dbtr: one(Party),
      DbtrAcct: optional(Account),
      DbtrAgt: one(Agent),
      CdtrAgt: one(Agent),
      Cdtr: one(Party),
      CdtrAcct: optional(Account),
      UltmtCdtr: optional(Party),
      InstrForCdtrAgt: many(InstructionForCreditorAgent, 2),
      Purp: optional(Purpose),
      RmtInf: optional(Remittance),
    }),
    TRANSACTION_LIMIT,
  ),
});

/** pacs.009.001.08, FinancialInstitutionCreditTransfer: a bank pays another for itself, or covers a pacs.008. */
export const InstitutionCreditTransfer = group({
  GrpHdr: one(InterbankHeader),
  CdtTrfTxInf: some(
    group({
      PmtId: one(PaymentIdentification),
      PmtTpInf: optional(PaymentType),
      IntrBkSttlmAmt: one(amount),
      IntrBkSttlmDt: optional(date),
      SttlmPrty: optional(code('URGT', 'HIGH', 'NORM')),
      PrvsInstgAgt1: optional(Agent),
      InstgAgt: optional(Agent),
      InstdAgt: optional(Agent),
      IntrmyAgt1: optional(Agent),
      IntrmyAgt2: optional(Agent),
      Dbtr: one(Agent),
      DbtrAcct: optional(Account),
      DbtrAgt: optional(Agent),
      CdtrAgt: optional(Agent),
      Cdtr: one(Agent),
      CdtrAcct: optional(Account),
      InstrForCdtrAgt: many(InstructionForCreditorAgent, 2),
      Purp: optional(Purpose),
      RmtInf: optional(group({ Ustrd: many(text(140), 10) })),
      UndrlygCstmrCdtTrf: optional(
        group({
          UltmtDbtr: optional(Party),
          Dbtr: one(Party),
          DbtrAcct: optional(Account),
          DbtrAgt: one(Agent),
          CdtrAgt: one(Agent),
          Cdtr: one(Party),
          CdtrAcct: optional(Account),
          UltmtCdtr: optional(Party),
          RmtInf: optional(Remittance),
          InstdAmt: optional(amount),
        }),
      ),
    }),
    TRANSACTION_LIMIT,
  ),
});
