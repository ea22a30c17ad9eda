import { Command, CommanderError } from 'commander';
import { ConfigError } from '../../platform/config.ts';
import { addAudit } from './audit-command.ts';
import { addBank } from './bank-command.ts';
import { addClaims } from './claims-command.ts';
import { addClassify } from './classify-command.ts';
import { addDb, addDoctor } from './database-commands.ts';
import { EXIT } from './exit-codes.ts';
import { addLedger } from './ledger-command.ts';
import { addListings } from './listings-command.ts';
import { addMarketplace } from './marketplace-command.ts';
import { addReference } from './reference-command.ts';
import type { Act, ExitCode, Register } from './register.ts';
import { addScreening } from './screening-command.ts';
import { addServe } from './serve-command.ts';
import { addSimulate } from './simulate-command.ts';
import { addFetch } from './statistics/fetch-command.ts';
import { addImport } from './statistics/import-command.ts';
import { addIndicators } from './statistics/indicator-command.ts';
import { addShow } from './statistics/show-command.ts';
import { addStatisticsExport } from './statistics-export-command.ts';
import { addStatisticsRelease } from './statistics-release-command.ts';
import { addStatisticsSql } from './statistics-sql-command.ts';
import { addVerify } from './verify-command.ts';
import { addWalk } from './walk-command.ts';

/** The command line `sauda`. */
export function createProgram(): { program: Command; run(args: string[]): Promise<ExitCode> } {
  let code: ExitCode = EXIT.done;
  const act: Act =
    (action) =>
    async (...args) => {
      code = await action(...args);
    };
  const program = new Command('sauda')
    .description('Open trade facilitation for the China–Central Asia corridor')
    .showHelpAfterError('(sauda --help shows all commands)')
    .exitOverride();
  for (const add of [
    addServe,
    addWalk,
    addSimulate,
    addVerify,
    addAudit,
    addLedger,
    addBank,
    addMarketplace,
    addReference,
    addScreening,
    addStatisticsExport,
    addStatisticsRelease,
    addStatisticsSql,
    addClaims,
    addClassify,
    addImport,
    addShow,
    addFetch,
    addListings,
    addIndicators,
    addDb,
    addDoctor,
  ] satisfies Register[])
    add(program, act);
  return {
    program,
    async run(args) {
      try {
        await program.parseAsync(args, { from: 'user' });
        return code;
      } catch (error) {
        return explain(error);
      }
    },
  };
}

function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.configuration;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return EXIT.failed;
}
