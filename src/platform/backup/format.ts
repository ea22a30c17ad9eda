import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { defineRefusals } from '../use-case.ts';

/** The file that describes a backup. It is written last: without it the backup was cut off. */
export const CONTENTS_FILE = 'backup.json';
/** Pending jobs of the queues, one JSON object a line. */
export const JOBS_FILE = 'jobs.ndjson.gz';

/** What a backup holds. `sha256` is of the content before compression, `rows` its number of lines. */
export interface Contents {
  format: 'sauda-backup';
  version: 1;
  taken_at: string;
  migrations: { module: string; file: string; checksum: string }[];
  tables: { name: string; columns: string[]; file: string; rows: number; sha256: string }[];
  jobs: { file: string; rows: number; sha256: string };
  /** Files of the home folder: keys, statistics, the secret. */
  files: { path: string; bytes: number; sha256: string }[];
}

/** Why a backup cannot be taken or brought back. */
export const backupRefusals = defineRefusals('backup', {
  folder_taken: {
    status: 409,
    title: 'The folder {folder} is not empty',
    next: 'Name a folder that does not exist yet',
  },
  not_a_backup: {
    status: 422,
    title: 'There is no complete backup in {folder}',
    next: 'Name the folder that holds backup.json; without that file the backup was cut off',
  },
  other_version: {
    status: 409,
    title: 'The backup was taken by another version of Sauda: {difference}',
    next: 'Restore with the version that took it, then bring that installation up to date',
  },
  not_empty: {
    status: 409,
    title: 'The database is not empty: {table} holds rows',
    next: 'Restore into a new SAUDA_HOME or an empty DATABASE_URL',
  },
  damaged: {
    status: 422,
    title: 'The backup is damaged: {what}',
    next: 'Take another backup; nothing was restored',
  },
});

/** Reads what a backup holds. Refuses with backup.not_a_backup. */
export function readContents(folder: string): Outcome<Contents> {
  const file = join(folder, CONTENTS_FILE);
  if (!existsSync(file)) return refuse('backup.not_a_backup', { folder });
  try {
    const contents = JSON.parse(readFileSync(file, 'utf8')) as Contents;
    if (contents.format === 'sauda-backup' && contents.version === 1) return contents;
  } catch {
    // Not JSON: not a backup.
  }
  return refuse('backup.not_a_backup', { folder });
}
