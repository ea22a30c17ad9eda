import { randomBytes } from 'node:crypto';
import type { Foresight } from '../../../platform/index.ts';
import type { AccountState } from './transfer.ts';

/** Accounts and books that a process remembers; past it, all are forgotten and read anew. */
const LIMIT = 50_000;

/**
 * How accounts stood after the last transfers that this process posted, by keyOf. Only a guess, for other
 * processes post too: what is decided by it is written only if the database finds each account at the number
 * from which it was decided.
 */
export interface Memory {
  accounts: Map<string, AccountState>;
  /** The last batch that was decided ahead, by book. */
  tickets: Map<string, bigint>;
  /** When the job begins that chains what was posted, by book. */
  chaining: Map<string, Date>;
}

const memories = new WeakMap<Foresight['services'], Memory>();

export function remembered(services: Foresight['services']): Memory {
  const known = memories.get(services);
  if (known && known.accounts.size + known.tickets.size < LIMIT) return known;
  const memory: Memory = { accounts: new Map(), tickets: new Map(), chaining: new Map() };
  memories.set(services, memory);
  return memory;
}

/** A new ticket of a book, and the one before. Servers must not meet in their tickets, so they are drawn by lot. */
export function drawTicket(memory: Memory, book_id: string): { ticket: bigint; after_ticket: bigint | null } {
  const after_ticket = memory.tickets.get(book_id) ?? null;
  const ticket = randomBytes(8).readBigInt64BE();
  memory.tickets.set(book_id, ticket);
  return { ticket, after_ticket };
}

/** A job to chain what was posted takes in all of this time, so that a busy book has one now and then. */
const CHAIN_AFTER_MS = 4000;
/** A transaction is over well before a job that begins so much later. */
const SURELY_OVER_MS = 2000;

/** When a job is to chain what is posted now; undefined when one is on its way that begins late enough. */
export function chainJobAt(memory: Memory, book_id: string, now: Date): Date | undefined {
  const coming = memory.chaining.get(book_id);
  if (coming && coming.getTime() - now.getTime() > SURELY_OVER_MS) return undefined;
  const start = new Date(now.getTime() + CHAIN_AFTER_MS);
  memory.chaining.set(book_id, start);
  return start;
}
