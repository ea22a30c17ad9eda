import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Running, startChild } from './child.ts';

const cli = fileURLToPath(new URL('../src/app/cli.ts', import.meta.url));

/** Deals of the demonstration corridor that a bench starts with. */
const DEMO_DEALS = '60';

/** Sauda as anybody starts it, as a process of its own. */
export interface Server extends Running {
  url: string;
}

/** Starts Sauda in `folder`. Only the limit per address is raised: all requests of a bench come from one. */
export async function startServer(folder: string, env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  const running = await startChild(
    [...startFlags(), cli, 'serve'],
    {
      SAUDA_HOME: folder,
      SAUDA_DEMO_DEALS: DEMO_DEALS,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '10000000',
      ...env,
    },
    /Sauda is ready at (\S+)/,
  );
  return { ...running, url: `http://127.0.0.1:${port}` };
}

/** The flags that `npm start` gives to Node. */
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string };
  };
  return /((?: --\S+)+) src\/app\/cli\.ts/.exec(scripts.start)?.[1]?.trim().split(' ') ?? [];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
