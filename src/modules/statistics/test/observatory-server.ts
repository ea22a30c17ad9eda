import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { readConfig } from '../../../platform/config.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { statistics } from '../index.ts';

export interface Observatory {
  app: TestApp;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at as JSON.
  get(path: string): Promise<{ status: number; body: any }>;
  close(): Promise<void>;
}

/** The statistics of an empty installation as the public asks them over HTTP. */
export async function observatory(start?: string): Promise<Observatory> {
  const app = await testApp([reference, deals, customs, statistics], start === undefined ? {} : { start });
  const server: FastifyInstance = await buildServer({
    config: readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
    log: createLog('silent'),
    runtime: app.runtime,
    routes: statistics.routes,
    refusals: { ...platformRefusals, ...deals.refusals, ...statistics.refusals },
    authenticate: async () => publicActor,
  });
  return {
    app,
    async get(path) {
      const answer = await server.inject({ method: 'GET', url: `/api/v1/statistics${path}` });
      return { status: answer.statusCode, body: answer.json() };
    },
    async close() {
      await server.close();
      await app.close();
    },
  };
}
