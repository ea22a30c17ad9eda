import type { Command } from 'commander';

/** What a command answers with; the process exits with it. See exit-codes.ts. */
export type ExitCode = number;

/** Wraps an action that returns its exit code. */
export type Act = <A extends unknown[]>(
  action: (...args: A) => Promise<ExitCode>,
) => (...args: A) => Promise<void>;

/** Adds a command to the program. */
export type Register = (program: Command, act: Act) => void;
