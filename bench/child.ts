import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that we started and that said it is ready. */
export interface Running {
  pid: number;
  /** Milliseconds from the start of the process to its word. */
  ready_ms: number;
  /** What the pattern's first group matched. */
  said: string;
  /** Ends the process and waits for its end: SIGTERM, or SIGKILL at once. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const READY_WITHIN_MS = 180_000;

/** Starts a script of ours under this Node and waits until its output matches `ready`. Throws with what it said when it ends first. */
export async function startChild(
  args: readonly string[],
  env: Record<string, string>,
  ready: RegExp,
): Promise<Running> {
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = await firstMatch(child, ready);
  const { pid } = child;
  if (pid === undefined) throw new Error('the process has no id');
  return {
    pid,
    ready_ms: performance.now() - begin,
    said,
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

function firstMatch(child: ChildProcess, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const give_up = setTimeout(() => fail(`not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    const fail = (why: string): void => {
      clearTimeout(give_up);
      child.kill('SIGKILL');
      reject(new Error(`${why}:\n${output.slice(-3000)}`));
    };
    const hear = (text: Buffer): void => {
      output = (output + text).slice(-10_000);
      const found = ready.exec(output);
      if (!found) return;
      clearTimeout(give_up);
      resolve(found[1] ?? '');
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
  });
}
