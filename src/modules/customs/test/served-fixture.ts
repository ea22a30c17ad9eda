import type { FastifyInstance } from 'fastify';
import type { TestApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { readConfig } from '../../../platform/config.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { type Actor, type Module, publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { deals } from '../../deals/index.ts';

/** A module over HTTP, for callers who are named rather than signed in. */
export interface Served {
  server: FastifyInstance;
  call(actor: Actor, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown> & { code?: string; items?: Record<string, unknown>[] };
}

export async function served(app: TestApp, module: Module): Promise<Served> {
  const actors = new Map<string, Actor>();
  const config = readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET });
  const server = await buildServer({
    config: { ...config, rate_limit_per_minute: 100_000 },
    log: createLog('silent'),
    runtime: app.runtime,
    routes: module.routes,
    refusals: { ...platformRefusals, ...deals.refusals, ...module.refusals },
    authenticate: async (request) => actors.get(String(request.headers['x-caller'])) ?? publicActor,
  });
  let key = 0;
  return {
    server,
    call: async (actor, method, path, body) => {
      actors.set(actor.org_id, actor);
      key += 1;
      const answer = await server.inject({
        method,
        url: `/api/v1${path}`,
        headers: { 'x-caller': actor.org_id, 'idempotency-key': `test-key-${key}` },
        ...(body ? { payload: body } : {}),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}
