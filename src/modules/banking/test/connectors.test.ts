import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { readMessage, schemaText, writeMessage } from '../../iso20022/index.ts';
import { connectorOf } from '../connectors/connector.ts';
import { type BankWorld, openBankWorld, status } from './bank-fixture.ts';

let world: BankWorld;
before(async () => {
  world = await openBankWorld();
});
after(() => world.app.close());

test('a bank behind HTTP gets each message under its number, and again until it accepts it', async () => {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  let refusing = true;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(refusing ? 503 : 202).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const folder = join(world.bank_dir, world.bank.org_id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'connection.json'),
    JSON.stringify({ kind: 'http', url: `http://127.0.0.1:${port}/in`, token_file: 'token' }),
  );
  writeFileSync(join(folder, 'token'), 'a-token-of-the-test\n');
  const me = await world.trader(1_000n);
  await assert.rejects(world.order(me, 700n), /the bank answered 503/);
  refusing = false;
  const message_id = String(got[0]?.headers['idempotency-key']);
  await world.app.within((ctx) =>
    ctx.enqueue('banking.deliver-message', { org_id: world.bank.org_id, message_id }),
  );
  await world.app.drain();
  assert.equal(got.length, 2);
  assert.deepEqual(got[1], { headers: { ...got[0]?.headers }, body: got[0]?.body });
  assert.equal(got[1]?.headers.authorization, 'Bearer a-token-of-the-test');
  assert.equal(mustSucceed(readMessage(got[1]?.body ?? ''), 'body').name, 'pacs.008.001.08');
  server.close();
});

test('a connection of another shape is not used', () => {
  const id = '018f0000-0000-7000-8000-0000000000ff';
  mkdirSync(join(world.bank_dir, id));
  for (const wrong of [
    '{"kind":"ftp"}',
    '{"kind":"http","url":"file:///etc/passwd"}',
    '{"kind":"http","url":"https://x","token_file":"../secret"}',
  ]) {
    writeFileSync(join(world.bank_dir, id, 'connection.json'), wrong);
    assert.throws(() => connectorOf(world.bank_dir, id), wrong);
  }
  assert.equal(connectorOf(world.bank_dir, '018f0000-0000-7000-8000-0000000000fe'), undefined);
});

test('where the operator has schemas, what does not validate is refused', async () => {
  const xsd_dir = mkdtempSync(join(tmpdir(), 'sauda-xsd-'));
  writeFileSync(join(xsd_dir, 'pacs.002.001.10.xsd'), schemaText('pacs.002.001.10'));
  world.app.runtime.services.xsd_dir = xsd_dir;
  const xml = mustSucceed(
    writeMessage(
      'pacs.002.001.10',
      status({ uetr: '11111111-1111-4111-8111-111111111111' }, 'ACSC', 'XSD-1'),
    ),
    'x',
  );
  const refused = await world.tellXml(xml.replace('<TxSts>', '<Strange/><TxSts>'));
  assert.ok(isRefusal(refused) && refused.code === 'iso20022.schema');
  assert.equal(
    (mustSucceed((await world.tellXml(xml)) as object, 'valid') as { repeated: boolean }).repeated,
    false,
  );
});
