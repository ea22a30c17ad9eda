import i18next from 'i18next';
import { newCommandKey } from './command-keys.ts';
import { readProblem, unreachable } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Query = Record<string, string | number | undefined>;

export interface Call {
  method?: Method;
  query?: Query;
  body?: unknown;
  /** Names one command across retries; needed with POST. */
  idempotency_key?: string;
  signal?: AbortSignal;
}

/** One page of a list. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** The address of a route of the API; empty query values are left out. */
export function apiPath(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  const base = path.startsWith('/api/') ? path : `/api/v1${path}`;
  return text ? `${base}?${text}` : base;
}

/** Calls the API in the reader's language with the session's cookie. Throws `ProblemError` for every refusal. */
export async function callApi<T>(path: string, call: Call = {}): Promise<T> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': i18next.language ?? 'en',
  };
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.method === 'POST') headers['idempotency-key'] = call.idempotency_key ?? newCommandKey();
  let response: Response;
  try {
    response = await fetch(apiPath(path, call.query), {
      method: call.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}
