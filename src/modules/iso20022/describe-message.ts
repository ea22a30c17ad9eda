import type { Money } from '../../kernel/money.ts';
import { formatMoney } from '../../kernel/money.ts';
import type { AnyMessage } from './messages.ts';
import type { Reading } from './read-message.ts';

const LINES = 200;

/** A message in words, a line for each thing it says; for people at a terminal. */
export function describeMessage(reading: Reading): string[] {
  const lines = linesOf(reading);
  const shown =
    lines.length > LINES ? [...lines.slice(0, LINES), `… and ${lines.length - LINES} more`] : lines;
  const unread = reading.unread.length > 0 ? [`Not read: ${reading.unread.join(', ')}`] : [];
  return [reading.name, ...shown.map((line) => `  ${line}`), ...unread];
}

const joined = (...parts: (string | undefined)[]): string =>
  parts.filter((p) => p !== undefined && p !== '').join(', ');
const sign = (side: 'CRDT' | 'DBIT', amount: Money): string =>
  `${side === 'CRDT' ? '+' : '-'}${formatMoney(amount)}`;

function linesOf(message: AnyMessage): string[] {
  switch (message.name) {
    case 'pain.001.001.09':
      return message.body.PmtInf.flatMap((p) =>
        p.CdtTrfTxInf.map((t) =>
          joined(
            t.Amt.InstdAmt && formatMoney(t.Amt.InstdAmt),
            `from ${p.Dbtr.Nm ?? '?'}`,
            `to ${t.Cdtr?.Nm ?? '?'}`,
            t.PmtId.EndToEndId,
          ),
        ),
      );
    case 'pacs.008.001.08':
      return message.body.CdtTrfTxInf.map((t) =>
        joined(
          formatMoney(t.IntrBkSttlmAmt),
          `from ${t.Dbtr.Nm ?? '?'}`,
          `to ${t.Cdtr.Nm ?? '?'}`,
          t.PmtId.EndToEndId,
          t.PmtId.UETR,
        ),
      );
    case 'pacs.009.001.08':
      return message.body.CdtTrfTxInf.map((t) =>
        joined(
          formatMoney(t.IntrBkSttlmAmt),
          `from ${t.Dbtr.FinInstnId.BICFI ?? '?'}`,
          `to ${t.Cdtr.FinInstnId.BICFI ?? '?'}`,
          t.PmtId.EndToEndId,
        ),
      );
    case 'pacs.002.001.10':
      return [
        ...(message.body.OrgnlGrpInfAndSts ?? []).map((g) => joined(`message ${g.OrgnlMsgId}`, g.GrpSts)),
        ...(message.body.TxInfAndSts ?? []).map((t) =>
          joined(`payment ${t.OrgnlEndToEndId ?? t.OrgnlUETR ?? '?'}`, t.TxSts, t.StsRsnInf?.[0]?.Rsn?.Cd),
        ),
      ];
    case 'pain.002.001.10': {
      const { OrgnlGrpInfAndSts: g, OrgnlPmtInfAndSts } = message.body;
      return [
        joined(`message ${g.OrgnlMsgId}`, g.GrpSts),
        ...(OrgnlPmtInfAndSts ?? [])
          .flatMap((p) => p.TxInfAndSts ?? [])
          .map((t) =>
            joined(`payment ${t.OrgnlEndToEndId ?? t.OrgnlUETR ?? '?'}`, t.TxSts, t.StsRsnInf?.[0]?.Rsn?.Cd),
          ),
      ];
    }
    case 'pacs.004.001.09':
      return message.body.TxInf.map((t) =>
        joined(
          `${formatMoney(t.RtrdIntrBkSttlmAmt)} back`,
          t.OrgnlEndToEndId,
          t.OrgnlUETR,
          t.RtrRsnInf?.[0]?.Rsn?.Cd,
        ),
      );
    case 'camt.056.001.08':
      return message.body.Undrlyg.flatMap((u) => u.TxInf ?? []).map((t) =>
        joined(`call back ${t.OrgnlEndToEndId ?? t.OrgnlUETR ?? '?'}`, t.CxlRsnInf?.[0]?.Rsn?.Cd),
      );
    case 'camt.029.001.09':
      return (message.body.CxlDtls ?? [])
        .flatMap((d) => d.TxInfAndSts ?? [])
        .map((t) => joined(`answer for ${t.OrgnlEndToEndId ?? t.OrgnlUETR ?? '?'}`, t.TxCxlSts));
    case 'camt.052.001.08':
      return message.body.Rpt.flatMap((r) =>
        statementLines(r.Acct.Id.IBAN ?? r.Acct.Id.Othr?.Id ?? '?', r.Bal, r.Ntry),
      );
    case 'camt.053.001.08':
      return message.body.Stmt.flatMap((s) =>
        statementLines(s.Acct.Id.IBAN ?? s.Acct.Id.Othr?.Id ?? '?', s.Bal, s.Ntry),
      );
    case 'camt.054.001.08':
      return message.body.Ntfctn.flatMap((n) =>
        statementLines(n.Acct.Id.IBAN ?? n.Acct.Id.Othr?.Id ?? '?', [], n.Ntry),
      );
  }
}

type Statement = Extract<AnyMessage, { name: 'camt.053.001.08' }>['body']['Stmt'][number];

function statementLines(
  account: string,
  balances: Statement['Bal'] | undefined,
  entries: Statement['Ntry'],
): string[] {
  return [
    `account ${account}`,
    ...(balances ?? []).map(
      (b) => `balance ${b.Tp.CdOrPrtry.Cd ?? b.Tp.CdOrPrtry.Prtry}: ${sign(b.CdtDbtInd, b.Amt)}`,
    ),
    ...(entries ?? []).map((e) =>
      joined(
        sign(e.CdtDbtInd, e.Amt),
        e.BookgDt?.Dt ?? e.BookgDt?.DtTm,
        e.Sts.Cd ?? e.Sts.Prtry,
        e.AcctSvcrRef,
        e.NtryDtls?.[0]?.TxDtls?.[0]?.RmtInf?.Ustrd?.join(' '),
      ),
    ),
  ];
}
