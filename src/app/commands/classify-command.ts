import { classify } from '../../modules/nomenclature/index.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';

const LENGTH_LIMIT = 400;

export const addClassify: Register = (program, act) => {
  program
    .command('classify <text>')
    .description('HS codes for a description of goods in any of the eight languages, with reasons')
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda classify "литиевый аккумулятор 48 В"')
    .action(
      act(async (text: string, options: { json?: boolean }) => {
        const found = classify(text.slice(0, LENGTH_LIMIT));
        if (options.json) process.stdout.write(`${JSON.stringify(found)}\n`);
        else process.stdout.write(`${lines(found).join('\n')}\n`);
        return found.suggestions.length > 0 ? EXIT.done : EXIT.found;
      }),
    );
};

function lines(found: ReturnType<typeof classify>): string[] {
  const shown = found.suggestions.flatMap((one) => [
    `${one.code.padEnd(6)}  ${one.confidence.toFixed(2)}  ${one.title.en}`,
    ...one.reasons.map(
      (r) => `        + ${r.points}  ${r.word} → ${r.matched} (${r.language}, ${r.source}, ${r.how})`,
    ),
    ...one.neighbours.map(
      (n) => `        not ${n.code} ${n.title.en}${n.difference ? `: ${n.difference.en}` : ''}`,
    ),
  ]);
  return [
    ...(shown.length > 0 ? shown : ['No code is known for this.']),
    ...(found.unsure.length > 0 ? [`Unsure: ${found.unsure.join(', ')}`] : []),
    ...(found.not_understood.length > 0 ? [`Not understood: ${found.not_understood.join(', ')}`] : []),
  ];
}
