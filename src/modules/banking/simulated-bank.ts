import { dayOf } from '../../kernel/days.ts';
import { uuidv4 } from '../../kernel/ids.ts';
import { type Currency, type Money, money } from '../../kernel/money.ts';
import { type Random, seededRandom } from '../../kernel/random.ts';
import { assert, isRefusal, mustSucceed } from '../../kernel/refusal.ts';
import { type Message, type MessageName, readMessage, writeMessage } from '../iso20022/index.ts';

/** How often, in hundredths, a simulated bank does what real ones sometimes do. */
export interface BankFaults {
  lost: number;
  doubled: number;
  rejected: number;
  returned: number;
  /** Of returns, how many come less a charge. */
  charged: number;
  /** Of payments that are called back, how many it gives back. */
  recalled: number;
}

export const noFaults: BankFaults = {
  lost: 0,
  doubled: 0,
  rejected: 0,
  returned: 0,
  charged: 0,
  recalled: 0,
};
export const manyFaults: BankFaults = {
  lost: 15,
  doubled: 25,
  rejected: 15,
  returned: 15,
  charged: 50,
  recalled: 50,
};

const HOUR_MS = 3_600_000;
const LONGEST_DELAY_HOURS = 48;
const CHARGE = 25n;

/** How a payment is named in answers; `asked` is the pain.001 that asked for it. */
interface Named {
  EndToEndId: string;
  UETR?: string | undefined;
  asked?: string;
}

type Entry = NonNullable<Message<'camt.053.001.08'>['Stmt'][number]['Ntry']>[number];

/**
 * A bank with an account for each currency. It pays, rejects and returns; its messages are late, overtake one
 * another, come twice or not at all. Only rejections and statements are sure to arrive in the end. The same seed
 * does the same. It knows the platform by the messages between them alone.
 */
export class SimulatedBank {
  /** What it keeps for the platform. */
  readonly balances = new Map<Currency, bigint>();
  /** What became of its messages: not sent at all, sent twice, arrived after a later one. */
  readonly mail = { written: 0, lost: 0, doubled: 0, overtaken: 0 };
  readonly #random: Random;
  readonly #faults: BankFaults;
  readonly #accounts: ReadonlyMap<Currency, string>;
  readonly #seen = new Set<string>();
  #posted: { due: Date; order: number; xml: string }[] = [];
  #unstated: { currency: Currency; entry: Entry }[] = [];
  /** What it has paid and not given back, by end-to-end id. */
  readonly #paid = new Map<string, { id: Named; amount: Money }>();
  readonly #givenBack = new Set<string>();
  /** The newest message that has arrived. */
  #latest = 0;
  #numbers = 0;

  constructor(seed: string, accounts: ReadonlyMap<Currency, string>, faults: BankFaults) {
    this.#random = seededRandom(`${seed} bank`);
    this.#accounts = accounts;
    this.#faults = faults;
  }

  /** Somebody pays in, with a text on the payment. */
  payIn(amount: Money, text: string, at: Date): void {
    this.#move(amount.currency, amount.amount);
    const entry = this.#entry('CRDT', amount, at, { text });
    this.#unstated.push({ currency: amount.currency, entry });
    this.#notice(amount.currency, entry, at);
  }

  /** Takes a message of the platform; a number it knows already changes nothing. */
  take(xml: string, at: Date): void {
    const reading = mustSucceed(readMessage(xml), 'a message of the platform');
    if (reading.name === 'pacs.008.001.08') {
      if (this.#isNew(reading.body.GrpHdr.MsgId))
        for (const tx of reading.body.CdtTrfTxInf) this.#pay(tx.PmtId, tx.IntrBkSttlmAmt, at);
    } else if (reading.name === 'pain.001.001.09') {
      if (this.#isNew(reading.body.GrpHdr.MsgId))
        for (const tx of reading.body.PmtInf.flatMap((p) => p.CdtTrfTxInf))
          if (tx.Amt.InstdAmt)
            this.#pay({ ...tx.PmtId, asked: reading.body.GrpHdr.MsgId }, tx.Amt.InstdAmt, at);
    } else if (reading.name === 'camt.056.001.08' && this.#isNew(reading.body.Assgnmt.Id))
      this.#answerRecall(reading.body, at);
  }

  /** Messages whose time has come, in the order in which they happen to arrive. */
  due(now: Date): string[] {
    const ripe = this.#posted
      .filter((m) => m.due <= now)
      .sort((a, b) => a.due.getTime() - b.due.getTime() || a.order - b.order);
    this.#posted = this.#posted.filter((m) => m.due > now);
    for (const { order } of ripe) {
      if (order < this.#latest) this.mail.overtaken += 1;
      this.#latest = Math.max(this.#latest, order);
    }
    return ripe.map((m) => m.xml);
  }

  get waiting(): number {
    return this.#posted.length;
  }

  /** Statements of everything booked since the last ones, one for each account. */
  statements(at: Date): string[] {
    const told = this.#unstated;
    this.#unstated = [];
    return [...this.#accounts].flatMap(([currency, account]) => {
      const Ntry = told.filter((e) => e.currency === currency).map((e) => e.entry);
      if (Ntry.length === 0) return [];
      const id = this.#number();
      const balance = (Cd: string): Message<'camt.053.001.08'>['Stmt'][number]['Bal'][number] => ({
        Tp: { CdOrPrtry: { Cd } },
        Amt: money(this.balances.get(currency) ?? 0n, currency),
        CdtDbtInd: 'CRDT',
        Dt: { DtTm: at.toISOString() },
      });
      const Stmt = [{ Id: id, Acct: { Id: { Othr: { Id: account } } }, Bal: [balance('CLBD')], Ntry }];
      return [this.#write('camt.053.001.08', { GrpHdr: { MsgId: id, CreDtTm: at.toISOString() }, Stmt })];
    });
  }

  #pay(id: Named, amount: Money, at: Date): void {
    const refs = { uetr: id.UETR, end_to_end: id.EndToEndId };
    if (this.#happens('rejected')) this.#status(id, 'RJCT', at, { sure: true });
    else this.#payOut(id, refs, amount, at);
  }

  #payOut(id: Named, refs: { uetr: string | undefined; end_to_end: string }, amount: Money, at: Date): void {
    this.#move(amount.currency, -amount.amount);
    this.#unstated.push({ currency: amount.currency, entry: this.#entry('DBIT', amount, at, refs) });
    this.#status(id, 'ACSP', at);
    this.#status(id, 'ACSC', at);
    this.#paid.set(id.EndToEndId, { id, amount });
    if (this.#happens('returned')) this.#giveBack(id, amount, 'AC04', at);
  }

  /** Money comes back, sometimes less a charge. */
  #giveBack(id: Named, amount: Money, reason: string, at: Date): void {
    this.#paid.delete(id.EndToEndId);
    this.#givenBack.add(id.EndToEndId);
    const charge = this.#happens('charged') && amount.amount > CHARGE ? CHARGE : 0n;
    const back = money(amount.amount - charge, amount.currency);
    this.#move(back.currency, back.amount);
    const refs = { uetr: id.UETR, end_to_end: id.EndToEndId, returned: true };
    this.#unstated.push({ currency: back.currency, entry: this.#entry('CRDT', back, at, refs) });
    this.#post(
      'pacs.004.001.09',
      {
        GrpHdr: {
          MsgId: this.#number(),
          CreDtTm: at.toISOString(),
          NbOfTxs: 1,
          SttlmInf: { SttlmMtd: 'INDA' },
        },
        TxInf: [
          {
            OrgnlEndToEndId: id.EndToEndId,
            ...(id.UETR ? { OrgnlUETR: id.UETR } : {}),
            RtrdIntrBkSttlmAmt: back,
            RtrRsnInf: [{ Rsn: { Cd: reason } }],
          },
        ],
      },
      at,
    );
  }

  #status(id: Named, TxSts: string, at: Date, options: { sure?: boolean } = {}): void {
    const GrpHdr = { MsgId: this.#number(), CreDtTm: at.toISOString() };
    const tx = { OrgnlEndToEndId: id.EndToEndId, ...(id.UETR ? { OrgnlUETR: id.UETR } : {}), TxSts };
    // Who asked by pain.001 is told by pain.002, who by pacs.008 by pacs.002.
    if (id.asked) {
      const OrgnlGrpInfAndSts = { OrgnlMsgId: id.asked, OrgnlMsgNmId: 'pain.001.001.09' };
      const OrgnlPmtInfAndSts = [{ OrgnlPmtInfId: id.asked, TxInfAndSts: [tx] }];
      this.#post('pain.002.001.10', { GrpHdr, OrgnlGrpInfAndSts, OrgnlPmtInfAndSts }, at, options);
    } else this.#post('pacs.002.001.10', { GrpHdr, TxInfAndSts: [tx] }, at, options);
  }

  /** A payment that is called back is given back, or not: because it came back already, never was paid, or by choice. */
  #answerRecall(body: Message<'camt.056.001.08'>, at: Date): void {
    const party = { Pty: { Nm: 'Simulated bank' } };
    const calls = body.Undrlyg.flatMap((u) => u.TxInf ?? []);
    const TxInfAndSts = calls.map(({ OrgnlEndToEndId = '', OrgnlUETR }) => {
      const named = { OrgnlEndToEndId, ...(OrgnlUETR ? { OrgnlUETR } : {}) };
      const paid = this.#paid.get(OrgnlEndToEndId);
      if (paid && this.#happens('recalled')) {
        this.#giveBack(paid.id, paid.amount, 'FOCR', at);
        return { ...named, TxCxlSts: 'ACCR' as const };
      }
      const Cd = paid ? 'CUST' : this.#givenBack.has(OrgnlEndToEndId) ? 'ARDT' : 'NOOR';
      return { ...named, TxCxlSts: 'RJCR' as const, CxlStsRsnInf: [{ Rsn: { Cd } }] };
    });
    const Assgnmt = { Id: this.#number(), Assgnr: party, Assgne: party, CreDtTm: at.toISOString() };
    const Conf = TxInfAndSts.every((t) => t.TxCxlSts === 'ACCR') ? 'ACCR' : 'RJCR';
    this.#post('camt.029.001.09', { Assgnmt, Sts: { Conf }, CxlDtls: [{ TxInfAndSts }] }, at);
  }

  #notice(currency: Currency, entry: Entry, at: Date): void {
    const id = this.#number();
    const Id = { Othr: { Id: this.#accounts.get(currency) ?? '' } };
    this.#post(
      'camt.054.001.08',
      { GrpHdr: { MsgId: id, CreDtTm: at.toISOString() }, Ntfctn: [{ Id: id, Acct: { Id }, Ntry: [entry] }] },
      at,
    );
  }

  #entry(
    side: 'CRDT' | 'DBIT',
    Amt: Money,
    at: Date,
    refs: { text?: string; uetr?: string | undefined; end_to_end?: string; returned?: boolean },
  ): Entry {
    return {
      Amt,
      CdtDbtInd: side,
      Sts: { Cd: 'BOOK' },
      BookgDt: { Dt: dayOf(at) },
      AcctSvcrRef: uuidv4(this.#random).replaceAll('-', ''),
      BkTxCd: { Prtry: { Cd: side } },
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

  /** Puts a message on its way: lost, late, twice. */
  #post<N extends MessageName>(name: N, body: Message<N>, at: Date, options: { sure?: boolean } = {}): void {
    const xml = this.#write(name, body);
    this.mail.written += 1;
    if (!options.sure && this.#happens('lost')) {
      this.mail.lost += 1;
      return;
    }
    const copies = this.#happens('doubled') ? 2 : 1;
    if (copies > 1) this.mail.doubled += 1;
    for (let copy = 0; copy < copies; copy++) {
      const delay_ms = Math.floor(this.#random() * LONGEST_DELAY_HOURS) * HOUR_MS;
      this.#posted.push({ due: new Date(at.getTime() + delay_ms), order: this.mail.written, xml });
    }
  }

  #write<N extends MessageName>(name: N, body: Message<N>): string {
    const xml = writeMessage(name, body);
    assert(!isRefusal(xml), `a simulated bank writes ${name}: ${JSON.stringify(xml)}`);
    return xml;
  }

  #move(currency: Currency, by: bigint): void {
    this.balances.set(currency, (this.balances.get(currency) ?? 0n) + by);
  }

  #happens(what: keyof BankFaults): boolean {
    return this.#random() * 100 < this.#faults[what];
  }

  #isNew(id: string): boolean {
    return this.#seen.size !== this.#seen.add(id).size;
  }

  #number(): string {
    this.#numbers += 1;
    return `SIM-${this.#numbers}`;
  }
}
