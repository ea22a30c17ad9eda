import { Argument, type Command } from 'commander';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { isRefusal } from '../../../kernel/refusal.ts';
import {
  getAdvantage,
  getBalance,
  getChanges,
  getComplexity,
  getConcordance,
  getConversion,
  getMargins,
  getMirror,
  getPrices,
  getRanking,
  getSeries,
  getStructure,
} from '../../../modules/statistics/index.ts';
import { execute } from '../../../platform/execute.ts';
import { publicActor, type UseCase } from '../../../platform/index.ts';
import { EXIT } from '../exit-codes.ts';
import { refused } from '../refused.ts';
import type { ExitCode, Register } from '../register.ts';
import { statisticsCommand } from '../statistics-command.ts';
import { withInstallation } from '../with-installation.ts';
import { printTree } from './print-tree.ts';

type Options = Record<string, string | number | boolean | undefined>;

const indicators = {
  series: (options: Options) => answer(getSeries, options),
  ranking: (options: Options) => answer(getRanking, options),
  structure: (options: Options) => answer(getStructure, options),
  prices: (options: Options) => answer(getPrices, options),
  balance: (options: Options) => answer(getBalance, options),
  advantage: (options: Options) => answer(getAdvantage, options),
  complexity: (options: Options) => answer(getComplexity, options),
  margins: (options: Options) => answer(getMargins, options),
  conversion: (options: Options) => answer(getConversion, options),
} as const;
type Name = keyof typeof indicators;
const names = Object.keys(indicators) as Name[];

/** Indicators, the mirror and the concordance in the terminal: the same use cases as over HTTP. */
export const addIndicators: Register = (program, act) => {
  const statistics = statisticsCommand(program);
  common(statistics.command('indicator').addArgument(new Argument('<name>').choices(names)))
    .description(`What follows from figures: ${names.join(', ')}`)
    .option('--reporter <area>', 'whose figures')
    .option('--partner <area>', 'trade with whom')
    .option('--flow <flow>', 'export, import or total')
    .option('--frequency <frequency>', 'A for years, M for months')
    .option('--from <period>', 'first period')
    .option('--to <period>', 'last period; of a conversion the HS edition: 2007, 2012, 2017 or 2022')
    .option('--method <method>', 'of a conversion: exact (what could be several codes is left out) or unsd')
    .option('--period <period>', 'the period of a ranking or structure')
    .option('--group <groups>', 'commodity groups, as new_trio:broad-1; several with commas')
    .option('--threshold <amount>', 'in whole units of the currency')
    .option('--by <what>', 'section, chapter, heading or group')
    .option('--limit <number>', 'how many partners or products', Number)
    .option('--level <digits>', 'of products: 2, 4, or 6 within a commodity', Number)
    .addHelpText(
      'after',
      '\nExamples:\n  sauda statistics indicator series --reporter CN --partner C5 --threshold 100000000000\n  sauda statistics indicator ranking --reporter KZ --period 2024\n  sauda statistics indicator structure --source comtrade --reporter CN --partner KZ --period 2024 --by group\n  sauda statistics indicator advantage --source comtrade --reporter KZ --period 2024\n  sauda statistics indicator conversion --source comtrade --reporter KZ --partner CN --flow import --period 2023 --to 2017',
    )
    .action(act((name: Name, options: Options) => indicators[name](options)));
  common(statistics.command('mirror <a> <b>'))
    .description('Both reports of the trade between two countries, the gap and its explanation')
    .requiredOption('--period <period>', 'a year or a month')
    .addHelpText('after', '\nExample:\n  sauda statistics mirror CN KG --period 2024')
    .action(act((a: string, b: string, options: Options) => answer(getMirror, { ...options, a, b })));
  statistics
    .command('changes [period]')
    .description('What a revision changed: figures added, revised and withdrawn, each before and after')
    .option('--source <name>', 'official, comtrade, gacc, sauda-declarations-demo, …')
    .option('--as-of <day>', 'the last revision by the end of that day, YYYY-MM-DD')
    .option('--since <day>', 'against what was known at the end of that day, instead of the vintage before')
    .option('--limit <number>', 'how many figures', Number)
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda statistics changes 2025 --source official --since 2026-01-31')
    .action(
      act((period: string | undefined, options: Options) =>
        answer(getChanges, { ...options, ...(period === undefined ? {} : { period }) }),
      ),
    );
  statistics
    .command('concordance <code>')
    .description('What an HS code is in another edition; one code to several is never split')
    .requiredOption('--from <edition>', '1992, 1996, 2002 (imported tables), 2007, 2012, 2017 or 2022')
    .requiredOption('--to <edition>', 'the same')
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda statistics concordance 854140 --from 2017 --to 2022')
    .action(act((code: string, options: Options) => answer(getConcordance, { ...options, code })));
};

const common = (command: Command): Command =>
  command
    .option('--source <name>', 'official, comtrade, gacc, sauda-declarations-demo, …')
    .option('--commodity <code>', 'TOTAL or an HS code of two, four or six digits')
    .option('--as-of <day>', 'as it was known at the end of that day, YYYY-MM-DD')
    .option('--currency <code>', 'convert by dated, sourced rates')
    .option('--json', 'print the result for programs');

/** Runs a question as the public may ask it; what its schema does not know or want is a fault of the line. */
async function answer<I extends TSchema, O extends TSchema>(
  question: UseCase<I, O>,
  { json, asOf, ...options }: Options,
): Promise<ExitCode> {
  const input: unknown = { ...options, ...(asOf === undefined ? {} : { as_of: asOf }) };
  if (!isInput(question.input, input)) {
    for (const { instancePath, message } of Value.Errors(question.input, input))
      process.stderr.write(`${instancePath || 'options'}: ${message}\n`);
    return EXIT.usage;
  }
  const outcome = await withInstallation(({ runtime }) => execute(runtime, question, publicActor, input));
  if (isRefusal(outcome)) return refused(outcome, json === true);
  process.stdout.write(json ? `${JSON.stringify(outcome)}\n` : printTree(outcome));
  return EXIT.done;
}

function isInput<I extends TSchema>(schema: I, input: unknown): input is Static<I> {
  return Value.Check(schema, input);
}
