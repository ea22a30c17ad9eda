import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import type { Actor } from '../actor.ts';
import type { Config } from '../config.ts';
import type { Runtime } from '../execute.ts';
import type { RefusalTable, Route } from '../use-case.ts';
import { lazySchemas } from './lazy-schemas.ts';
import { addMetrics } from './metrics.ts';
import { fromFrameworkError, sendProblem } from './problem.ts';
import { registerRoute } from './register.ts';
import { unusableInput } from './unusable-input.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_LIMIT_MS = 30_000;

export interface ServerParts {
  config: Config;
  log: Logger;
  runtime: Runtime;
  routes: readonly Route[];
  refusals: RefusalTable;
  authenticate(request: FastifyRequest): Promise<Actor>;
  /** Whether an unknown address is one of the web app's pages, which its own router reads. */
  isPage?(request: FastifyRequest): boolean;
  /** Further plugins of the composition: accounts, the web app's files. */
  extend?(app: FastifyInstance): Promise<void>;
}

/** Builds the HTTP server with every route; the caller listens. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { config, refusals, runtime } = parts;
  const app = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    logController: new LogController({
      requestIdLogLabel: 'request_id',
      disableRequestLogging: config.log_level !== 'debug' && config.log_level !== 'trace',
    }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => {
      sendProblem(reply, fromFrameworkError(error) ?? refuse('platform.internal'), refusals);
    },
    schemaController: { compilersFactory: lazySchemas },
    ajv: {
      customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: true, allErrors: false },
    },
  });
  // Only JSON is read; a page of another site could send plain text without being asked about it first.
  app.removeContentTypeParser('text/plain');
  app.addSchema(problemSchema);
  app.setErrorHandler((error, request, reply) => {
    const refusal = fromFrameworkError(error);
    if (!refusal) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, refusal ?? refuse('platform.internal'), refusals);
  });
  app.setNotFoundHandler((request, reply) =>
    parts.isPage?.(request)
      ? reply.sendFile('index.html')
      : sendProblem(reply, refuse('platform.not_found'), refusals),
  );
  // Before validation numbers are as they were sent; after it, texts like 1e400 have become numbers.
  for (const hook of ['preValidation', 'preHandler'] as const)
    app.addHook(hook, async (request) => {
      const unusable =
        unusableInput(request.params) ?? unusableInput(request.query) ?? unusableInput(request.body);
      if (unusable) throw refuse('platform.bad_input', {}, [unusable]);
    });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  // The library itself: Fastify's wrapping of it works all headers out anew for each request, a thirtieth of a request.
  const protect = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        scriptSrc: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: config.production,
  });
  app.addHook('onRequest', (request, reply, done) => protect(request.raw, reply.raw, () => done()));
  await app.register(rateLimit, {
    max: config.rate_limit_per_minute,
    timeWindow: '1 minute',
    allowList: (request) => ['/healthz', '/readyz', '/metrics'].includes(request.url),
  });
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sauda',
        version: '1',
        description: 'Open trade facilitation for the China–Central Asia corridor',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'sauda.session_token' },
          key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  addMetrics(app);
  addHealth(app, runtime);
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  for (const route of parts.routes)
    registerRoute(app, route, { runtime, refusals, authenticate: parts.authenticate });
  await parts.extend?.(app);
  return app;
}

function addHealth(app: FastifyInstance, runtime: Runtime): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'alive' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await runtime.database.app.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'not ready' });
    }
  });
}

function requestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{8,100}$/.test(header) ? header : randomUUID();
}

const problemSchema = {
  $id: 'Problem',
  ...Type.Object({
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    next: Type.String(),
    params: Type.Object({}, { additionalProperties: true }),
    errors: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    request_id: Type.String(),
  }),
};
