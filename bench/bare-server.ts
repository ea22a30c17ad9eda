import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { BareWork } from './bare.ts';
import { type Running, startChild } from './child.ts';

const script = fileURLToPath(new URL('./bare.ts', import.meta.url));

/** Starts the ceiling with the work it is to do. */
export async function startBare(work: BareWork): Promise<Running & { url: string }> {
  const running = await startChild([script], { BARE: JSON.stringify(work) }, /bare server at (\S+)/);
  return { ...running, url: running.said };
}

/** Tables for the ceiling's commands, in a database of their own beside Sauda's. Returns its address. */
export async function makeBareTables(urlOf: (database: string) => string): Promise<string> {
  await onDatabase(urlOf('postgres'), async (admin) => {
    await admin.query('drop database if exists bare with (force)');
    await admin.query('create database bare');
  });
  await onDatabase(urlOf('bare'), (admin) =>
    admin.query(
      `create schema bare;
       create table bare.flow (id uuid primary key, step int not null);
       create table bare.step (id uuid, number int, body jsonb not null, primary key (id, number))`,
    ),
  );
  return urlOf('bare');
}

async function onDatabase(url: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
