import { createProgram } from '../src/app/commands/program.ts';

// Runs commands of `sauda` one after another in one process, as command-line.ts asks: starting loads two thousand
// modules, which a file of tests need not do for each command. Environment and channels are each command's own.

/** One command. */
export interface Asked {
  args: string[];
  env: Record<string, string>;
}

// A command that throws ends this process, and with it the test that waits for the answer.
process.on('message', (asked: Asked) => void run(asked));

async function run({ args, env }: Asked): Promise<void> {
  process.env = env;
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) process[name].write = keep(written, name);
  const code = await createProgram().run(args);
  process.send?.({ code, ...written });
}

/** What a command writes is kept for the answer, with the callback that the channel would call. */
function keep(written: Record<'stdout' | 'stderr', string>, name: 'stdout' | 'stderr') {
  return (
    text: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    done?: (error?: Error | null) => void,
  ): boolean => {
    written[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
    const after = typeof encoding === 'function' ? encoding : done;
    if (after) process.nextTick(after, null);
    return true;
  };
}
