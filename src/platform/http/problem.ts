import type { FastifyReply } from 'fastify';
import { isRefusal, type JsonObject, type Refusal, refuse } from '../../kernel/refusal.ts';
import { linePattern, paragraphsPattern } from '../../kernel/text.ts';
import { isAway } from '../database/away.ts';
import type { RefusalTable } from '../use-case.ts';

/** Problem details (RFC 9457) with our stable code, the parameters of the sentence and the next step. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  next: string;
  params: JsonObject;
  errors: { path: string; code: string; message: string }[];
  request_id: string;
}

export function toProblem(refusal: Refusal, table: RefusalTable, request_id: string): Problem {
  const meaning = table[refusal.code] ?? table['platform.internal'];
  if (!meaning) throw new Error('the table of refusals has no platform.internal');
  return {
    type: `/api/docs/refusals#${refusal.code}`,
    title: fill(meaning.title, refusal.params),
    status: meaning.status,
    code: refusal.code,
    detail: describe(meaning.title, refusal.params),
    next: fill(meaning.next, refusal.params),
    params: refusal.params,
    errors: refusal.errors,
    request_id,
  };
}

/** Puts the facts into the places that a sentence keeps for them: `{count} lines were rejected`. */
function fill(sentence: string, params: JsonObject): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in params ? word(params[name]) : place,
  );
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The sentence, and behind it the facts that it does not name itself. */
function describe(title: string, params: JsonObject): string {
  const facts = Object.entries(params)
    .filter(([name]) => !title.includes(`{${name}}`))
    .map(([name, value]) => `${name}: ${word(value)}`);
  return facts.length > 0 ? `${fill(title, params)} (${facts.join(', ')})` : fill(title, params);
}

export function sendProblem(reply: FastifyReply, refusal: Refusal, table: RefusalTable): FastifyReply {
  const problem = toProblem(refusal, table, reply.request.id);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The framework repeats what was sent, which may be long. */
const MESSAGE_LIMIT = 200;

/** Of a pattern that nobody could read. */
const textUnfit = {
  code: 'text_unfit',
  message:
    'must not begin or end with a blank, nor hold control characters or marks that hide or turn the writing',
};
const isTextPattern = (pattern: unknown): boolean => pattern === linePattern || pattern === paragraphsPattern;

interface FrameworkError {
  statusCode?: number;
  code?: string;
  message?: string;
  validation?: {
    instancePath: string;
    keyword: string;
    message?: string;
    params?: Record<string, unknown>;
  }[];
  validationContext?: string;
}

/** What a framework or parser error means in our words; undefined when it is a bug of ours. */
export function fromFrameworkError(error: unknown): Refusal | undefined {
  if (isRefusal(error)) return error;
  if (isAway(error)) return refuse('platform.database_away');
  const e: FrameworkError = typeof error === 'object' && error !== null ? error : {};
  if (e.validation)
    return refuse(
      'platform.bad_input',
      {},
      e.validation.slice(0, 50).map((v) => ({
        path: `${e.validationContext ?? ''}${v.instancePath}${v.params?.missingProperty ? `/${v.params.missingProperty}` : ''}`,
        ...(isTextPattern(v.params?.pattern)
          ? textUnfit
          : { code: v.keyword, message: v.message ?? v.keyword }),
      })),
    );
  if (e.statusCode === 413) return refuse('platform.body_too_large');
  if (e.statusCode === 415) return refuse('platform.unsupported_media');
  if (e.statusCode === 429) return refuse('platform.too_many_requests');
  if (e.statusCode !== undefined && e.statusCode >= 400 && e.statusCode < 500)
    return refuse('platform.bad_input', {}, [
      { path: '', code: e.code ?? 'malformed', message: (e.message ?? 'malformed').slice(0, MESSAGE_LIMIT) },
    ]);
  return undefined;
}
