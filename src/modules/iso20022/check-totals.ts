import type { Money } from '../../kernel/money.ts';
import { Fault } from './fault.ts';
import { amountText } from './leaves.ts';
import type { Message, MessageName } from './messages.ts';

/** Transactions and their amounts; an empty list of amounts where the message has no control sum. */
interface Totals {
  stated: number | undefined;
  sum: string | undefined;
  amounts: Money[];
}

/**
 * What a message says of itself must be true: the number of transactions and, where given, the control sum,
 * which adds the amounts whatever their currencies. Throws Fault.
 */
export function checkTotals<N extends MessageName>(name: N, body: Message<N>): void {
  for (const { stated, sum, amounts } of totalsOf(name, body)) {
    if (stated !== undefined && stated !== amounts.length)
      throw new Fault('totals', { stated: String(stated), found: String(amounts.length) });
    if (sum !== undefined && !sameDecimal(sum, sumOf(amounts)))
      throw new Fault('totals', { stated: sum, found: sumOf(amounts) });
  }
}

function totalsOf<N extends MessageName>(name: N, body: Message<N>): Totals[] {
  if (name === 'pain.001.001.09') {
    const { GrpHdr, PmtInf } = body as Message<'pain.001.001.09'>;
    const groups = PmtInf.map(({ NbOfTxs, CtrlSum, CdtTrfTxInf }) => ({
      stated: NbOfTxs,
      sum: CtrlSum,
      amounts: CdtTrfTxInf.flatMap((t) => t.Amt.InstdAmt ?? []),
    }));
    return [
      { stated: GrpHdr.NbOfTxs, sum: GrpHdr.CtrlSum, amounts: groups.flatMap((g) => g.amounts) },
      ...groups,
    ];
  }
  if (name === 'pacs.008.001.08' || name === 'pacs.009.001.08') {
    const { GrpHdr, CdtTrfTxInf } = body as Message<'pacs.008.001.08'>;
    return [
      { stated: GrpHdr.NbOfTxs, sum: GrpHdr.CtrlSum, amounts: CdtTrfTxInf.map((t) => t.IntrBkSttlmAmt) },
    ];
  }
  if (name === 'pacs.004.001.09') {
    const { GrpHdr, TxInf } = body as Message<'pacs.004.001.09'>;
    return [{ stated: GrpHdr.NbOfTxs, sum: GrpHdr.CtrlSum, amounts: TxInf.map((t) => t.RtrdIntrBkSttlmAmt) }];
  }
  return [];
}

/** The control sum of amounts, which may be of several currencies. */
export function sumOf(amounts: readonly Money[]): string {
  const scaled = amounts.reduce((total, money) => total + scale(amountText(money)), 0n);
  const text = scaled.toString().padStart(SCALE + 1, '0');
  return `${text.slice(0, -SCALE)}.${text.slice(-SCALE)}`.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}

const SCALE = 17;

function scale(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE));
}

function sameDecimal(a: string, b: string): boolean {
  return scale(a) === scale(b);
}
