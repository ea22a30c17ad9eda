import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RefusedStatement } from './check-statement.ts';

export interface SqlJob {
  /** Name of the snapshot in its folder, so that the engine's messages tell no path. */
  database: string;
  sql: string;
  max_rows: number;
  max_bytes: number;
  memory_mb: number;
}

export interface SqlRows {
  columns: { name: string; type: string }[];
  /** Whole numbers beyond 2^53 and decimals are texts. */
  rows: unknown[][];
  /** Whether there were more rows than are shown. */
  truncated: boolean;
  elapsed_ms: number;
}

export interface StoppedStatement {
  stopped: 'time' | 'memory';
}

export type SqlAnswer = SqlRows | RefusedStatement | StoppedStatement;

export interface SqlLimits {
  time_ms: number;
  max_rows: number;
  max_bytes: number;
  memory_mb: number;
}

export const sqlLimits: SqlLimits = {
  time_ms: 10_000,
  max_rows: 10_000,
  max_bytes: 8_000_000,
  memory_mb: 256,
};

/** What the process needs beside the memory of the engine. */
const OWN_MEMORY_MB = 450;
const LOOK_EVERY_MS = 50;
const worker = fileURLToPath(new URL('./sql-worker.ts', import.meta.url));

/**
 * Runs one statement on a snapshot in a process of its own, behind everything else on the machine. The process is
 * ended when its time is over or its memory grows too far, whatever the engine is doing.
 */
export function runStatement(file: string, sql: string, limits: SqlLimits = sqlLimits): Promise<SqlAnswer> {
  const child = spawn(process.execPath, ['--max-old-space-size=128', worker], {
    cwd: dirname(file),
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Promise((settle, fail) => {
    let output = '';
    let complaint = '';
    let stopped: StoppedStatement | undefined;
    const stop = (why: StoppedStatement['stopped']): void => {
      stopped ??= { stopped: why };
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(() => stop('time'), limits.time_ms);
    const look = setInterval(() => {
      if (residentMb(child.pid) > limits.memory_mb + OWN_MEMORY_MB) stop('memory');
    }, LOOK_EVERY_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > limits.max_bytes * 2) stop('memory');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2000);
    });
    child.stdin.on('error', () => undefined);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(deadline);
      clearInterval(look);
      if (stopped) settle(stopped);
      else if (code === 0) settle(JSON.parse(output) as SqlAnswer);
      // The engine ended the process: it had no more memory, or something broke it.
      else if (/memory|heap/i.test(complaint) || code === null || code > 128) settle({ stopped: 'memory' });
      else fail(new Error(`a statement ended its process with code ${code}: ${complaint}`));
    });
    if (child.pid !== undefined) behindOthers(child.pid);
    const job: SqlJob = { database: file.slice(dirname(file).length + 1), sql, ...limits };
    child.stdin.end(JSON.stringify(job));
  });
}

function behindOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not let us.
  }
}

/** Memory that a process holds, in MB; 0 where the system does not say (anything but Linux). */
function residentMb(pid: number | undefined): number {
  try {
    const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return (Number(pages) * 4096) / 1_000_000;
  } catch {
    return 0;
  }
}
