import { sha256Hex } from '../../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  type AnyMessage,
  openSchemas,
  type Reading,
  readMessage,
  type SchemaValidator,
} from '../../iso20022/index.ts';
import { findMessage, insertMessage } from '../store-messages.ts';

export interface Received {
  message_id: string;
  name: string;
  /** It had come before, byte for byte; nothing was written now. */
  repeated: boolean;
  unread: string[];
}

/**
 * Takes a message of a bank in: it is read and, where schemas are given, validated; written once; worked through in
 * the background. Refuses with iso20022.*, banking.message_conflict (another body under a known number); then
 * nothing is written.
 */
export async function receiveMessage(
  ctx: Ctx,
  bank_org_id: string,
  xml: string,
  channel: 'http' | 'file',
): Promise<Outcome<Received>> {
  const reading = readMessage(xml);
  if (isRefusal(reading)) return reading;
  const valid = await validate(ctx, reading, xml);
  if (isRefusal(valid)) return valid;
  const message_id = idOf(reading);
  const body_hash = sha256Hex(xml);
  const received = { message_id, name: reading.name, unread: reading.unread };
  const isNew = await insertMessage(ctx.tx, {
    org_id: bank_org_id,
    direction: 'in',
    message_id,
    name: reading.name,
    body_hash,
    xml,
    channel,
    at: ctx.clock.now(),
  });
  if (isNew) {
    await ctx.enqueue('banking.work-message', { org_id: bank_org_id, message_id });
    return { ...received, repeated: false };
  }
  const known = await findMessage(ctx.tx, bank_org_id, 'in', message_id);
  if (known?.body_hash !== body_hash) return refuse('banking.message_conflict', { message_id });
  return { ...received, repeated: true };
}

const opened = new Map<string, Promise<SchemaValidator>>();

async function validate(ctx: Ctx, reading: Reading, xml: string): Promise<Outcome<true | 'none'>> {
  const folder = ctx.services.xsd_dir;
  if (!folder) return 'none';
  const schemas = opened.get(folder) ?? openSchemas(folder);
  opened.set(folder, schemas);
  return (await schemas).validate(reading.name, xml);
}

/** The number by which the sender tells its messages apart. */
export function idOf(message: AnyMessage): string {
  switch (message.name) {
    case 'camt.056.001.08':
    case 'camt.029.001.09':
      return message.body.Assgnmt.Id;
    default:
      return message.body.GrpHdr.MsgId;
  }
}
