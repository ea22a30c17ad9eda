import type { Command } from 'commander';

/** The command `sauda statistics`, whose parts stand in files of their own. */
export function statisticsCommand(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'statistics') ??
    program.command('statistics').description('Trade figures: what is on file, and ways in and out')
  );
}
