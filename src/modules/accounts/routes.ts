import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import type { RefusalTable } from '../../platform/index.ts';

/** A route of accounts: it may touch cookies, so it is no use case, but it answers like all others. */
export interface AccountRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1. */
  path: string;
  name: string;
  summary: string;
  permission: 'public' | 'signed-in';
  params?: TSchema;
  body?: TSchema;
  output: TSchema;
  /** Requests per minute and address, where guessing must be slow. */
  per_minute?: number;
  handle(request: FastifyRequest, reply: FastifyReply): Promise<Outcome<unknown>>;
}

/** Publishes a route: schemas, problem details, no caching of answers about a person. */
export function publishRoute(app: FastifyInstance, route: AccountRoute, refusals: RefusalTable): void {
  const config: RouteShorthandOptions['config'] = route.per_minute
    ? { rateLimit: { max: route.per_minute, timeWindow: '1 minute' } }
    : {};
  app.route({
    method: route.method,
    url: `/api/v1${route.path}`,
    config,
    schema: {
      summary: route.summary,
      description: `Permission: \`${route.permission}\`.`,
      tags: ['accounts'],
      operationId: route.name,
      ...(route.params ? { params: route.params } : {}),
      ...(route.body ? { body: route.body } : {}),
      response: {
        200: route.output,
        '4xx': {
          description: 'Problem details (RFC 9457) with a stable code',
          content: { 'application/problem+json': { schema: Type.Ref('Problem') } },
        },
      },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const outcome = await route.handle(request, reply);
      return isRefusal(outcome) ? sendProblem(reply, outcome, refusals) : reply.send(outcome);
    },
  });
}
