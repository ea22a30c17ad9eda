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
  uetr,
} from '../shape.ts';
import { TRANSACTION_LIMIT } from './credit-transfers.ts';
import {
  Agent,
  ChargeBearer,
  Charges,
  ExternalCode4,
  Max35Text,
  OriginalGroup,
  Party,
  PartyOrAgent,
  Settlement,
  StatusReason,
} from './parts.ts';

/** pacs.002.001.10, FIToFIPaymentStatusReport: what became of a payment. */
export const PaymentStatusReport = group({
  GrpHdr: one(
    group({
      MsgId: one(Max35Text),
      CreDtTm: one(instant),
      InstgAgt: optional(Agent),
      InstdAgt: optional(Agent),
    }),
  ),
  OrgnlGrpInfAndSts: many(
    group({
      OrgnlMsgId: one(Max35Text),
      OrgnlMsgNmId: one(Max35Text),
      OrgnlCreDtTm: optional(instant),
      GrpSts: optional(ExternalCode4),
      StsRsnInf: many(StatusReason, 10),
    }),
    TRANSACTION_LIMIT,
  ),
  TxInfAndSts: many(
    group({
      StsId: optional(Max35Text),
      OrgnlGrpInf: optional(OriginalGroup),
      OrgnlInstrId: optional(Max35Text),
      OrgnlEndToEndId: optional(Max35Text),
      OrgnlTxId: optional(Max35Text),
      OrgnlUETR: optional(uetr),
      TxSts: optional(ExternalCode4),
      StsRsnInf: many(StatusReason, 10),
      AccptncDtTm: optional(instant),
      FctvIntrBkSttlmDt: optional(choice({ Dt: optional(date), DtTm: optional(instant) })),
      AcctSvcrRef: optional(Max35Text),
      ClrSysRef: optional(Max35Text),
      InstgAgt: optional(Agent),
      InstdAgt: optional(Agent),
    }),
    TRANSACTION_LIMIT,
  ),
});

/** pain.002.001.10, CustomerPaymentStatusReport: a bank tells its customer what became of a pain.001. */
export const CustomerPaymentStatusReport = group({
  GrpHdr: one(
    group({
      MsgId: one(Max35Text),
      CreDtTm: one(instant),
      InitgPty: optional(Party),
      FwdgAgt: optional(Agent),
      DbtrAgt: optional(Agent),
      CdtrAgt: optional(Agent),
    }),
  ),
  OrgnlGrpInfAndSts: one(
    group({
      OrgnlMsgId: one(Max35Text),
      OrgnlMsgNmId: one(Max35Text),
      OrgnlCreDtTm: optional(instant),
      OrgnlNbOfTxs: optional(count),
      OrgnlCtrlSum: optional(decimal),
      GrpSts: optional(ExternalCode4),
      StsRsnInf: many(StatusReason, 10),
    }),
  ),
  OrgnlPmtInfAndSts: many(
    group({
      OrgnlPmtInfId: one(Max35Text),
      OrgnlNbOfTxs: optional(count),
      OrgnlCtrlSum: optional(decimal),
      PmtInfSts: optional(ExternalCode4),
      StsRsnInf: many(StatusReason, 10),
      TxInfAndSts: many(
        group({
          StsId: optional(Max35Text),
          OrgnlInstrId: optional(Max35Text),
          OrgnlEndToEndId: optional(Max35Text),
          OrgnlUETR: optional(uetr),
          TxSts: optional(ExternalCode4),
          StsRsnInf: many(StatusReason, 10),
          AccptncDtTm: optional(instant),
          AcctSvcrRef: optional(Max35Text),
        }),
        TRANSACTION_LIMIT,
      ),
    }),
    TRANSACTION_LIMIT,
  ),
});

/** pacs.004.001.09, PaymentReturn: money that was settled comes back. */
export const PaymentReturn = group({
  GrpHdr: one(
    group({
      MsgId: one(Max35Text),
      CreDtTm: one(instant),
      NbOfTxs: one(count),
      CtrlSum: optional(decimal),
      TtlRtrdIntrBkSttlmAmt: optional(amount),
      IntrBkSttlmDt: optional(date),
      SttlmInf: one(Settlement),
      InstgAgt: optional(Agent),
      InstdAgt: optional(Agent),
    }),
  ),
  TxInf: some(
    group({
      RtrId: optional(Max35Text),
      OrgnlGrpInf: optional(OriginalGroup),
      OrgnlInstrId: optional(Max35Text),
      OrgnlEndToEndId: optional(Max35Text),
      OrgnlTxId: optional(Max35Text),
      OrgnlUETR: optional(uetr),
      OrgnlClrSysRef: optional(Max35Text),
      OrgnlIntrBkSttlmAmt: optional(amount),
      OrgnlIntrBkSttlmDt: optional(date),
      RtrdIntrBkSttlmAmt: one(amount),
      IntrBkSttlmDt: optional(date),
      RtrdInstdAmt: optional(amount),
      ChrgBr: optional(ChargeBearer),
      ChrgsInf: many(Charges, 10),
      ClrSysRef: optional(Max35Text),
      InstgAgt: optional(Agent),
      InstdAgt: optional(Agent),
      RtrChain: optional(
        group({
          Dbtr: one(PartyOrAgent),
          DbtrAgt: optional(Agent),
          CdtrAgt: optional(Agent),
          Cdtr: one(PartyOrAgent),
        }),
      ),
      RtrRsnInf: many(StatusReason, 10),
    }),
    TRANSACTION_LIMIT,
  ),
});

const Assignment = group({
  Id: one(Max35Text),
  Assgnr: one(PartyOrAgent),
  Assgne: one(PartyOrAgent),
  CreDtTm: one(instant),
});
const Case = group({ Id: one(Max35Text), Cretr: one(PartyOrAgent) });

/** camt.056.001.08, FIToFIPaymentCancellationRequest: a payment is called back. */
export const CancellationRequest = group({
  Assgnmt: one(Assignment),
  Case: optional(Case),
  CtrlData: optional(group({ NbOfTxs: one(count), CtrlSum: optional(decimal) })),
  Undrlyg: some(
    group({
      TxInf: many(
        group({
          CxlId: optional(Max35Text),
          Case: optional(Case),
          OrgnlGrpInf: optional(OriginalGroup),
          OrgnlInstrId: optional(Max35Text),
          OrgnlEndToEndId: optional(Max35Text),
          OrgnlTxId: optional(Max35Text),
          OrgnlUETR: optional(uetr),
          OrgnlIntrBkSttlmAmt: optional(amount),
          OrgnlIntrBkSttlmDt: optional(date),
          CxlRsnInf: many(StatusReason, 10),
        }),
        TRANSACTION_LIMIT,
      ),
    }),
    TRANSACTION_LIMIT,
  ),
});

/** camt.029.001.09, ResolutionOfInvestigation: the answer to a call back. */
export const ResolutionOfInvestigation = group({
  Assgnmt: one(Assignment),
  RslvdCase: optional(Case),
  Sts: one(choice({ Conf: optional(ExternalCode4), AssgnmtCxlConf: optional(code('true', 'false')) })),
  CxlDtls: many(
    group({
      TxInfAndSts: many(
        group({
          CxlStsId: optional(Max35Text),
          RslvdCase: optional(Case),
          OrgnlGrpInf: optional(OriginalGroup),
          OrgnlInstrId: optional(Max35Text),
          OrgnlEndToEndId: optional(Max35Text),
          OrgnlTxId: optional(Max35Text),
          OrgnlUETR: optional(uetr),
          TxCxlSts: optional(code('ACCR', 'RJCR', 'PDCR')),
          CxlStsRsnInf: many(
            group({
              Orgtr: optional(Party),
              Rsn: optional(choice({ Cd: optional(ExternalCode4), Prtry: optional(Max35Text) })),
              AddtlInf: many(StatusReason.fields.AddtlInf.shape, 10),
            }),
            10,
          ),
          OrgnlIntrBkSttlmAmt: optional(amount),
          OrgnlIntrBkSttlmDt: optional(date),
        }),
        TRANSACTION_LIMIT,
      ),
    }),
    TRANSACTION_LIMIT,
  ),
});
