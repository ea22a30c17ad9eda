import { readFileSync, statSync } from 'node:fs';
import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import {
  type Checked,
  checkClaims,
  checkedView,
  languages,
  MAX_FILE_BYTES,
  MAX_TEXT,
  readClaimFile,
  readText,
  showPeriod,
  verdicts,
} from '../../modules/claims/index.ts';
import { loadOfficial } from '../../modules/statistics/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

interface CheckOptions {
  json?: boolean;
  asOf?: string;
  source?: string[];
}

const marks = { reproduced: '✓ reproduced', differs: '✗ differs', cannot_be_checked: '? cannot be checked' };

export const addClaims: Register = (program, act) => {
  const claims = program.command('claims').description('Published sentences on trade, checked');
  claims
    .command('check <file>')
    .description('Verdict on each claim of a CSV file: reproduced, differs and why, or cannot be checked')
    .option('--json', 'print {claims: [{id, verdict, computed, interval, reason, …}]}')
    .option('--as-of <date>', 'by the figures as known at the end of this day, YYYY-MM-DD (UTC)')
    .option('--source <name...>', 'sources of the store to use (default: official and gacc)')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda claims check data/claims/press_statements_2026_01.csv\n  sauda claims check claims.csv --json --as-of 2026-02-01',
    )
    .action(
      act(async (file: string, options: CheckOptions) => {
        const outcome = await checkFile(file, options);
        if (isRefusal(outcome)) return refused(outcome, options.json ?? false);
        if (options.json)
          process.stdout.write(`${JSON.stringify({ claims: outcome.map(checkedView) }, null, 2)}\n`);
        else process.stdout.write(asText(outcome));
        return EXIT.done;
      }),
    );
  claims
    .command('read <text>')
    .description('Claims in a sentence in English, Chinese or Russian, and the words not understood')
    .option('--json', 'print {lang, claims, words, not_understood}')
    .option('--lang <lang>', 'en, zh or ru (default: by the script of the text)')
    .addHelpText(
      'after',
      '\nExample:\n  sauda claims read "China\'s exports to Kazakhstan grew by 11 percent in 2025"',
    )
    .action(act(async (text: string, options: { json?: boolean; lang?: string }) => readSaid(text, options)));
};

async function readSaid(text: string, options: { json?: boolean; lang?: string }): Promise<number> {
  const lang = languages.find((l) => l === options.lang);
  if (text.length === 0 || text.length > MAX_TEXT || (options.lang !== undefined && !lang)) {
    process.stderr.write(`A text of 1 to ${MAX_TEXT} characters; --lang ${languages.join(', ')}\n`);
    return EXIT.usage;
  }
  const reading = readText(text, lang);
  if (options.json) process.stdout.write(`${JSON.stringify(reading, null, 2)}\n`);
  else {
    for (const c of reading.claims) {
      const number =
        c.value === '' ? c.unit : `${c.bound === 'as_printed' ? '' : `${c.bound} `}${c.value} ${c.unit}`;
      process.stdout.write(
        `${c.id}  ${c.metric} ${c.reporter} → ${c.partner} ${c.flow} ${c.commodity} ${c.period}: ${number}\n`,
      );
      if (c.read_as) process.stdout.write(`      ${c.read_as}\n`);
      if (c.missing.length > 0) process.stdout.write(`      not said: ${c.missing.join(', ')}\n`);
    }
    if (reading.claims.length === 0) process.stdout.write('No claim was understood\n');
    if (reading.not_understood.length > 0)
      process.stdout.write(`not understood: ${reading.not_understood.join(' / ')}\n`);
  }
  return EXIT.done;
}

async function checkFile(file: string, options: CheckOptions): Promise<Outcome<Checked[]>> {
  // A file that is too large is refused before it is in memory.
  const claims = readClaimFile(
    statSync(file).size > MAX_FILE_BYTES ? ' '.repeat(MAX_FILE_BYTES + 1) : readFileSync(file, 'utf8'),
  );
  if (isRefusal(claims)) return claims;
  return withInstallation(({ runtime }) =>
    asSystem(runtime, async (ctx) => {
      await loadOfficial(ctx);
      return checkClaims(ctx, claims, {
        ...(options.asOf === undefined ? {} : { as_of: options.asOf }),
        ...(options.source === undefined ? {} : { sources: options.source }),
      });
    }),
  );
}

function asText(checked: readonly Checked[]): string {
  const lines = checked.flatMap((c) => [
    `${c.claim.id}  ${marks[c.verdict]}  ${c.claim.statement} (${showPeriod(c.claim.period)})`,
    `      ${c.reason.text}`,
    ...(c.formula ? [`      = ${c.formula}`] : []),
    ...c.notes.filter((n) => n.code !== 'source_note' && n.code !== 'rank_own').map((n) => `      ${n.text}`),
  ]);
  const counts = verdicts.map((v) => `${checked.filter((c) => c.verdict === v).length} ${marks[v].slice(2)}`);
  return `${lines.join('\n')}\n${counts.join(', ')}\n`;
}
