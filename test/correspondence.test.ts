import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sendMessage } from '../src/modules/correspondence/index.ts';
import { auditTimelines } from '../src/modules/deals/index.ts';
import { memberOf } from '../src/simulator/organisations.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';
import { SMALLEST_PNG } from './world/smallest-png.ts';

// Messages of a deal, over HTTP: who reads what, in which words, and what is refused.

let world: Served;
let buyer: Person;
let seller: Person;
let carrier: Person;
before(async () => {
  world = await serveCorridor();
  ({ buyer, seller, carrier } = world.insider);
});
after(() => world.close());

const write = (who: Person, deal_id: string, text: string, change: object = {}) =>
  world.command(who, `/deals/${deal_id}/messages`, { text, audience: 'trade', ...change });
const read = async (who: Person, deal_id: string, query = '', language = 'en') =>
  (
    await world.call(
      { url: `/deals/${deal_id}/messages${query}`, headers: { 'accept-language': language } },
      who,
    )
  ).json();

test('buyer and seller write from the request on; a third reads only what is for everybody', async () => {
  const { requested, shipped } = world.deals;
  assert.equal((await write(buyer, requested, 'Can you pack in crates?')).statusCode, 200);
  assert.equal((await write(seller, requested, 'Yes.')).statusCode, 200);
  assert.deepEqual(
    (await read(seller, requested)).items.map((m: { text: string }) => m.text),
    ['Yes.', 'Can you pack in crates?'],
  );
  await write(buyer, shipped, 'Between us');
  await write(carrier, shipped, 'Delayed at the crossing', { audience: 'everybody' });
  assert.deepEqual(
    (await read(carrier, shipped)).items.map((m: { text: string }) => m.text),
    ['Delayed at the crossing'],
  );
  assert.equal((await read(buyer, shipped)).items.length, 2);
  assert.equal((await write(carrier, shipped, 'Hello')).json().code, 'correspondence.not_of_the_trade');
  for (const who of [world.stranger.trader, world.nobody]) {
    assert.notEqual((await write(who, requested, 'Hello')).statusCode, 200);
    assert.equal((await read(who, requested)).items, undefined);
  }
  assert.equal((await write(carrier, requested, 'Hello')).json().code, 'deals.not_found');
});

test('the original stays, and a translation is beside it only where the port knows the words', async () => {
  const { quoted } = world.deals;
  await write(buyer, quoted, 'аккумулятор', { language: 'ru' });
  const [inEnglish] = (await read(seller, quoted)).items;
  assert.deepEqual([inEnglish.text, inEnglish.language], ['аккумулятор', 'ru']);
  assert.equal(inEnglish.translation.by, 'machine');
  assert.ok(inEnglish.translation.source && inEnglish.translation.text !== inEnglish.text);
  const [inRussian] = (await read(seller, quoted, '', 'ru')).items;
  assert.equal(inRussian.translation, null);
  await write(buyer, quoted, 'Мы подумаем и ответим вам через неделю после праздников', { language: 'ru' });
  assert.equal((await read(seller, quoted)).items[0].translation, null, 'it never guesses');
});

test('what one has read is one\u2019s own, and only moves on', async () => {
  const { contracted: deal } = world.deals;
  const first = (await write(seller, deal, 'One')).json().number;
  const second = (await write(seller, deal, 'Two')).json().number;
  const marks = async (who: Person) => (await read(who, deal)).items.map((m: { read: boolean }) => m.read);
  assert.deepEqual(await marks(buyer), [false, false]);
  const mark = (read_to: number) => world.command(buyer, `/deals/${deal}/messages/read`, { read_to });
  await mark(first);
  assert.deepEqual(await marks(buyer), [false, true]);
  await mark(second);
  await mark(first);
  assert.deepEqual(await marks(buyer), [true, true]);
  assert.deepEqual(await marks(world.colleague), [false, false]);
  assert.deepEqual(await marks(seller), [true, true]);
  const page = await read(buyer, deal, '?limit=1');
  assert.equal(page.items[0].number, second);
  assert.equal((await read(buyer, deal, `?limit=1&cursor=${page.next_cursor}`)).items[0].number, first);
  assert.equal((await read(buyer, deal, '?cursor=nonsense')).code, 'platform.bad_cursor');
});

const csv = Buffer.from('goods,kg\r\ntiles,500\r\n').toString('base64');
const open = (who: Person, deal_id: string, number: number, place: number) =>
  world.call({ url: `/deals/${deal_id}/messages/${number}/files/${place}` }, who);

test('files come with a message to those who read it, under names that say what they are', async () => {
  const { shipped: deal } = world.deals;
  const files = [
    { name: 'Фото 1.exe', file: SMALLEST_PNG },
    { name: '../a/b.CSV', file: csv },
  ];
  const { number } = (await write(buyer, deal, 'Packing', { files })).json();
  const [message] = (await read(seller, deal)).items;
  assert.deepEqual(
    message.files.map((f: { name: string; kind: string }) => [f.name, f.kind]),
    [
      ['Фото 1.exe.png', 'image/png'],
      ['.._a_b.CSV', 'text/csv'],
    ],
  );
  for (const who of [buyer, seller]) {
    const answer = await open(who, deal, number, 2);
    assert.equal(answer.body, 'goods,kg\r\ntiles,500\r\n');
    assert.equal(answer.headers['content-type'], 'text/csv');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(String(answer.headers['cache-control']), /^private/);
  }
  assert.equal((await open(carrier, deal, number, 1)).json().code, 'correspondence.file_not_found');
  for (const who of [world.stranger.trader, world.nobody])
    assert.notEqual((await open(who, deal, number, 1)).statusCode, 200);
  assert.equal((await open(buyer, deal, number, 3)).json().code, 'correspondence.file_not_found');
  assert.equal((await open(buyer, deal, number, 5)).statusCode, 400);
  await write(carrier, deal, 'To all', { audience: 'everybody', files: [files[1]] });
  const all = (await read(buyer, deal)).items[0];
  for (const who of [buyer, seller, carrier])
    assert.equal((await open(who, deal, all.number, 1)).statusCode, 200);
});

test('a file of another kind, too many and too much are refused with their place, and nothing is written', async () => {
  const { shipped: deal } = world.deals;
  const before = (await read(buyer, deal)).items.length;
  const send = async (files: object[]) => (await write(buyer, deal, 'Look', { files })).json();
  const good = { name: 'a.csv', file: csv };
  const of = (text: string) => Buffer.from(text).toString('base64');
  for (const text of [`MZ${'x'.repeat(200)}`, '<svg><script/></svg>', 'a,b\n=cmd|x,1', '<?php echo 1,2;']) {
    const refused = await send([good, { name: 'photo.jpg', file: of(text) }]);
    assert.equal(refused.code, 'correspondence.file_unusable', text);
    assert.equal(refused.errors[0].path, '/files/1');
  }
  assert.equal((await send([{ ...good, name: 'x\u202efdp.csv' }])).code, 'platform.bad_input');
  const large = { name: 'l.csv', file: of('a,b\n'.repeat(1_005_000)) };
  assert.equal((await send([large, large])).code, 'correspondence.files_too_large');
  assert.equal((await send(Array(5).fill(good))).status, 400);
  assert.equal((await send([{ ...good, name: 'a\u0000.csv' }])).status, 400);
  assert.equal((await send([{ name: 'huge', file: 'A'.repeat(11_000_000) }])).status, 413);
  assert.equal((await read(buyer, deal)).items.length, before);
});

test('the other firms that read a message are told of it, without its words', async () => {
  const { shipped: deal_id } = world.deals;
  const send = (text: string, audience: 'trade' | 'everybody') =>
    world.app.execute(sendMessage, memberOf(world.insiders.buyer), { deal_id, text, audience });
  await send('Secret price', 'trade');
  await send('Open words', 'everybody');
  await world.app.drain();
  const told = async (who: Person) => {
    const answer = await world.call({ url: '/notices' }, who);
    assert.doesNotMatch(answer.body, /Secret|Open words/);
    type Told = { kind: string; body: { deal_id?: string } };
    const here = (one: Told) => one.kind === 'message.sent' && one.body.deal_id === deal_id;
    return answer.json().items.filter(here).length;
  };
  assert.deepEqual([await told(buyer), await told(seller), await told(carrier)], [0, 2, 1]);
  assert.equal(await told(world.stranger.trader), 0);
});

test('texts with control characters, turned directions, none or too much are refused; keys do not write', async () => {
  const { quoted } = world.deals;
  const before = (await read(buyer, quoted)).items.length;
  assert.equal((await write(buyer, quoted, 'pay \u202eTZK 001')).json().code, 'platform.bad_input');
  assert.equal((await write(buyer, quoted, '   ')).json().code, 'correspondence.hidden_marks');
  for (const text of ['', 'a\u0000b', 'a\u001bb', 'x'.repeat(4001)])
    assert.equal((await write(buyer, quoted, text)).statusCode, 400, JSON.stringify(text.slice(0, 5)));
  assert.equal((await write(buyer, quoted, 'Hello', { audience: 'all' })).statusCode, 400);
  const byKey = await world.call({
    method: 'POST',
    url: `/deals/${quoted}/messages`,
    payload: { text: 'Hello', audience: 'trade' },
    headers: { 'x-api-key': world.key, 'idempotency-key': 'key-writes-1' },
  });
  assert.equal(byKey.json().code, 'correspondence.person_needed');
  assert.equal((await read(buyer, quoted)).items.length, before);
});

test('a message sent twice under one key is one, many at once all arrive, and the chain holds', async () => {
  const { delivered: deal } = world.deals;
  for (let i = 0; i < 2; i++)
    await world.command(
      buyer,
      `/deals/${deal}/messages`,
      { text: 'Once', audience: 'trade' },
      'message-once-1',
    );
  await Promise.all(Array.from({ length: 8 }, (_, i) => write(i % 2 ? buyer : seller, deal, `Message ${i}`)));
  const { items } = await read(seller, deal);
  assert.equal(items.filter((m: { text: string }) => m.text === 'Once').length, 1);
  assert.equal(items.length, 9);
  const report = await world.app.within((ctx) => auditTimelines(ctx));
  assert.equal(report.broken, null);
});
