import type { JsonObject } from '../kernel/refusal.ts';
import { systemActor } from './actor.ts';
import { inTransaction } from './database/database.ts';
import { context, type Runtime } from './execute.ts';
import type { AnyJob, InTransaction } from './use-case.ts';
import { clockRefusal } from './watched-clock.ts';

/**
 * One job: in one transaction, or in steps that each have one. Throws, so that it is tried again, while the clock is
 * wrong. `death` is thrown by a simulation, after the work of the first transaction and before its commit.
 */
export async function carryOut(
  runtime: Runtime,
  work: AnyJob,
  job: JsonObject,
  death?: Error,
): Promise<void> {
  const wrong = clockRefusal(runtime.clock);
  if (wrong) throw new Error(`${wrong.code}: the clock is off by ${wrong.params.off_ms} ms`);
  const within: InTransaction = (step) =>
    inTransaction(runtime.database.system, systemActor.org_id, async (tx) => {
      const done = await step(context(runtime, tx, systemActor));
      if (death) throw death;
      return done;
    });
  if ('steps' in work) await work.steps(within, runtime.services, job);
  else await within((ctx) => work.handler(ctx, job));
}
