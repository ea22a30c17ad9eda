import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { getDeal } from '../deals/index.ts';
import { MessageSchema } from './model.ts';
import { markRead, pageOfMessages } from './store.ts';

/** Messages of a deal that the reader's firm may read, newest first, each in its own words and in the reader's. */
export const listMessages = defineUseCase({
  name: 'correspondence.list-messages',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid, ...pageInput }, { additionalProperties: false }),
  output: pageOf(MessageSchema),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const [before] = decodeCursor(input.cursor, 1) ?? [];
    if (input.cursor !== undefined && typeof before !== 'number') return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const { org_id, user_id } = ctx.actor;
    const rows = await pageOfMessages(ctx.tx, {
      deal_id: deal.deal_id,
      org_id,
      user_id: user_id ?? '',
      before: typeof before === 'number' ? before : null,
      limit,
    });
    return toPage(
      rows,
      limit,
      (row) => [row.number],
      (row) => {
        const made = row.language === ctx.locale ? undefined : row.translations[ctx.locale];
        return {
          number: row.number,
          audience: row.audience,
          author: { org_id: row.author_org_id, name: row.author_name },
          mine: row.author_user_id === user_id,
          language: row.language,
          text: row.text,
          translation: made ? { language: ctx.locale, by: 'machine' as const, ...made } : null,
          files: row.files,
          sent_at: row.sent_at.toISOString(),
          read: row.read,
        };
      },
    );
  },
});

/** The reader has read up to this message. Refuses with deals.not_found, correspondence.person_needed. */
export const readMessages = defineUseCase({
  name: 'correspondence.read-messages',
  kind: 'command',
  permission: 'message:send',
  input: Type.Object(
    { deal_id: Uuid, read_to: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, read_to: Type.Integer() }),
  async run(ctx, { deal_id, read_to }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const { org_id, user_id, kind } = ctx.actor;
    if (kind !== 'person' || user_id === null) return refuse('correspondence.person_needed');
    const mark = {
      org_id,
      deal_id,
      user_id,
      read_to: Math.min(read_to, deal.last_event),
      at: ctx.clock.now(),
    };
    await markRead(ctx.tx, mark);
    return { deal_id, read_to: mark.read_to };
  },
});
