import {
  amount,
  choice,
  code,
  count,
  date,
  decimal,
  flag,
  group,
  instant,
  many,
  one,
  optional,
  some,
  text,
  uetr,
} from '../shape.ts';
import {
  Account,
  Agent,
  ExternalCode4,
  Max35Text,
  Max105Text,
  Party,
  PartyOrAgent,
  Purpose,
  Remittance,
} from './parts.ts';

/** Entries of one statement. */
export const ENTRY_LIMIT = 20_000;
/** Transactions of one entry that was booked as a batch. */
const DETAIL_LIMIT = 10_000;

const CreditOrDebit = code('CRDT', 'DBIT');
const DateOrInstant = choice({ Dt: optional(date), DtTm: optional(instant) });
const BankTransactionCode = group({
  Domn: optional(
    group({
      Cd: one(ExternalCode4),
      Fmly: one(group({ Cd: one(ExternalCode4), SubFmlyCd: one(ExternalCode4) })),
    }),
  ),
  Prtry: optional(group({ Cd: one(Max35Text), Issr: optional(Max35Text) })),
});

/** EntryTransaction10. */
const Transaction = group({
  Refs: optional(
    group({
      MsgId: optional(Max35Text),
      AcctSvcrRef: optional(Max35Text),
      PmtInfId: optional(Max35Text),
      InstrId: optional(Max35Text),
      EndToEndId: optional(Max35Text),
      UETR: optional(uetr),
      TxId: optional(Max35Text),
      ClrSysRef: optional(Max35Text),
    }),
  ),
  Amt: optional(amount),
  CdtDbtInd: optional(CreditOrDebit),
  BkTxCd: optional(BankTransactionCode),
  RltdPties: optional(
    group({
      InitgPty: optional(PartyOrAgent),
      Dbtr: optional(PartyOrAgent),
      DbtrAcct: optional(Account),
      UltmtDbtr: optional(PartyOrAgent),
      Cdtr: optional(PartyOrAgent),
      CdtrAcct: optional(Account),
      UltmtCdtr: optional(PartyOrAgent),
    }),
  ),
  RltdAgts: optional(group({ DbtrAgt: optional(Agent), CdtrAgt: optional(Agent) })),
  Purp: optional(Purpose),
  RmtInf: optional(Remittance),
  RtrInf: optional(
    group({
      Rsn: optional(choice({ Cd: optional(ExternalCode4), Prtry: optional(Max35Text) })),
      AddtlInf: many(Max105Text, 10),
    }),
  ),
  AddtlTxInf: optional(text(500)),
});

/** ReportEntry10. */
const Entry = group({
  NtryRef: optional(Max35Text),
  Amt: one(amount),
  CdtDbtInd: one(CreditOrDebit),
  RvslInd: optional(flag),
  Sts: one(choice({ Cd: optional(ExternalCode4), Prtry: optional(Max35Text) })),
  BookgDt: optional(DateOrInstant),
  ValDt: optional(DateOrInstant),
  AcctSvcrRef: optional(Max35Text),
  BkTxCd: one(BankTransactionCode),
  Chrgs: optional(group({ Rcrd: many(group({ Amt: one(amount), CdtDbtInd: optional(CreditOrDebit) }), 10) })),
  NtryDtls: many(
    group({
      Btch: optional(
        group({ MsgId: optional(Max35Text), PmtInfId: optional(Max35Text), NbOfTxs: optional(count) }),
      ),
      TxDtls: many(Transaction, DETAIL_LIMIT),
    }),
    DETAIL_LIMIT,
  ),
  AddtlNtryInf: optional(text(500)),
});

const GroupHeader = group({
  MsgId: one(Max35Text),
  CreDtTm: one(instant),
  MsgRcpt: optional(Party),
  MsgPgntn: optional(group({ PgNb: one(text(5, /^\d{1,5}$/)), LastPgInd: one(flag) })),
});

const Balance = group({
  Tp: one(group({ CdOrPrtry: one(choice({ Cd: optional(ExternalCode4), Prtry: optional(Max35Text) })) })),
  Amt: one(amount),
  CdtDbtInd: one(CreditOrDebit),
  Dt: one(DateOrInstant),
});

const total = group({ NbOfNtries: optional(text(15, /^\d{1,15}$/)), Sum: optional(decimal) });
const head = {
  Id: one(Max35Text),
  ElctrncSeqNb: optional(count),
  LglSeqNb: optional(count),
  CreDtTm: optional(instant),
  FrToDt: optional(group({ FrDtTm: one(instant), ToDtTm: one(instant) })),
  Acct: one(group({ ...Account.fields, Ownr: optional(Party), Svcr: optional(Agent) })),
};
const summary = {
  TxsSummry: optional(group({ TtlCdtNtries: optional(total), TtlDbtNtries: optional(total) })),
};
const entries = { Ntry: many(Entry, ENTRY_LIMIT) };
const REPORT_LIMIT = 1000;

/** camt.052.001.08, BankToCustomerAccountReport: what happened within the day. */
export const AccountReport = group({
  GrpHdr: one(GroupHeader),
  Rpt: some(group({ ...head, Bal: many(Balance, 20), ...summary, ...entries }), REPORT_LIMIT),
});

/** camt.053.001.08, BankToCustomerStatement: what was booked, between an opening and a closing balance. */
export const AccountStatement = group({
  GrpHdr: one(GroupHeader),
  Stmt: some(group({ ...head, Bal: some(Balance, 20), ...summary, ...entries }), REPORT_LIMIT),
});

/** camt.054.001.08, BankToCustomerDebitCreditNotification: single bookings, told as they happen. */
export const DebitCreditNotification = group({
  GrpHdr: one(GroupHeader),
  Ntfctn: some(group({ ...head, ...summary, ...entries }), REPORT_LIMIT),
});
