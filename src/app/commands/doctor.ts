import type { Config } from '../../platform/config.ts';
import { examineDatabase } from '../doctor/database.ts';
import type { Finding } from '../doctor/finding.ts';
import { examineMachine } from '../doctor/machine.ts';
import { examineSchemas } from '../doctor/schemas.ts';
import { EXIT } from './exit-codes.ts';

const mark: Record<Finding['state'], string> = { ok: '✓', note: '·', problem: '✗' };

/**
 * Says what is wrong with this installation and how to mend it. Changes nothing, but for starting and stopping
 * the database. Exit code 0: healthy, 1: problems.
 */
export async function doctor(
  out: (line: string) => void,
  config: Config,
  options: { json?: boolean } = {},
): Promise<number> {
  const findings = [
    ...(await examineMachine(config)),
    ...(await examineSchemas(config)),
    ...(await examineDatabase(config)),
  ];
  const problems = findings.filter((finding) => finding.state === 'problem');
  if (options.json) out(JSON.stringify({ healthy: problems.length === 0, findings }));
  else {
    for (const { name, state, found, mend } of findings) {
      out(`${mark[state]} ${name.padEnd(20)} ${found}`);
      if (mend) out(`  ${''.padEnd(20)} → ${mend}`);
    }
    out(problems.length === 0 ? '\nThis installation is healthy.' : `\nProblems: ${problems.length}`);
  }
  return problems.length === 0 ? EXIT.done : EXIT.found;
}
