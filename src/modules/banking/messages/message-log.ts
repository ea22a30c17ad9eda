import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  Instant,
  isInstant,
  Nullable,
  pageInput,
  pageOf,
  toPage,
} from '../../../platform/index.ts';
import { messageNames } from '../../iso20022/index.ts';
import { findMessage, listMessageRows, readNostros, writeNostro } from '../store-messages.ts';
import { receiveMessage } from './receive-message.ts';

const Direction = Type.Enum(['in', 'out']);
const line = {
  direction: Direction,
  message_id: Type.String(),
  name: Type.String(),
  channel: Type.String(),
  at: Instant,
  /** In: worked through; out: handed to the bank. */
  done_at: Nullable(Instant),
  outcome: Nullable(Type.String()),
  byte_length: Type.Integer(),
};

/** A bank hands a message in. Refuses with iso20022.*, banking.message_conflict; then nothing is written. */
export const reportMessage = defineUseCase({
  name: 'banking.report-message',
  kind: 'command',
  permission: 'banking:report',
  input: Type.Object(
    { xml: Type.String({ minLength: 1, maxLength: 1_000_000 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    message_id: Type.String(),
    name: Type.String(),
    repeated: Type.Boolean(),
    /** Elements of the standard that were not read, by their path. */
    unread: Type.Array(Type.String()),
  }),
  run: (ctx, { xml }) => receiveMessage(ctx, ctx.actor.org_id, xml, 'http'),
});

/** What went to and came from one's bank, newest first. Refuses with platform.bad_cursor. */
export const listMessages = defineUseCase({
  name: 'banking.list-messages',
  kind: 'query',
  permission: 'banking:read',
  input: Type.Object(
    {
      direction: Type.Optional(Direction),
      name: Type.Optional(Type.Enum([...messageNames])),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(Type.Object(line)),
  async run(ctx, input) {
    const [at, message_id] =
      input.cursor === undefined ? [null, null] : (decodeCursor(input.cursor, 2) ?? []);
    if (at !== null && !(isInstant(at) && typeof message_id === 'string'))
      return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listMessageRows(ctx.tx, {
      org_id: ctx.actor.org_id,
      direction: input.direction ?? null,
      name: input.name ?? null,
      at,
      message_id: message_id as string | null,
      limit: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (r) => [r.at.toISOString(), r.message_id],
      (r) => ({ ...r, at: r.at.toISOString(), done_at: r.done_at?.toISOString() ?? null }),
    );
  },
});

/** One message, byte for byte. Refuses with banking.message_not_found. */
export const showMessage = defineUseCase({
  name: 'banking.show-message',
  kind: 'query',
  permission: 'banking:read',
  input: Type.Object(
    { direction: Direction, message_id: Type.String({ minLength: 1, maxLength: 35 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ ...line, xml: Type.String() }),
  async run(ctx, { direction, message_id }) {
    const row = await findMessage(ctx.tx, ctx.actor.org_id, direction, message_id);
    if (!row) return refuse('banking.message_not_found', { message_id });
    return {
      direction: row.direction,
      message_id: row.message_id,
      name: row.name,
      channel: row.channel,
      at: row.at.toISOString(),
      done_at: row.done_at?.toISOString() ?? null,
      outcome: row.outcome,
      byte_length: Buffer.byteLength(row.xml),
      xml: row.xml,
    };
  },
});

const NostroView = Type.Object({ currency: Type.String(), account: Type.String(), bic: Type.String() });

/** Accounts at which one's bank keeps the platform's money. */
export const listNostros = defineUseCase({
  name: 'banking.list-nostros',
  kind: 'query',
  permission: 'banking:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(NostroView) }),
  async run(ctx) {
    const rows = await readNostros(ctx.tx, ctx.actor.org_id);
    return { items: rows.map(({ currency, account, bic }) => ({ currency, account, bic })) };
  },
});

/** Names the account at which one's bank keeps the platform's money in a currency: its statements are reconciled. */
export const setNostro = defineUseCase({
  name: 'banking.set-nostro',
  kind: 'command',
  permission: 'banking:report',
  input: Type.Object(
    {
      currency: Type.String({ pattern: '^(CNY|KZT|KGS|TJS|TMT|UZS|USD|EUR|RUB)$' }),
      account: Type.String({ pattern: '^[A-Za-z0-9/\\-]{1,34}$' }),
      bic: Type.String({ pattern: '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$' }),
    },
    { additionalProperties: false },
  ),
  output: NostroView,
  async run(ctx, { currency, account, bic }) {
    await writeNostro(ctx.tx, { org_id: ctx.actor.org_id, currency, account, bic }, ctx.clock.now());
    return { currency, account, bic };
  },
});
