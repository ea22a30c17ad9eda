import { readConfig } from '../platform/config.ts';
import { backup } from './commands/backup.ts';
import { migrate, retryJobs, status } from './commands/db.ts';
import { doctor } from './commands/doctor.ts';
import { restore } from './commands/restore.ts';
const out = (l: string) => console.log(l);
const c = readConfig(process.env);
const [cmd, arg] = process.argv.slice(2);
const all: Record<string, () => Promise<number>> = {
  doctor: () => doctor(out, c, {}), migrate: () => migrate(out, c), status: () => status(out, c), retry: () => retryJobs(out, c),
  backup: () => backup(out, c, arg ? { folder: arg } : {}), restore: () => restore(out, c, { folder: arg ?? '' }),
};
console.log('exit', await all[cmd ?? '']?.());
