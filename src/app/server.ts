import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Locale, pickLocale } from '../kernel/locale.ts';
import type { Accounts } from '../modules/accounts/index.ts';
import { registerOrders } from '../modules/orders/index.ts';
import { registerSdmx } from '../modules/sdmx/index.ts';
import { registerShops } from '../modules/storefront/index.ts';
import { publicActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { publicReader } from '../platform/database/database.ts';
import { context, execute, type Runtime } from '../platform/execute.ts';
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
    isPage: (request) => hasWeb && request.method === 'GET' && !/^\/(api|assets|sdmx)\//.test(request.url),
    extend: async (app) => {
      accounts.register(app, refusals);
      const reader = (request: FastifyRequest, locale?: Locale) =>
        context(runtime, publicReader(runtime.database.app), publicActor, {
          reading: true,
          locale: locale ?? pickLocale(request.headers['accept-language']),
          log: request.log,
        });
      registerSdmx(app, { reader });
      registerShops(app, { reader });
      await registerOrders(app, {
        reader,
        run: (useCase, input, { locale, log }) =>
          execute(runtime, useCase, publicActor, input, { locale, log }),
      });
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
