/**
 * PostgreSQL's classes 08 and 57P of SQLSTATE (connection lost, shutdown, crash, starting up) and what sockets say.
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const codes = /^(08...|57P0[1-5]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/;
/** What the driver says in words only. */
const words =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether an error means that the database cannot be reached, and not that the work was wrong. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof code === 'string' && codes.test(code)) return code !== 'ENOENT' || syscall === 'connect';
  return words.test(error.message) || isAway(error.cause);
}
