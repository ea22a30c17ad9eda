import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { createLog } from '../platform/log.ts';
import type { Theatre } from '../simulator/stage.ts';
import { composeRuntime, openTools } from './compose.ts';
import { jobs } from './modules.ts';
import { openScratch } from './scratch.ts';

/** Runs a play in a database and a folder of its own, and clears both away afterwards. */
export async function inScratchTheatre<T>(
  config: Config,
  play: (theatre: Theatre) => Promise<T>,
): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'sauda-play-'));
  const own = { ...config, home, bank_dir: join(home, 'banks') };
  const scratch = await openScratch(config);
  const tools = await openTools(own);
  const log = createLog('warn');
  try {
    return await play({
      jobs,
      compose: (parts) => composeRuntime({ config: own, database: scratch.database, tools, log, ...parts }),
    });
  } finally {
    await tools.close();
    await scratch.close();
    rmSync(home, { recursive: true, force: true });
  }
}
