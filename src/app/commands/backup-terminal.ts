import type { Refusal } from '../../kernel/refusal.ts';
import { backupRefusals } from '../../platform/backup/index.ts';
import { EXIT } from './exit-codes.ts';
import { progressBar } from './terminal.ts';

/** The bar counts tables; their names would only flicker. */
export function barFor(label: string): (table: string, done: number, total: number) => void {
  const bar = progressBar();
  return (_table, done, total) => bar(label, done, total);
}

/** Prints a refusal with its next step. */
export function explainBackupRefusal(
  out: (line: string) => void,
  refusal: Refusal,
  options: { json?: boolean },
): number {
  const meaning = backupRefusals[refusal.code];
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(refusal.params[name] ?? ''));
  const title = fill(meaning?.title ?? refusal.code);
  const next = fill(meaning?.next ?? '');
  if (options.json) out(JSON.stringify({ refused: refusal.code, title, next, params: refusal.params }));
  else out(`${title}.\n${next}.`);
  return EXIT.failed;
}
