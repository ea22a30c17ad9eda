import {
  amount,
  bic,
  choice,
  code,
  date,
  group,
  iban,
  instant,
  lei,
  many,
  one,
  optional,
  text,
  uetr,
} from '../shape.ts';

/** The parts that several messages share, named as their types in the ISO 20022 repository. */

export const Max35Text = text(35);
export const Max105Text = text(105);
export const Max140Text = text(140);
export const CountryCode = text(2, /^[A-Z]{2}$/);
/** An external code of up to four characters; the lists are published beside the standard and change quarterly. */
export const ExternalCode4 = text(4, /^[A-Z0-9]{1,4}$/);
const ExternalCode5 = text(5);

/** A code of a published list, or a word that two parties agreed on. */
const codeOrProprietary = (list = ExternalCode4) =>
  choice({ Cd: optional(list), Prtry: optional(Max35Text) });

/** PostalAddress24: structured; `AdrLine` only for what has no place of its own. */
export const PostalAddress = group({
  Dept: optional(text(70)),
  SubDept: optional(text(70)),
  StrtNm: optional(text(70)),
  BldgNb: optional(text(16)),
  BldgNm: optional(text(35)),
  Flr: optional(text(70)),
  PstBx: optional(text(16)),
  Room: optional(text(70)),
  PstCd: optional(text(16)),
  TwnNm: optional(text(35)),
  TwnLctnNm: optional(text(35)),
  DstrctNm: optional(text(35)),
  CtrySubDvsn: optional(text(35)),
  Ctry: optional(CountryCode),
  AdrLine: many(text(70), 7),
});

const GenericIdentification = group({
  Id: one(Max35Text),
  SchmeNm: optional(codeOrProprietary()),
  Issr: optional(Max35Text),
});

/** PartyIdentification135. */
export const Party = group({
  Nm: optional(Max140Text),
  PstlAdr: optional(PostalAddress),
  Id: optional(
    choice({
      OrgId: optional(
        group({ AnyBIC: optional(bic), LEI: optional(lei), Othr: many(GenericIdentification, 10) }),
      ),
      PrvtId: optional(group({ Othr: many(GenericIdentification, 10) })),
    }),
  ),
  CtryOfRes: optional(CountryCode),
});

/** BranchAndFinancialInstitutionIdentification6. */
export const Agent = group({
  FinInstnId: one(
    group({
      BICFI: optional(bic),
      ClrSysMmbId: optional(
        group({ ClrSysId: optional(codeOrProprietary(ExternalCode5)), MmbId: one(Max35Text) }),
      ),
      LEI: optional(lei),
      Nm: optional(Max140Text),
      PstlAdr: optional(PostalAddress),
      Othr: optional(GenericIdentification),
    }),
  ),
  BrnchId: optional(group({ Id: optional(Max35Text), LEI: optional(lei), Nm: optional(Max140Text) })),
});

/** CashAccount38. */
export const Account = group({
  Id: one(
    choice({
      IBAN: optional(iban),
      Othr: optional(
        group({ Id: one(text(34)), SchmeNm: optional(codeOrProprietary()), Issr: optional(Max35Text) }),
      ),
    }),
  ),
  Ccy: optional(text(3, /^[A-Z]{3}$/)),
  Nm: optional(text(70)),
});

/** Party40Choice: a party or an agent. */
export const PartyOrAgent = choice({ Pty: optional(Party), Agt: optional(Agent) });

/** RemittanceInformation16. */
export const Remittance = group({
  Ustrd: many(Max140Text, 10),
  Strd: many(
    group({
      RfrdDocInf: many(
        group({
          Tp: optional(group({ CdOrPrtry: one(codeOrProprietary()), Issr: optional(Max35Text) })),
          Nb: optional(Max35Text),
          RltdDt: optional(date),
        }),
        10,
      ),
      CdtrRefInf: optional(
        group({
          Tp: optional(group({ CdOrPrtry: one(codeOrProprietary()), Issr: optional(Max35Text) })),
          Ref: optional(Max35Text),
        }),
      ),
      AddtlRmtInf: many(Max140Text, 3),
    }),
    10,
  ),
});

export const Purpose = codeOrProprietary();
export const ChargeBearer = code('DEBT', 'CRED', 'SHAR', 'SLEV');
export const Charges = group({ Amt: one(amount), Agt: one(Agent) });
export const PaymentType = group({
  InstrPrty: optional(code('HIGH', 'NORM')),
  SvcLvl: many(codeOrProprietary(), 3),
  LclInstrm: optional(codeOrProprietary(text(35))),
  CtgyPurp: optional(codeOrProprietary()),
});

/** PaymentIdentification7. */
export const PaymentIdentification = group({
  InstrId: optional(Max35Text),
  EndToEndId: one(Max35Text),
  TxId: optional(Max35Text),
  UETR: optional(uetr),
  ClrSysRef: optional(Max35Text),
});

/** SettlementInstruction7, without reimbursement agents. */
export const Settlement = group({
  SttlmMtd: one(code('INDA', 'INGA', 'COVE', 'CLRG')),
  SttlmAcct: optional(Account),
  ClrSys: optional(codeOrProprietary(text(5))),
});

/** OriginalGroupInformation29. */
export const OriginalGroup = group({
  OrgnlMsgId: one(Max35Text),
  OrgnlMsgNmId: one(Max35Text),
  OrgnlCreDtTm: optional(instant),
});

/** Why something was refused, returned or called back. */
export const StatusReason = group({
  Orgtr: optional(Party),
  Rsn: optional(codeOrProprietary()),
  AddtlInf: many(Max105Text, 10),
});
