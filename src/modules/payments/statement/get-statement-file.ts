import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Instant, type RawBody } from '../../../platform/index.ts';
import { toCsv, toXlsx, type XlsxColumn } from '../../../platform/tables/index.ts';
import { renderPdf } from '../../../platform/typesetting/index.ts';
import { filterInput } from '../ledger/statement-filter.ts';
import { type Statement, type StatementLine, statementOf } from './statement-of.ts';

/** Entries that one file holds; a longer period is asked for in parts. */
const LIMITS = { csv: 20_000, xlsx: 20_000, pdf: 1500 } as const;
type Format = keyof typeof LIMITS;

const columns: readonly XlsxColumn<StatementLine>[] = [
  { name: 'number', kind: 'whole', value: (l) => l.number },
  { name: 'booked_at', kind: 'text', value: (l) => l.booked_at },
  { name: 'reason', kind: 'text', value: (l) => l.reason },
  { name: 'reference', kind: 'text', value: (l) => l.reference },
  { name: 'counterparty', kind: 'text', value: (l) => l.counterparty },
  { name: 'amount', kind: 'number', value: (l) => l.amount },
  { name: 'balance_after', kind: 'number', value: (l) => l.balance_after },
  { name: 'transfer_id', kind: 'text', value: (l) => l.transfer_id },
];

/**
 * The statement of an account over a period as a file: CSV and XLSX for programs, PDF for people; only the entries
 * that fit, where that is asked for, which the name of the file and the PDF say. Refuses with
 * payments.account_not_found, payments.statement_too_long, payments.statement_busy.
 */
export const getStatementFile = defineUseCase({
  name: 'payments.get-statement-file',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    {
      account_id: Type.String({ pattern: '^[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}$', maxLength: 60 }),
      format: Type.Unsafe<Format>({ type: 'string', enum: Object.keys(LIMITS) }),
      from: Type.Optional(Instant),
      before: Type.Optional(Instant),
      ...filterInput,
    },
    { additionalProperties: false },
  ),
  output: Type.Unsafe<RawBody>({}),
  async run(ctx, { format, account_id, from, before, ...filter }) {
    const statement = await statementOf(ctx, {
      account_id,
      ...(from === undefined ? {} : { from }),
      ...(before === undefined ? {} : { before }),
      limit: LIMITS[format],
      filter,
    });
    if (isRefusal(statement)) return statement;
    const file = await writers[format](statement);
    if (isRefusal(file)) return file;
    return { ...file, file_name: `${fileName(statement)}.${format}` };
  },
});

const writers: Record<Format, (statement: Statement) => Promise<Outcome<RawBody>>> = {
  csv: async ({ lines }) => ({
    content_type: 'text/csv; charset=utf-8; header=present',
    body: toCsv(
      columns.map((c) => c.name),
      lines.map((line) => columns.map((c) => c.value(line))),
    ),
  }),
  xlsx: async ({ lines, account_id }) => {
    const parts: Uint8Array[] = [];
    for await (const part of toXlsx(account_id.replaceAll(':', ' '), columns, [lines])) parts.push(part);
    return {
      content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      body: Buffer.concat(parts),
    };
  },
  pdf: async (statement) => {
    const pdf = await renderPdf({
      template: new URL('./statement.typ', import.meta.url),
      data: { ...statement, lines: statement.lines.map((line) => ({ ...line })) },
    });
    if ('not_rendered' in pdf)
      return pdf.not_rendered === 'too_large'
        ? refuse('payments.statement_too_long', { limit: LIMITS.pdf })
        : refuse('payments.statement_busy');
    return { content_type: 'application/pdf', body: pdf };
  },
};

function fileName({ account_id, from, before, filter }: Statement): string {
  const days = [from, before].flatMap((instant) => instant?.slice(0, 10) ?? []);
  const part = filter.length > 0 ? ['filtered'] : [];
  return ['statement', account_id.replaceAll(':', '-'), ...days, ...part].join('-');
}
