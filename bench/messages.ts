import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';
import { assert, isRefusal } from '../src/kernel/refusal.ts';
import {
  type Message,
  openSchemas,
  readMessage,
  schemaText,
  writeMessage,
} from '../src/modules/iso20022/index.ts';
import { payment } from '../src/modules/iso20022/test/samples.ts';
import { type BenchOptions, type Case, figure } from './case.ts';

const DIFFERENT = 1000;
const WARM_UP_MS = 500;
const MEASURED_MS = 1500;
const ROUNDS = 2;

/**
 * pacs.008 of one transaction each, all different, per second of processor time. Ceilings in the same run: text put together
 * from the same values without a check for writing, the bare parser with handlers that only count for reading,
 * libxml2 that only parses for validating.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const bodies = Array.from({ length: DIFFERENT }, (_, at) => numbered(at));
  const written = bodies.map((body) => mustWrite(body));
  say(`a message of ${Buffer.byteLength(written[0] ?? '')} bytes`);
  const folder = mkdtempSync(join(tmpdir(), 'sauda-bench-xsd-'));
  try {
    writeFileSync(join(folder, 'pacs.008.001.08.xsd'), schemaText('pacs.008.001.08'));
    const schemas = await openSchemas(folder);
    const bytes = written.map((xml) => Buffer.from(xml));
    const work: Record<string, (at: number) => unknown> = {
      'write, ceiling': (at) => concatenated(bodies[at] as Body),
      write: (at) => mustWrite(bodies[at] as Body),
      'read, ceiling': (at) => countTags(written[at] as string),
      read: (at) => mustRead(bytes[at] as Buffer),
      'write and read': (at) => mustRead(mustWrite(bodies[at] as Body)),
      'validate, ceiling': (at) => XmlDocument.fromBuffer(bytes[at] as Buffer).dispose(),
      'read and validate': (at) => {
        mustRead(bytes[at] as Buffer);
        assert(schemas.validate('pacs.008.001.08', bytes[at] as Buffer) === true, 'the sample validates');
      },
    };
    const best: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, task] of Object.entries(work)) {
        best[name] = Math.max(best[name] ?? 0, perSecond(task));
        say(`${name}: ${Math.round(best[name])}/s`);
      }
    schemas.close();
    const of = (name: string): number => best[name] ?? 0;
    return [
      figure('write', of('write'), 'per CPU second', 'more', {
        ceiling: of('write, ceiling'),
        target: 10_000,
      }),
      figure('read', of('read'), 'per CPU second', 'more', { ceiling: of('read, ceiling'), target: 10_000 }),
      figure('write and read', of('write and read'), 'per CPU second', 'more', { target: 10_000 }),
      figure('read and validate', of('read and validate'), 'per CPU second', 'more', {
        ceiling: of('validate, ceiling'),
        target: 5_000,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Body = Message<'pacs.008.001.08'>;

function numbered(at: number): Body {
  const [transaction] = payment.CdtTrfTxInf;
  assert(transaction, 'the sample has a transaction');
  const minor = 100_000_000n + BigInt(at) * 7n;
  const { CtrlSum: _none, ...GrpHdr } = payment.GrpHdr;
  return {
    GrpHdr: { ...GrpHdr, MsgId: `BENCH-${at}` },
    CdtTrfTxInf: [{ ...transaction, IntrBkSttlmAmt: { amount: minor, currency: 'CNY' } }],
  };
}

function mustWrite(body: Body): string {
  const xml = writeMessage('pacs.008.001.08', body);
  assert(!isRefusal(xml), 'the sample is written');
  return xml;
}

function mustRead(xml: string | Uint8Array): void {
  const reading = readMessage(xml);
  assert(!isRefusal(reading) && reading.name === 'pacs.008.001.08', 'the sample is read');
}

/** The values between their tags, neither checked nor escaped. */
function concatenated(value: object): string {
  let out = '';
  for (const [tag, held] of Object.entries(value))
    for (const item of Array.isArray(held) ? held : [held])
      out += `<${tag}>${typeof item === 'object' ? concatenated(item) : item}</${tag}>`;
  return out;
}

function countTags(xml: string): number {
  let count = 0;
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('opentag', () => {
    count += 1;
  });
  parser.on('text', () => {
    count += 1;
  });
  parser.on('closetag', () => {
    count += 1;
  });
  parser.write(xml).close();
  return count;
}

/**
 * By the processor time that this process used, garbage collection and compilation included: the work waits for
 * nothing, and what else runs on the machine does not count.
 */
function perSecond(task: (at: number) => unknown): number {
  const used_ms = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  for (const until = used_ms() + WARM_UP_MS; used_ms() < until; )
    for (let at = 0; at < DIFFERENT; at++) task(at);
  const start = used_ms();
  let done = 0;
  while (used_ms() - start < MEASURED_MS) {
    for (let at = 0; at < DIFFERENT; at++) task(at);
    done += DIFFERENT;
  }
  return done / ((used_ms() - start) / 1000);
}
