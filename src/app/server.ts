import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Accounts } from '../modules/accounts/index.ts';
import type { Config } from '../platform/config.ts';
import type { Runtime } from '../platform/execute.ts';
import { buildServer } from '../platform/http/server.ts';
import { refusals, routes } from './modules.ts';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

const hasWeb = existsSync(webFolder);

/** The HTTP server with every route, accounts and the web app. */
export function createServer(parts: {
  config: Config;
  log: Logger;
  runtime: Runtime;
  accounts: Accounts;
}): Promise<FastifyInstance> {
  const { config, log, runtime, accounts } = parts;
  return buildServer({
    config,
    log,
    runtime,
    routes,
    refusals,
    authenticate: (request) => accounts.authenticate(request),
    isPage: (request) => hasWeb && request.method === 'GET' && !/^\/(api|assets)\//.test(request.url),
    extend: async (app) => {
      accounts.register(app, refusals);
      await serveWeb(app);
    },
  });
}

/** The built web app; every address that is not the API's belongs to its router. */
async function serveWeb(app: FastifyInstance): Promise<void> {
  if (!hasWeb) return;
  await app.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}
