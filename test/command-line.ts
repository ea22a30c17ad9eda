import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestApp } from './app.ts';
import { TEST_SECRET } from './cluster.ts';
import type { Asked } from './command-host.ts';

const cli = fileURLToPath(new URL('../src/app/cli.ts', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

const settings = (app: TestApp, env: Record<string, string>): Record<string, string> => ({
  DATABASE_URL: app.ownerUrl,
  SAUDA_HOME: app.runtime.services.home,
  SAUDA_SECRET: TEST_SECRET,
  ...env,
});

/** Starts `sauda` as a process of its own, which can be killed. */
export function startSaudaWith(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [cli, ...args], {
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts `sauda` on the database and folder of a test. */
export function startSauda(
  app: TestApp,
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  return startSaudaWith(args, settings(app, env));
}

/** Runs `sauda` to its end on the database and folder of a test. */
export function sauda(app: TestApp, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return saudaWith(args, settings(app, env));
}

/** Runs `sauda` to its end, in the process that ran the file's commands before; one at a time. */
export function saudaWith(args: readonly string[], env: Record<string, string>): Promise<Ran> {
  const ran = last.then(() => ask({ args: [...args], env: { ...environment(), ...env } }));
  last = ran.catch(() => undefined);
  return ran;
}

let last: Promise<unknown> = Promise.resolve();
let host: ChildProcess | undefined;

async function ask(asked: Asked): Promise<Ran> {
  if (!host) {
    host = fork(fileURLToPath(new URL('./command-host.ts', import.meta.url)), { env: environment() });
    // It waits for commands and keeps nobody from ending; without this process it ends itself.
    host.unref();
    host.channel?.unref();
  }
  host.channel?.ref();
  const ended = new AbortController();
  try {
    host.send(asked);
    const answer: unknown[] = await Promise.race([
      once(host, 'message', { signal: ended.signal }),
      once(host, 'exit', { signal: ended.signal }).then(([code]) => {
        host = undefined;
        throw new Error(`sauda ${asked.args.join(' ')} ended its process with ${code}`);
      }),
    ]);
    return answer[0] as Ran;
  } finally {
    ended.abort();
    host?.channel?.unref();
  }
}

/** Without the mark by which a process that the test runner started knows it. */
function environment(): Record<string, string> {
  const { NODE_TEST_CONTEXT: _mark, ...env } = process.env;
  return env as Record<string, string>;
}
