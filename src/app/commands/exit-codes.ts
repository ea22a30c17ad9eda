/** What the exit code of `sauda` means; see docs/reference/exit-codes.md. */
export const EXIT = {
  done: 0,
  /** The command ran and found something wrong: an invariant broken, a document altered, a problem diagnosed. */
  found: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The environment holds a bad value. */
  configuration: 3,
  /** The command could not do its work. */
  failed: 4,
} as const;
