import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal } from '../../kernel/refusal.ts';
import { makeRelease } from '../../modules/releases/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { statisticsCommand } from './statistics-command.ts';
import { asSystem, withInstallation } from './with-installation.ts';

interface Options {
  out?: string;
  asOf?: string;
  json?: boolean;
}

export const addStatisticsRelease: Register = (program, act) => {
  statisticsCommand(program)
    .command('release <period>')
    .description(
      'Publish tables, pictures and text of a year or month, signed; the same figures give the same files',
    )
    .option('--out <folder>', 'also write the files into this folder')
    .option('--as-of <day>', 'as it was known at the end of that day, YYYY-MM-DD')
    .option('--json', 'print the result for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda statistics release 2025 --out release-2025\n  sauda verify release-2025/manifest.json',
    )
    .action(
      act(async (period: string, options: Options) => {
        const made = await withInstallation(({ runtime }) =>
          makeRelease((work) => asSystem(runtime, work), {
            period,
            ...(options.asOf ? { as_of: options.asOf } : {}),
          }),
        );
        if (isRefusal(made)) return refused(made, options.json);
        if (options.out) {
          await mkdir(options.out, { recursive: true });
          for (const file of made.files) await writeFile(join(options.out, file.name), file.body);
        }
        const { number, files } = made;
        if (options.json)
          process.stdout.write(
            `${JSON.stringify({ period, number, new: made.new, files: files.map((f) => f.name) })}\n`,
          );
        else
          process.stdout.write(
            `${period}, release ${number}${made.new ? '' : ' (published before, unchanged)'}: ${files.length} files${options.out ? ` in ${options.out}` : ''}\n`,
          );
        return EXIT.done;
      }),
    );
};
