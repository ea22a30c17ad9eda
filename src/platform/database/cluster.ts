import { spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Keeper } from './keeper.ts';
import { choosePlace, type Place } from './place.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 180_000;
/** Operating systems allow about a hundred bytes for the whole path of a socket. */
const SOCKET_FOLDER_LENGTH = 80;

/** A running PostgreSQL server of our own. */
export interface Cluster {
  /** Address of a database for the cluster's owner. */
  url(database: string): string;
  /** Stops the server, unless another Sauda process still uses it. */
  stop(): Promise<void>;
}

/** Where a server answers. A local socket costs a statement less than TCP does; it is empty where there is none. */
interface Listening {
  port: number;
  socket: string;
}

/**
 * Starts the embedded PostgreSQL in `folder`, or joins the one that runs there already: an orphan of a killed
 * process, or that of another command. The last process to leave stops it.
 */
export async function startCluster(
  folder: string,
  password: string,
  options: { durable: boolean },
): Promise<Cluster> {
  const place = choosePlace(folder);
  const files = join(place.base, 'postgres');
  const url = ({ port, socket }: Listening, database: string): string =>
    `postgres://sauda_owner:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${socket ? `?host=${encodeURIComponent(socket)}` : ''}`;

  if (!existsSync(join(files, 'PG_VERSION'))) await initialise(place, files, password);
  const launch = (port: number): Promise<void> => start(place, files, port, options.durable);
  const listening = await startOrJoin(files, url, await freePort(), launch);
  const keeper = new Keeper(
    () => url(listening, 'postgres'),
    () => startOrJoin(files, url, listening.port, launch),
  );
  await keeper.begin();
  return {
    url: (database) => url(listening, database),
    stop: async () => {
      if (await keeper.leave()) await stop(place, files);
    },
  };
}

/**
 * Joins the server of these files or starts it. One that was killed leaves processes that end a little later and
 * hold its memory until then, so starting is tried again.
 */
async function startOrJoin(
  files: string,
  url: (listening: Listening, database: string) => string,
  port: number,
  launch: (port: number) => Promise<void>,
): Promise<Listening> {
  const until = performance.now() + START_LIMIT_MS;
  for (let failure: unknown; ; ) {
    const running = await joinRunning(files, url);
    if (running) return running;
    if (performance.now() > until) throw failure;
    failure = await launch(port).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure) await sleep(500);
  }
}

async function initialise(place: Place, files: string, password: string): Promise<void> {
  const half = `${files}.initialising`;
  rmSync(half, { recursive: true, force: true });
  const passwordFile = join(place.base, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.runner) chownSync(passwordFile, place.runner.uid, place.runner.gid);
  try {
    await run(place, 'initdb', [
      '-D',
      half,
      '-U',
      'sauda_owner',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-instructions',
    ]);
    await run(
      place,
      'mv',
      ['-T', half, files].filter((a) => process.platform === 'linux' || a !== '-T'),
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A new installation grows fast, and plans made for small tables would outlive them by minutes. */
const keepsAll = ['-c autovacuum_naptime=15s'];

/** Dozens of databases that each live for a minute: looking through all of them so often is work for nothing. */
const losesAll = [
  '-c fsync=off',
  '-c full_page_writes=off',
  '-c synchronous_commit=off',
  '-c wal_level=minimal',
  '-c max_wal_senders=0',
  '-c autovacuum_naptime=60s',
];

async function start(place: Place, files: string, port: number, durable: boolean): Promise<void> {
  const socket = canHoldSocket(place.base) ? place.base : '';
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    `-c unix_socket_directories='${socket}'`,
    '-c max_connections=120',
    '-c shared_buffers=256MB',
    '-c work_mem=8MB',
    '-c jit=off',
    // A page out of order costs hardly more than the next one on a solid-state disk; the default is for turning ones.
    '-c random_page_cost=1.1',
    '-c max_wal_size=2GB',
    ...(durable ? keepsAll : losesAll),
  ];
  const log = join(place.base, 'postgres.log');
  await run(place, 'pg_ctl', ['start', '-D', files, '-w', '-t', '60', '-l', log, '-o', settings.join(' ')]);
}

/**
 * Stops the server that runs now. Another process that joins at this moment starts its own on the same files, so the
 * end of this one is waited for, not that none runs, for which `pg_ctl stop -w` waits.
 */
async function stop(place: Place, files: string): Promise<void> {
  const stopped = readServer(files)?.pid;
  if (stopped === undefined) return;
  await run(place, 'pg_ctl', ['stop', '-D', files, '-m', 'fast', '-W']);
  const until = performance.now() + STOP_LIMIT_MS;
  while (readServer(files)?.pid === stopped) {
    if (performance.now() > until)
      throw new Error(`PostgreSQL in ${files} does not stop; see postgres.log beside it`);
    await sleep(100);
  }
}

/** A list of folders is what PostgreSQL takes, so a path with other characters than these would be read apart. */
function canHoldSocket(folder: string): boolean {
  return process.platform !== 'win32' && folder.length <= SOCKET_FOLDER_LENGTH && /^[\w./-]+$/.test(folder);
}

/** The server that already runs on these files, once it answers; undefined when none does. */
async function joinRunning(
  files: string,
  url: (listening: Listening, database: string) => string,
): Promise<Listening | undefined> {
  for (let waited_ms = 0; waited_ms < START_LIMIT_MS; waited_ms += 200) {
    const listening = readServer(files);
    if (!listening || !isAlive(listening.pid)) return undefined;
    const client = new pg.Client({
      connectionString: url(listening, 'postgres'),
      connectionTimeoutMillis: 2000,
    });
    // A server that is being stopped answers and breaks off.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return listening;
    } catch {
      await client.end().catch(() => undefined);
      await sleep(200);
    }
  }
  throw new Error(
    `PostgreSQL in ${files} does not answer; see postgres.log beside it, or run: npm run -s sauda -- doctor`,
  );
}

/** What `postmaster.pid` says of the server that runs on these files, or ran when it was killed. */
function readServer(files: string): (Listening & { pid: number }) | undefined {
  let said: string;
  try {
    said = readFileSync(join(files, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
  const [pid, , , port, socket = ''] = said.split('\n');
  return { pid: Number(pid), port: Number(port), socket };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}

function run(place: Place, command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = command === 'mv' ? 'mv' : join(place.bin, command);
    const child = spawn(program, args, {
      ...place.runner,
      cwd: place.base,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    child.once('error', reject);
    // 'exit', not 'close': the server that pg_ctl leaves behind keeps the pipes open.
    child.once('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      code === 0 ? resolve() : reject(new Error(`${command} failed (${code}): ${said.trim().slice(-2000)}`));
    });
  });
}
