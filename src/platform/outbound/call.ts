import { type LookupAddress, lookup as resolveName } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { type AddressFault, addressFault, isPublicAddress } from './addresses.ts';

/** A call to somebody else's server. */
export interface OutboundCall {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What came back: an answer, or why there is none. `text` is undefined when the bytes are no UTF-8. */
export type OutboundAnswer =
  | { kind: 'answer'; status: number; text: string | undefined; retry_after_ms: number | undefined }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'too_large'; limit_bytes: number }
  | { kind: 'address_refused'; fault: AddressFault };

/** Calls servers of others. Nothing waits for them inside of a transaction. */
export interface Outbound {
  fault(url: string): AddressFault | undefined;
  send(call: OutboundCall): Promise<OutboundAnswer>;
}

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 4 * 2 ** 20;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Opens the way out. Every call has one time limit from the first packet to the last byte and a limit of bytes,
 * follows no redirect, asks for no compression (a small answer could unpack without end), and connects only to
 * public addresses or to `own_hosts`: the address that was checked is the one that is connected to.
 */
export function openOutbound(options: {
  own_hosts: ReadonlySet<string>;
  timeout_ms?: number;
  answer_bytes?: number;
}): Outbound {
  const { own_hosts, timeout_ms = TIMEOUT_MS, answer_bytes = ANSWER_BYTES } = options;
  const fault = (url: string) => addressFault(url, own_hosts);
  return {
    fault,
    send: async (call) => {
      const wrong = fault(call.url);
      if (wrong) return { kind: 'address_refused', fault: wrong };
      const url = new URL(call.url);
      const client = url.protocol === 'https:' ? https : http;
      return new Promise<OutboundAnswer>((resolve) => {
        const request = client.request(
          url,
          {
            method: call.method,
            headers: {
              'accept-encoding': 'identity',
              'user-agent': 'Sauda',
              ...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
              ...call.headers,
            },
            signal: AbortSignal.timeout(timeout_ms),
            agent: false,
            ...(own_hosts.has(url.hostname) ? {} : { lookup: publicLookup }),
          },
          (response) => {
            void readAll(response, answer_bytes).then((body) => {
              if (body === undefined) {
                request.destroy();
                resolve({ kind: 'too_large', limit_bytes: answer_bytes });
              } else if (body instanceof Error) resolve({ kind: 'unreachable', reason: reasonOf(body) });
              else
                resolve({
                  kind: 'answer',
                  status: response.statusCode ?? 0,
                  text: utf8(body),
                  retry_after_ms: retryAfter(response.headers['retry-after']),
                });
            });
          },
        );
        request.on('error', (error) => resolve({ kind: 'unreachable', reason: reasonOf(error) }));
        request.end(call.body);
      });
    },
  };
}

/** Resolves a name to its public addresses only; a name that has none cannot be reached. */
const publicLookup: LookupFunction = (host, options, done) => {
  resolveName(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const open = (addresses ?? []).filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (error || !first)
      done(error ?? Object.assign(new Error('private network'), { code: 'EPRIVATE' }), '', 4);
    else if (options.all) done(null, open);
    else done(null, first.address, first.family);
  });
};

/** All bytes; undefined when there are more than the limit; the error when the connection was cut. */
async function readAll(
  stream: AsyncIterable<Buffer>,
  limit_bytes: number,
): Promise<Buffer | Error | undefined> {
  const chunks: Buffer[] = [];
  let size_bytes = 0;
  try {
    for await (const chunk of stream) {
      size_bytes += chunk.length;
      if (size_bytes > limit_bytes) return undefined;
      chunks.push(chunk);
    }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return Buffer.concat(chunks);
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110, 10.2.3), never more than an hour: a wrong clock must not silence us for years. */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait_ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait_ms) ? Math.min(Math.max(wait_ms, 0), LONGEST_WAIT_MS) : undefined;
}

function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : error.name;
  return code === 'ABORT_ERR' || error.name === 'TimeoutError' ? 'timeout' : code.slice(0, 40);
}
