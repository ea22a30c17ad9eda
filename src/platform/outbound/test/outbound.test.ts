import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { addressFault, isPublicAddress } from '../addresses.ts';
import { openOutbound } from '../call.ts';
import { openVault } from '../vault.ts';

let server: Server;
let base: string;
let answer: (response: ServerResponse) => void = (response) => response.end('hello');
before(async () => {
  server = createServer((_request, response) => answer(response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const own = new Set(['127.0.0.1']);

test('addresses of the own machine, private networks and clouds are no public ones', () => {
  for (const inside of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'localhost',
    '',
  ])
    assert.equal(isPublicAddress(inside), false, inside);
  for (const outside of ['8.8.8.8', '172.32.0.1', '2606:4700::1111']) assert.ok(isPublicAddress(outside));
});

test('an address is refused before it is kept: scheme, port, credentials, private names and numbers', () => {
  const none = new Set<string>();
  for (const [address, fault] of [
    ['nonsense', 'not_an_address'],
    ['http://shop.example/api', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['https://user:word@shop.example/', 'with_credentials'],
    ['https://shop.example:8443/', 'strange_port'],
    ['https://127.0.0.1/', 'private_network'],
    ['https://2130706433/', 'private_network'],
    ['https://0x7f.1/', 'private_network'],
    ['https://[::1]/', 'private_network'],
    ['https://[::ffff:10.0.0.1]/', 'private_network'],
    ['https://localhost/', 'private_network'],
    ['https://localhost./', 'private_network'],
    ['https://printer.local./', 'private_network'],
    ['https://database/', 'private_network'],
    ['https://metadata.google.internal/', 'private_network'],
    ['https://printer.local/', 'private_network'],
  ] as const)
    assert.equal(addressFault(address, none), fault, address);
  assert.equal(addressFault('https://shop.example/api', none), undefined);
  assert.equal(addressFault(`${base}/x`, own), undefined, 'the operator opened it');
  assert.equal(addressFault('ftp://127.0.0.1/', own), 'not_https');
});

test('a name that leads to the own machine is not connected to', async () => {
  const reached = await openOutbound({ own_hosts: new Set() }).send({
    method: 'GET',
    url: 'https://sauda-inside.localhost.invalid/',
  });
  assert.equal(reached.kind, 'unreachable');
});

test('answers that are huge, slow, cut off or in another encoding end in time with a reason', async () => {
  const out = openOutbound({ own_hosts: own, timeout_ms: 400, answer_bytes: 1000 });
  const get = () => out.send({ method: 'GET', url: base });
  answer = (r) => r.end('x'.repeat(1001));
  assert.deepEqual(await get(), { kind: 'too_large', limit_bytes: 1000 });
  answer = (r) => {
    r.writeHead(200);
    const drip = setInterval(() => r.write('x'), 50);
    r.on('close', () => clearInterval(drip));
  };
  assert.deepEqual(await get(), { kind: 'unreachable', reason: 'timeout' });
  answer = (r) => r.socket?.destroy();
  assert.deepEqual(await get(), { kind: 'unreachable', reason: 'ECONNRESET' });
  answer = (r) => {
    r.writeHead(200, { 'content-length': 100 });
    r.write('half');
    setTimeout(() => r.destroy(), 10);
  };
  assert.equal((await get()).kind, 'unreachable');
  answer = (r) => r.end(Buffer.from([0xff, 0xfe, 0x41, 0x00]));
  assert.deepEqual(await get(), { kind: 'answer', status: 200, text: undefined, retry_after_ms: undefined });
});

test('a redirect is not followed, and how long to wait is read with a bound', async () => {
  const out = openOutbound({ own_hosts: own });
  answer = (r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  assert.deepEqual(await out.send({ method: 'GET', url: base }), {
    kind: 'answer',
    status: 302,
    text: '',
    retry_after_ms: undefined,
  });
  for (const [header, wait_ms] of [
    ['7', 7000],
    ['999999999', 3_600_000],
    ['soon', undefined],
  ] as const) {
    answer = (r) => r.writeHead(429, { 'retry-after': header }).end();
    const said = await out.send({ method: 'GET', url: base });
    assert.ok(said.kind === 'answer');
    assert.equal(said.retry_after_ms, wait_ms);
  }
});

test('a sealed secret opens only with the same secret, for the same row, unchanged', () => {
  const vault = openVault('s'.repeat(32));
  const sealed = vault.seal('token-1', 'row 1');
  assert.ok(!sealed.includes('token'));
  assert.notEqual(sealed, vault.seal('token-1', 'row 1'), 'equal secrets look different');
  assert.equal(vault.open(sealed, 'row 1'), 'token-1');
  assert.equal(vault.open(sealed, 'row 2'), undefined);
  assert.equal(openVault('t'.repeat(32)).open(sealed, 'row 1'), undefined);
  const last = sealed.at(-2) === 'A' ? 'B' : 'A';
  assert.equal(vault.open(`${sealed.slice(0, -2)}${last}${sealed.at(-1)}`, 'row 1'), undefined);
});
