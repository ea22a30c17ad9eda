import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256Hex } from '../../kernel/hash.ts';

/** The bytes of answers by the answer itself: they are gone when it is. */
const kept = new WeakMap<object, { bytes: Buffer; etag: string }>();

/**
 * Sends an answer that a use case gives again as the very same object as long as it stands: it is written out once,
 * and who has it already, by its ETag, is told so.
 */
export function sendHeld(request: FastifyRequest, reply: FastifyReply, answer: object): FastifyReply {
  let held = kept.get(answer);
  if (!held) {
    const text = String(reply.serialize(answer));
    held = { bytes: Buffer.from(text), etag: `"${sha256Hex(text).slice(0, 32)}"` };
    kept.set(answer, held);
  }
  reply.header('etag', held.etag).header('cache-control', 'no-cache');
  if (request.headers['if-none-match'] === held.etag) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(held.bytes);
}
