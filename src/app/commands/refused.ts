import type { Refusal } from '../../kernel/refusal.ts';
import { toProblem } from '../../platform/http/problem.ts';
import { refusals } from '../modules.ts';
import { EXIT } from './exit-codes.ts';

/** Says why not and what to do, and gives the exit code. */
export function refused(refusal: Refusal, json: boolean | undefined): number {
  const problem = toProblem(refusal, refusals, 'cli');
  if (json) process.stdout.write(`${JSON.stringify(problem)}\n`);
  else {
    process.stderr.write(`${problem.detail}\n${problem.next}\n`);
    for (const e of refusal.errors) process.stderr.write(`  ${e.path}: ${e.message} (${e.code})\n`);
  }
  return EXIT.found;
}
