import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type TProperties, type TSchema, Type } from 'typebox';
import { sha256Hex } from '../../kernel/hash.ts';
import { NO_ORG } from '../../kernel/ids.ts';
import { pickLocale } from '../../kernel/locale.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import type { Actor } from '../actor.ts';
import { execute, type Runtime } from '../execute.ts';
import type { RawBody, RefusalTable, Route } from '../use-case.ts';
import { sendHeld } from './held-answer.ts';
import { sendProblem } from './problem.ts';

const NO_QUERY = Type.Object({}, { additionalProperties: false });
/** A week: what its owner took away is forgotten by then. */
const KEPT_SECONDS = 604_800;
const KEY_PATTERN = /^[\x21-\x7e]{8,200}$/;

export interface RegisterOptions {
  runtime: Runtime;
  refusals: RefusalTable;
  authenticate(request: FastifyRequest): Promise<Actor>;
}

/** Publishes a use case at its route: schemas, permission, idempotency, problem details. */
export function registerRoute(app: FastifyInstance, route: Route, options: RegisterOptions): void {
  const { useCase } = route;
  const parts = splitInput(route);
  const command = useCase.kind === 'command';
  app.route({
    method: route.method,
    url: `/api/v1${route.path}`,
    ...(route.secret_path ? { logLevel: 'warn' } : {}),
    ...(route.body_limit_bytes ? { bodyLimit: route.body_limit_bytes } : {}),
    ...(route.per_minute ? { config: { rateLimit: { max: route.per_minute, timeWindow: '1 minute' } } } : {}),
    schema: {
      summary: route.summary,
      description: `Permission: \`${useCase.permission}\`.${command ? ' Needs an `Idempotency-Key` header.' : ''}`,
      tags: route.tags,
      operationId: useCase.name,
      ...(parts.params ? { params: parts.params } : {}),
      ...(parts.querystring ? { querystring: parts.querystring } : {}),
      ...(parts.body ? { body: parts.body } : {}),
      response: {
        ...(route.raw ? {} : { 200: useCase.output }),
        '4xx': {
          description: 'Problem details (RFC 9457) with a stable code',
          content: { 'application/problem+json': { schema: Type.Ref('Problem') } },
        },
      },
    },
    handler: (request, reply) => handle(request, reply, route, parts, options),
  });
}

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  parts: InputParts,
  options: RegisterOptions,
): Promise<unknown> {
  const { useCase } = route;
  const actor = await options.authenticate(request);
  let idempotency_key: string | undefined;
  if (useCase.kind === 'command' && route.method === 'POST') {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || !KEY_PATTERN.test(key))
      return sendProblem(reply, refuse('platform.idempotency_key_missing'), options.refusals);
    // The public has no organisation to keep keys for; its commands are made safe by what they do.
    if (actor.kind !== 'public') idempotency_key = keyOf(actor, key);
  }
  const input = {
    ...(parts.body ? asObject(request.body) : {}),
    ...(parts.querystring ? asObject(request.query) : {}),
    ...asObject(request.params),
  };
  const outcome = await execute(options.runtime, useCase, actor, input, {
    idempotency_key,
    locale: pickLocale(request.headers['accept-language']),
    log: request.log,
  });
  if (isRefusal(outcome)) return sendProblem(reply, outcome, options.refusals);
  if (route.raw) return sendRaw(reply, outcome as RawBody);
  return route.held ? sendHeld(request, reply, outcome as object) : reply.send(outcome);
}

/** Keys belong to an organisation. People who have none yet must not meet in those of nobody. */
function keyOf(actor: Actor, key: string): string {
  return actor.org_id === NO_ORG ? sha256Hex(`${actor.user_id} ${key}`) : key;
}

function sendRaw(reply: FastifyReply, file: RawBody): FastifyReply {
  reply.type(file.content_type).header('x-content-type-options', 'nosniff');
  if (file.file_name)
    reply.header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.file_name)}`);
  if (file.never_changes)
    reply.header('cache-control', `${file.never_changes}, max-age=${KEPT_SECONDS}, immutable`);
  return reply.send(typeof file.body === 'string' ? file.body : Buffer.from(file.body));
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Where the fields of an input are looked for. What has no schema here is not read. */
interface InputParts {
  params?: TSchema;
  querystring?: TSchema;
  body?: TSchema;
}

/** Divides the input schema among path, query and body; with a body there is no query. */
function splitInput(route: Route): InputParts {
  const schema = route.useCase.input as TSchema & { properties?: TProperties; required?: string[] };
  const properties = schema.properties ?? {};
  const inPath = new Set([...route.path.matchAll(/:([a-z_]+)/g)].map((m) => m[1] ?? ''));
  const pick = (keep: (name: string) => boolean): TSchema | undefined => {
    const names = Object.keys(properties).filter(keep);
    if (names.length === 0) return undefined;
    return {
      type: 'object',
      properties: Object.fromEntries(names.map((n) => [n, properties[n]])),
      required: names.filter((n) => schema.required?.includes(n)),
      additionalProperties: false,
    } as TSchema;
  };
  const rest = pick((name) => !inPath.has(name));
  const params = pick((name) => inPath.has(name));
  const hasBody = route.method === 'POST' || route.method === 'PUT';
  return {
    ...(params ? { params } : {}),
    ...(rest ? (hasBody ? { body: rest } : { querystring: rest }) : {}),
    ...(hasBody ? { querystring: NO_QUERY } : {}),
  };
}
