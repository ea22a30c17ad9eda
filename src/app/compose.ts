import { join } from 'node:path';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import type { Config } from '../platform/config.ts';
import { publicReader } from '../platform/database/database.ts';
import { type DuckDb, lazyDuckDb } from '../platform/duckdb/duckdb.ts';
import type { JobSink, Runtime } from '../platform/execute.ts';
import { Gatherer } from '../platform/gather.ts';
import type { Log } from '../platform/log.ts';
import { openOutbound, openVault } from '../platform/outbound/index.ts';
import type { Signer } from '../platform/services.ts';
import { openSigner } from '../platform/signing/index.ts';
import { stopTypesetting } from '../platform/typesetting/index.ts';
import { allows } from './grants.ts';
import type { Installation } from './install.ts';
import { subscribedEvents } from './policies.ts';

/** What lives as long as the process, beside the database. */
export interface Tools {
  signer: Signer;
  duckdb: DuckDb;
  close(): Promise<void>;
}

export async function openTools(config: Config): Promise<Tools> {
  const duckdb = lazyDuckDb({ folder: join(config.home, 'statistics') });
  return {
    signer: await openSigner({
      home: config.home,
      ...(config.signing_key ? { private_jwk: config.signing_key } : {}),
    }),
    duckdb,
    close: async () => {
      await stopTypesetting();
      await duckdb.close();
    },
  };
}

/** Brings the parts together into what use cases run on. */
export function composeRuntime(parts: {
  config: Config;
  database: Installation['database'];
  tools: Tools;
  jobs: JobSink;
  log: Log;
  clock?: Clock;
  random?: Random;
}): Runtime {
  return {
    database: parts.database,
    clock: parts.clock ?? systemClock,
    random: parts.random ?? Math.random,
    log: parts.log,
    services: {
      home: parts.config.home,
      public_url: parts.config.public_url,
      reader: publicReader(parts.database.beside),
      signer: parts.tools.signer,
      duckdb: parts.tools.duckdb,
      bank_dir: parts.config.bank_dir,
      xsd_dir: parts.config.xsd_dir,
      outbound: openOutbound({ own_hosts: new Set(parts.config.outbound_hosts) }),
      vault: openVault(parts.config.secret),
      subscribed: subscribedEvents,
    },
    jobs: parts.jobs,
    allows,
    gatherer: new Gatherer(),
  };
}
