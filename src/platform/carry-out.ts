import type { JsonObject } from '../kernel/refusal.ts';
import { systemActor } from './actor.ts';
import { inTransaction } from './database/database.ts';
import { context, type Runtime } from './execute.ts';
import type { AnyJob, InTransaction } from './use-case.ts';

/** One job: in one transaction, or in steps that each have one. */
export async function carryOut(runtime: Runtime, work: AnyJob, job: JsonObject): Promise<void> {
  const within: InTransaction = (step) =>
    inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
      step(context(runtime, tx, systemActor)),
    );
  if ('steps' in work) await work.steps(within, runtime.services, job);
  else await within((ctx) => work.handler(ctx, job));
}
