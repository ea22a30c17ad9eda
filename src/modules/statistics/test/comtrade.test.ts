import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { type ComtradeQuestion, fetchComtrade } from '../index.ts';

const row = (period: string) => ({
  period,
  reporterCode: 398,
  partnerCode: 156,
  flowCode: 'M',
  cmdCode: 'TOTAL',
  classificationCode: 'H6',
  primaryValue: 1.5,
});
const question: ComtradeQuestion = {
  frequency: 'A',
  periods: ['2022', '2023'],
  reporters: ['398'],
  commodities: ['TOTAL'],
};

async function against(
  answer: RequestListener,
  work: (base: string, folder: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const folder = mkdtempSync(join(tmpdir(), 'sauda-comtrade-'));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, folder);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a service that turns away, breaks off and lies is asked again until the page is whole, and never twice for it', async () => {
  const waits: number[] = [];
  let asked = 0;
  await against(
    (request, response) => {
      asked += 1;
      assert.equal(request.headers['ocp-apim-subscription-key'], 'secret');
      if (asked === 1) response.writeHead(429, { 'retry-after': '3' }).end('slow down');
      else if (asked === 2) response.writeHead(503).end();
      else if (asked === 3) request.socket.destroy();
      else if (asked === 4) response.end('{"data": [');
      else if (asked === 5) response.end(JSON.stringify({ count: 2, data: [row('2022')] }));
      else response.end(JSON.stringify({ count: 2, data: [row('2022'), row('2023')] }));
    },
    async (base, folder) => {
      const options = { base, folder, key: 'secret', wait: async (ms: number) => void waits.push(ms) };
      const file = mustSucceed(await fetchComtrade(question, options), 'fetching');
      assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 3);
      assert.equal(asked, 6);
      assert.deepEqual(waits, [3000, 1000, 2000, 4000, 8000, 16_000]);
      // Going on after an interruption asks for nothing that is there.
      mustSucceed(await fetchComtrade(question, options), 'fetching again');
      assert.equal(asked, 6);
    },
  );
});

test('a key that is refused, a quota that is used up and a service that never answers are told apart', async () => {
  for (const [status, code, times] of [
    [401, 'statistics.comtrade_key_refused', 1],
    [403, 'statistics.comtrade_quota_used', 1],
    [400, 'statistics.comtrade_unreachable', 1],
    [500, 'statistics.comtrade_unreachable', 6],
  ] as const) {
    let asked = 0;
    await against(
      (_request, response) => {
        asked += 1;
        response.writeHead(status).end();
      },
      async (base, folder) => {
        const outcome = await fetchComtrade(question, {
          base,
          folder,
          key: 'x',
          wait: async () => undefined,
        });
        assert.ok(isRefusal(outcome) && outcome.code === code, String(status));
        assert.equal(asked, times);
      },
    );
  }
});
