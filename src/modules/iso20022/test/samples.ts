import { money } from '../../../kernel/money.ts';
import type { Message } from '../messages.ts';

/** A payment of CNY 1,234,567.89 from Almaty to Xi'an. Firms, banks and numbers are made up. */
export const payment: Message<'pacs.008.001.08'> = {
  GrpHdr: {
    MsgId: 'SAUDA-20260302-0001',
    CreDtTm: '2026-03-02T08:00:00Z',
    NbOfTxs: 1,
    CtrlSum: '1234567.89',
    SttlmInf: { SttlmMtd: 'CLRG', ClrSys: { Prtry: 'CIPS' } },
    InstgAgt: { FinInstnId: { BICFI: 'DEMOKZKA' } },
    InstdAgt: { FinInstnId: { BICFI: 'DEMOCNBJ' } },
  },
  CdtTrfTxInf: [
    {
      PmtId: {
        InstrId: 'ORDER-0001',
        EndToEndId: 'SD-2026-000017',
        UETR: 'eb6305c9-1f7f-49de-aed0-16487c27b42d',
      },
      IntrBkSttlmAmt: money(123456789n, 'CNY'),
      IntrBkSttlmDt: '2026-03-02',
      ChrgBr: 'SHAR',
      Dbtr: {
        Nm: 'ТОО «Демо Қазына Сауда»',
        PstlAdr: { StrtNm: 'Абай даңғылы', BldgNb: '12', PstCd: '050000', TwnNm: 'Алматы', Ctry: 'KZ' },
      },
      DbtrAcct: { Id: { IBAN: 'KZ86125KZT5004100100' } },
      DbtrAgt: { FinInstnId: { BICFI: 'DEMOKZKA' } },
      CdtrAgt: { FinInstnId: { BICFI: 'DEMOCNBJ' } },
      Cdtr: {
        Nm: '西安示范贸易有限公司',
        PstlAdr: { StrtNm: '长安路', BldgNb: '1', TwnNm: '西安', Ctry: 'CN' },
      },
      CdtrAcct: { Id: { Othr: { Id: '6200000000000001' } } },
      RmtInf: { Ustrd: ['Contract SD-2026-000017'] },
    },
  ],
};
