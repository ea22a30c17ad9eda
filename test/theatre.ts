import { join } from 'node:path';
import { allows } from '../src/app/grants.ts';
import { jobs, modules } from '../src/app/modules.ts';
import { subscribedEvents } from '../src/app/policies.ts';
import type { Theatre } from '../src/simulator/stage.ts';
import { type TestApp, testApp } from './app.ts';

/** The whole of Sauda on a real database, for plays: all modules, policies and grants. */
export async function testTheatre(): Promise<{ app: TestApp; theatre: Theatre }> {
  const app = await testApp(modules, { jobs, allows });
  const services = {
    ...app.runtime.services,
    subscribed: subscribedEvents,
    bank_dir: join(app.runtime.services.home, 'banks'),
  };
  return { app, theatre: { jobs, compose: (parts) => ({ ...app.runtime, services, ...parts }) } };
}
