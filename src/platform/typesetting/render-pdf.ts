import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { JsonObject } from '../../kernel/refusal.ts';
import type { TypesettingJob } from './compiler.ts';

/** A Typst file; it may import its neighbours. */
export interface PdfRequest {
  template: URL;
  /** Everything the document shows, its date included: the bytes depend on template and data only. */
  data: JsonObject;
  /** When to give up; the thread is then replaced. */
  timeout_ms?: number;
}

/** Why a document was not rendered, when that is nobody's bug. */
export interface NotRendered {
  not_rendered: 'too_large' | 'busy' | 'timed_out';
}

export const MAX_DATA_BYTES = 1_000_000;
export const MAX_WAITING = 200;
const TIMEOUT_MS = 20_000;
const IDLE_MS = 60_000;

interface Waiting {
  job: TypesettingJob;
  timeout_ms: number;
  settle(result: Uint8Array | NotRendered): void;
  fail(error: Error): void;
}

const waiting: Waiting[] = [];
let worker: Worker | undefined;
let current: Waiting | undefined;
let deadline: NodeJS.Timeout | undefined;
let idle: NodeJS.Timeout | undefined;

/**
 * Typesets a document in a thread beside the server's. The fonts and the compiler (120 to 200 MB) are loaded with
 * the first document and given back after a minute without one. Throws when the template is wrong.
 */
export function renderPdf(request: PdfRequest): Promise<Uint8Array | NotRendered> {
  const json = JSON.stringify(request.data);
  if (Buffer.byteLength(json) > MAX_DATA_BYTES) return Promise.resolve({ not_rendered: 'too_large' });
  if (waiting.length >= MAX_WAITING) return Promise.resolve({ not_rendered: 'busy' });
  const path = fileURLToPath(request.template).replaceAll('\\', '/');
  const cut = path.lastIndexOf('/');
  const job = { folder: path.slice(0, cut), template: path.slice(cut + 1), json };
  return new Promise((settle, fail) => {
    waiting.push({ job, timeout_ms: request.timeout_ms ?? TIMEOUT_MS, settle, fail });
    takeNext();
  });
}

/** Ends the thread; what waits is refused as busy. The next document starts it again. */
export async function stopTypesetting(): Promise<void> {
  for (const one of waiting.splice(0)) one.settle({ not_rendered: 'busy' });
  finish((one) => one.settle({ not_rendered: 'busy' }));
  clearTimeout(idle);
  const ending = worker;
  worker = undefined;
  await ending?.terminate();
}

function takeNext(): void {
  if (current) return;
  current = waiting.shift();
  if (!current) return;
  clearTimeout(idle);
  worker ??= startWorker();
  worker.ref();
  deadline = setTimeout(() => {
    abandonWorker();
    finish((one) => one.settle({ not_rendered: 'timed_out' }));
  }, current.timeout_ms);
  worker.postMessage(current.job);
}

function finish(settle: (one: Waiting) => void): void {
  clearTimeout(deadline);
  const one = current;
  current = undefined;
  if (one) settle(one);
  takeNext();
  if (current || !worker) return;
  worker.unref();
  idle = setTimeout(abandonWorker, IDLE_MS);
  idle.unref();
}

function abandonWorker(): void {
  const ending = worker;
  worker = undefined;
  void ending?.terminate();
}

function startWorker(): Worker {
  const made = new Worker(new URL('./compile-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 96 },
  });
  made.on('message', (answer: { pdf: Uint8Array } | { error: string }) => {
    if (made !== worker) return;
    finish((one) => ('pdf' in answer ? one.settle(answer.pdf) : one.fail(new Error(answer.error))));
  });
  const lost = (error: Error): void => {
    if (made !== worker) return;
    worker = undefined;
    finish((one) => one.fail(error));
  };
  made.on('error', (error) => lost(error instanceof Error ? error : new Error(String(error))));
  made.on('exit', (code) => lost(new Error(`the typesetting thread ended with code ${code}`)));
  return made;
}
