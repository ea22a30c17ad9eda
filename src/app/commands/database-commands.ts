import { readConfig } from '../../platform/config.ts';
import { backup } from './backup.ts';
import { migrate, retryJobs, status } from './db.ts';
import { doctor } from './doctor.ts';
import type { Register } from './register.ts';
import { restore } from './restore.ts';

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const JSON_FLAG = ['--json', 'print one JSON object'] as const;

export const addDoctor: Register = (program, act) => {
  program
    .command('doctor')
    .description('Say what is wrong with this installation and how to mend it')
    .option(...JSON_FLAG)
    .addHelpText('after', '\nExamples:\n  sauda doctor\n  sauda doctor --json | jq .findings')
    .action(act((options: { json?: boolean }) => doctor(out, readConfig(process.env), options)));
};

export const addDb: Register = (program, act) => {
  const db = program.command('db').description('The database: migrations, backup, restore');
  db.command('migrate')
    .description('Apply the migrations that wait')
    .option(...JSON_FLAG)
    .action(act((options: { json?: boolean }) => migrate(out, readConfig(process.env), options)));
  db.command('status')
    .description('Show each migration: applied, pending or changed')
    .option(...JSON_FLAG)
    .action(act((options: { json?: boolean }) => status(out, readConfig(process.env), options)));
  db.command('backup')
    .argument('[folder]', 'a folder that does not exist yet; by default one in SAUDA_HOME/backups')
    .description('Copy the whole installation as of one moment; the server may go on running')
    .option(...JSON_FLAG)
    .addHelpText('after', '\nExamples:\n  sauda db backup\n  sauda db backup /mnt/backups/monday')
    .action(
      act((folder: string | undefined, options: { json?: boolean }) =>
        backup(out, readConfig(process.env), { ...options, ...(folder ? { folder } : {}) }),
      ),
    );
  db.command('restore')
    .argument('<folder>', 'a folder that `sauda db backup` wrote')
    .description('Bring a backup back into an empty installation, all or nothing')
    .option(...JSON_FLAG)
    .addHelpText('after', '\nExample:\n  SAUDA_HOME=/srv/new sauda db restore /mnt/backups/monday')
    .action(
      act((folder: string, options: { json?: boolean }) =>
        restore(out, readConfig(process.env), { ...options, folder }),
      ),
    );
  db.command('retry-jobs')
    .description('Put jobs that failed for good back into their queues')
    .option(...JSON_FLAG)
    .action(act((options: { json?: boolean }) => retryJobs(out, readConfig(process.env), options)));
};
