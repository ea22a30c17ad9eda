import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isUuid } from '../../../kernel/ids.ts';
import { assert, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { receiveMessage } from '../messages/receive-message.ts';
import { finishMessage, lockMessage } from '../store-messages.ts';
import { connectorOf } from './connector.ts';
import { takeFromFolder } from './file-drop.ts';

/** Hands a message to its bank; tried again until the bank has it. Without a connector it waits to be fetched. */
export async function deliverMessage(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, message_id } = job;
  assert(typeof org_id === 'string' && typeof message_id === 'string', 'a job names its message');
  const row = await lockMessage(ctx.tx, org_id, 'out', message_id);
  assert(row, 'a message is written before it is delivered');
  const connector = connectorOf(ctx.services.bank_dir, org_id);
  if (row.done_at || !connector) return;
  await connector.deliver(row);
  await finishMessage(ctx.tx, row, ctx.clock.now(), 'delivered');
}

/** Looks into the inboxes of all banks that exchange files. */
export async function pollInboxes(ctx: Ctx): Promise<void> {
  const { bank_dir } = ctx.services;
  if (!bank_dir || !existsSync(bank_dir)) return;
  for (const bank_org_id of readdirSync(bank_dir).filter(isUuid).sort())
    await takeFromFolder(join(bank_dir, bank_org_id), async (content) => {
      const text = utf8(content);
      return text === undefined
        ? refuse('iso20022.not_utf8')
        : receiveMessage(ctx, bank_org_id, text, 'file');
    });
}

function utf8(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
