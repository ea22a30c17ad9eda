import { isRefusal, type Outcome, type Refusal } from '../../kernel/refusal.ts';
import { publicActor, systemActor } from '../../platform/actor.ts';
import { type Config, readConfig } from '../../platform/config.ts';
import { inTransaction, publicReader } from '../../platform/database/database.ts';
import { context, type Runtime } from '../../platform/execute.ts';
import { createLog } from '../../platform/log.ts';
import type { Ctx } from '../../platform/use-case.ts';
import { composeRuntime, openTools } from '../compose.ts';
import { openInstallation } from '../install.ts';

/** Works on the real installation, which may be serving at the same time. Commands enqueue no jobs. */
export async function withInstallation<T>(
  work: (parts: { runtime: Runtime; config: Config }) => Promise<T>,
): Promise<T> {
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' });
  const tools = await openTools(config);
  try {
    const installation = await openInstallation(config, () => undefined, undefined);
    try {
      const jobs = {
        enqueue: async (): Promise<void> => {
          throw new Error('a command of the terminal leaves no background work');
        },
      };
      const runtime = composeRuntime({
        config,
        database: installation.database,
        tools,
        jobs,
        log: createLog(config.log_level),
      });
      return await work({ runtime, config });
    } finally {
      await installation.close();
    }
  } finally {
    await tools.close();
  }
}

/** Carries a refusal out of a transaction, which is rolled back. */
export class RefusedWork extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** One transaction that sees every row. A refusal rolls it back and is thrown as RefusedWork. */
export function workAsSystem<T>(runtime: Runtime, work: (ctx: Ctx) => Promise<Outcome<T>>): Promise<T> {
  return asSystem(runtime, async (ctx) => {
    const outcome = await work(ctx);
    if (isRefusal(outcome)) throw new RefusedWork(outcome);
    return outcome;
  });
}

/** One transaction that sees every row. */
export function asSystem<T>(runtime: Runtime, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
    work(context(runtime, tx, systemActor)),
  );
}

/** Reads what the public may, without a transaction: for work that takes longer than one may stay open. */
export function asPublic(runtime: Runtime): Ctx {
  return context(runtime, publicReader(runtime.database.app), publicActor, { reading: true });
}
