/** A whole installation into a folder and back. Knows no trade. */
export { backupRefusals } from './format.ts';
export { restoreBackup } from './restore-backup.ts';
export { takeBackup } from './take-backup.ts';
