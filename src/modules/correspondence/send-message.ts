import { Type } from 'typebox';
import { sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks } from '../../kernel/text.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, getDeal, rolesIn } from '../deals/index.ts';
import { notify } from '../notices/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { FilesInput, keepFiles, type SentFile } from './files.ts';
import { AudienceSchema, LanguageSchema, MOST_EVENTS, TextSchema, translationsOf } from './model.ts';
import { insertMessage, markRead } from './store.ts';

/**
 * Writes to the other side, or to everybody in the deal; the other firms that read it are told, without its words. Refuses with deals.not_found,
 * correspondence.not_of_the_trade, correspondence.hidden_marks, correspondence.full, correspondence.person_needed,
 * correspondence.file_unusable, correspondence.files_too_large, correspondence.files_full.
 */
export const sendMessage = defineUseCase({
  name: 'correspondence.send-message',
  kind: 'command',
  permission: 'message:send',
  input: Type.Object(
    {
      deal_id: Uuid,
      text: TextSchema,
      /** The language it is written in; the one of the request when not said. */
      language: Type.Optional(LanguageSchema),
      audience: AudienceSchema,
      /** At most four, 8 MB together. */
      files: Type.Optional(FilesInput),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, number: Type.Integer() }),
  async run(ctx, input) {
    const { actor } = ctx;
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (actor.kind !== 'person' || actor.user_id === null) return refuse('correspondence.person_needed');
    const { audience } = input;
    const text = input.text.trim();
    if (text === '' || hasHiddenMarks(text))
      return refuse('correspondence.hidden_marks', {}, [
        { path: '/text', code: 'hidden_marks', message: 'is empty or has marks that change the direction' },
      ]);
    const trades = rolesIn(deal, actor.org_id).some((role) => role === 'buyer' || role === 'seller');
    if (audience === 'trade' && !trades) return refuse('correspondence.not_of_the_trade');
    if (deal.last_event >= MOST_EVENTS) return refuse('correspondence.full');
    const parties = audience === 'trade' ? [deal.buyer_org_id, deal.seller_org_id] : deal.parties;
    const files = await keepFiles(ctx, deal.deal_id, input.files ?? []);
    if (isRefusal(files)) return files;
    const after = await appendEvent(ctx, deal, {
      kind: 'message.sent',
      body: { audience, text_hash: sha256Hex(text), ...hashesOf(files) },
      parties,
    });
    if (isRefusal(after)) return after;
    const number = after.last_event;
    const language = input.language ?? ctx.locale;
    const author = (await findOrganisations(ctx, [actor.org_id])).get(actor.org_id);
    const at = ctx.clock.now();
    await insertMessage(
      ctx.tx,
      deal.deal_id,
      {
        number,
        audience,
        author_org_id: actor.org_id,
        author_user_id: actor.user_id,
        author_name: author?.name ?? '',
        language,
        text,
        translations: await translationsOf(text, language),
        files,
        sent_at: at,
      },
      parties,
    );
    const { org_id, user_id } = actor;
    for (const reader of new Set(parties))
      if (reader !== org_id)
        await notify(ctx, {
          org_id: reader,
          what: 'message.sent',
          once: `message ${deal.deal_id} ${number}`,
          body: { deal_id: deal.deal_id, number, firm: author?.name ?? '', files: files.length },
        });
    await markRead(ctx.tx, { org_id, deal_id: deal.deal_id, user_id, read_to: number, at });
    return { deal_id: deal.deal_id, number };
  },
});

const hashesOf = (files: readonly SentFile[]): { file_hashes?: string[] } =>
  files.length > 0 ? { file_hashes: files.map((file) => file.sha256) } : {};
