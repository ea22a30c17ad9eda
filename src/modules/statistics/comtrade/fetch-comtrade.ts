import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, sha256Hex } from '../../../kernel/hash.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { toCsv } from '../../../platform/tables/index.ts';

/** What is asked of the UN Comtrade API: lists of codes as its documentation names them. */
export interface ComtradeQuestion {
  frequency: 'A' | 'M';
  periods: readonly string[];
  reporters: readonly string[];
  partners?: readonly string[];
  flows?: readonly string[];
  commodities: readonly string[];
}

export interface ComtradeOptions {
  /** Where the API is; the public one when nothing is said. */
  base?: string;
  key: string;
  /** Pages are kept here, so that an interrupted fetch goes on where it stopped. */
  folder: string;
  wait?: (ms: number) => Promise<void>;
  onProgress?: (done: number, total: number) => void;
}

const BASE = 'https://comtradeapi.un.org/data/v1/get';
const TRIES = 6;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const TIMEOUT_MS = 120_000;
const PAGE_BYTES = 256 * 2 ** 20;
/** The API answers with at most this many rows; an answer that has them all was cut off. */
const ROWS_CAP = 250_000;
const PERIODS_AT_ONCE = 12;

type Row = Record<string, string | number | boolean | null>;

/**
 * Fetches rows of UN Comtrade, a page for each reporter and up to twelve periods, into one CSV file that
 * `importTrade` reads. Answers that are late, broken or turned away (429, 5xx) are asked for again, at growing
 * intervals or when the service says; pages already fetched are not asked again. An answer at the cap is asked for in
 * halves. Refuses with statistics.comtrade_key_refused, comtrade_quota_used, comtrade_unreachable.
 */
export async function fetchComtrade(q: ComtradeQuestion, options: ComtradeOptions): Promise<Outcome<string>> {
  await mkdir(options.folder, { recursive: true });
  const pages = q.reporters.flatMap((reporter) =>
    chunks(q.periods, PERIODS_AT_ONCE).map((periods) => ({ reporter, periods })),
  );
  const rows: Row[] = [];
  for (const [done, { reporter, periods }] of pages.entries()) {
    options.onProgress?.(done, pages.length);
    const page = await fetchPage(q, reporter, periods, options);
    if (!Array.isArray(page)) return page;
    for (const row of page) rows.push(row);
  }
  options.onProgress?.(pages.length, pages.length);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  const target = join(options.folder, `comtrade-${sha256Hex(canonicalJson(q)).slice(0, 16)}.csv`);
  await writeFile(
    `${target}.partial`,
    toCsv(
      columns,
      rows.map((row) => columns.map((column) => row[column] ?? null)),
    ),
  );
  await rename(`${target}.partial`, target);
  return target;
}

async function fetchPage(
  q: ComtradeQuestion,
  reporter: string,
  periods: readonly string[],
  options: ComtradeOptions,
): Promise<Outcome<Row[]>> {
  const query = new URLSearchParams({
    reporterCode: reporter,
    period: periods.join(','),
    cmdCode: q.commodities.join(','),
    ...(q.partners ? { partnerCode: q.partners.join(',') } : {}),
    ...(q.flows ? { flowCode: q.flows.join(',') } : {}),
    includeDesc: 'false',
  });
  const url = `${options.base ?? BASE}/C/${q.frequency}/HS?${query}`;
  const kept = join(options.folder, `page-${sha256Hex(url).slice(0, 24)}.json`);
  const before = await readFile(kept, 'utf8').catch(() => undefined);
  if (before !== undefined) return JSON.parse(before) as Row[];
  const rows = await ask(url, options);
  if (!Array.isArray(rows)) return rows;
  if (rows.length >= ROWS_CAP && periods.length > 1) {
    const middle = Math.ceil(periods.length / 2);
    const halves: Row[] = [];
    for (const half of [periods.slice(0, middle), periods.slice(middle)]) {
      const page = await fetchPage(q, reporter, half, options);
      if (!Array.isArray(page)) return page;
      for (const row of page) halves.push(row);
    }
    return halves;
  }
  await writeFile(`${kept}.partial`, JSON.stringify(rows));
  await rename(`${kept}.partial`, kept);
  return rows;
}

async function ask(url: string, options: ComtradeOptions): Promise<Outcome<Row[]>> {
  const wait = options.wait ?? ((ms: number) => new Promise<void>((done) => void setTimeout(done, ms)));
  let reason = '';
  for (let turn = 0; turn < TRIES; turn++) {
    if (turn > 0) await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (turn - 1)));
    try {
      const answer = await fetch(url, {
        headers: { 'Ocp-Apim-Subscription-Key': options.key },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (answer.status === 401) return refuse('statistics.comtrade_key_refused');
      if (answer.status === 403) return refuse('statistics.comtrade_quota_used');
      if (answer.ok) {
        const rows = await readPage(answer);
        if (rows) return rows;
        reason = 'an answer that is not a page of rows';
        continue;
      }
      reason = `status ${answer.status}`;
      await answer.body?.cancel();
      if (answer.status !== 429 && answer.status < 500) break;
      const seconds = Number(answer.headers.get('retry-after'));
      if (seconds > 0) await wait(Math.min(LONGEST_WAIT_MS, seconds * 1000));
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return refuse('statistics.comtrade_unreachable', { reason });
}

/** Undefined when the answer is longer than a page can be, no JSON, or without its rows. */
async function readPage(answer: Response): Promise<Row[] | undefined> {
  let [text, size] = ['', 0];
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > PAGE_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    const { data, count } = JSON.parse(text) as { data?: unknown; count?: unknown };
    const whole = Array.isArray(data) && (typeof count !== 'number' || count === data.length);
    return whole && data.every((row) => typeof row === 'object' && row !== null) ? data : undefined;
  } catch {
    return undefined;
  }
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}
