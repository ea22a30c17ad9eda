import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestApp } from './app.ts';
import { TEST_SECRET } from './cluster.ts';

const cli = fileURLToPath(new URL('../src/app/cli.ts', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `sauda` on the database and folder of a test. */
export function startSauda(
  app: TestApp,
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  return spawn(process.execPath, [cli, ...args], {
    env: {
      ...process.env,
      NODE_TEST_CONTEXT: undefined,
      DATABASE_URL: app.ownerUrl,
      SAUDA_HOME: app.runtime.services.home,
      SAUDA_SECRET: TEST_SECRET,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `sauda` to its end. */
export async function sauda(
  app: TestApp,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const child = startSauda(app, args, env);
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, stderr };
}
