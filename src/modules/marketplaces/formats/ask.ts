import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { OutboundAnswer, OutboundCall } from '../../../platform/index.ts';
import { done, failed, type Reply, type Shop } from '../port.ts';
import { plainLine } from './remote-text.ts';

/** How long a marketplace that says "too many" without saying how long is left alone. */
const THROTTLED_MS = 60_000;

/** Sends a call and reads JSON of this shape out of the answer; anything else is a fault that says which. */
export async function ask<S extends TSchema>(
  shop: Pick<Shop, 'outbound'>,
  call: OutboundCall,
  shape: S,
): Promise<Reply<Static<S>>> {
  const answer = await shop.outbound.send(call);
  const failure = faultOf(answer);
  if (failure) return failure;
  const text = answer.kind === 'answer' ? answer.text : undefined;
  if (text === undefined) return failed({ kind: 'garbled', reason: 'encoding' });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return failed({ kind: 'garbled', reason: 'not_json' });
  }
  return Value.Check(shape, body) ? done(body) : failed({ kind: 'garbled', reason: 'shape' });
}

function faultOf(answer: OutboundAnswer): ReturnType<typeof failed> | undefined {
  if (answer.kind === 'address_refused') return failed({ kind: 'rejected', reason: answer.fault });
  if (answer.kind === 'too_large') return failed({ kind: 'garbled', reason: 'too_large' });
  if (answer.kind === 'unreachable') return failed({ kind: 'unavailable', reason: answer.reason });
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 403) return failed({ kind: 'token_refused' });
  if (status === 429) return failed({ kind: 'throttled', wait_ms: answer.retry_after_ms ?? THROTTLED_MS });
  if (status >= 500)
    return answer.retry_after_ms === undefined
      ? failed({ kind: 'unavailable', reason: `status ${status}` })
      : failed({ kind: 'throttled', wait_ms: answer.retry_after_ms });
  return failed({ kind: 'rejected', reason: plainLine(`${status} ${answer.text ?? ''}`, 160) });
}

/** Path segments and query values that came from outside are always escaped. */
export const part = (text: string): string => encodeURIComponent(text);
