import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dataFormats, exportTrade, SdmxError } from '../../modules/sdmx/index.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode, Register } from './register.ts';
import { statisticsCommand } from './statistics-command.ts';
import { progressBar } from './terminal.ts';
import { asPublic, withInstallation } from './with-installation.ts';

interface Options {
  format: string;
  out: string;
  where: string[];
  asOf?: string;
  language: string;
}

export const addStatisticsExport: Register = (program, act) => {
  statisticsCommand(program)
    .command('export [key]')
    .description('Write figures to a file, as many as there are; the key is that of the SDMX structure')
    .requiredOption('--out <file>', 'the file to write')
    .option('--format <format>', dataFormats.join(', '), 'csv')
    .option('--where <filter>', 'COMPONENT=filter; several are joined', collect, [])
    .option('--as-of <day>', 'as it was known at the end of that day, YYYY-MM-DD')
    .option('--language <language>', 'en, zh or ru', 'en')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda statistics export --out all.parquet --format parquet\n  sauda statistics export A.CN.KZ+UZ --where TIME_PERIOD=ge:2020 --out corridor.csv',
    )
    .action(act((key: string | undefined, options: Options) => run(key ?? '*', options)));
};

const collect = (value: string, before: string[]): string[] => [...before, value];

/** The file appears when it is whole. */
async function run(key: string, options: Options): Promise<ExitCode> {
  const partial = `${options.out}.partial`;
  const bar = progressBar();
  try {
    const written = await withInstallation(async ({ runtime }) => {
      let observations = 0;
      let at_most = 0;
      const found = await exportTrade(
        asPublic(runtime),
        {
          key,
          where: options.where,
          format: options.format,
          language: options.language === 'zh' || options.language === 'ru' ? options.language : 'en',
          parameters: options.asOf ? { asOf: options.asOf } : {},
        },
        (n) => {
          observations = n;
          bar('observations', n, Math.max(n, at_most) + 1);
        },
      );
      at_most = found.at_most;
      await pipeline(Readable.from(found.chunks, { objectMode: false }), createWriteStream(partial));
      bar('observations', observations, observations);
      return observations;
    });
    await rename(partial, options.out);
    process.stdout.write(`${options.out}: ${written.toLocaleString('en')} observations\n`);
    return EXIT.done;
  } catch (error) {
    await rm(partial, { force: true });
    if (!(error instanceof SdmxError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.found;
  }
}
