import type { Command } from 'commander';
import { createProgram } from '../../src/app/commands/program.ts';
import { generatedNote } from './table.ts';

const WIDTH = 100;

/** Every command of `sauda` with what its --help says. */
export function cliPage(): string {
  const { program } = createProgram();
  const sections = commandsBelow(program).map(
    (command) => `## ${fullName(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``,
  );
  return `# Command line

${generatedNote}

From a checkout: \`npm run -s sauda -- COMMAND …\`. Every command but \`serve\` takes \`--json\` and then prints one
JSON object on standard output; progress goes to standard error. Exit codes: [exit-codes.md](exit-codes.md).

${sections.join('\n\n')}
`;
}

/** The commands that do something; a mere group of commands is not one. */
function commandsBelow(command: Command): Command[] {
  const below = command.commands.filter((one) => one.name() !== 'help');
  return below.length === 0 ? [command] : below.flatMap(commandsBelow);
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}
