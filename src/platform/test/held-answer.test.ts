import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { sendHeld } from '../http/held-answer.ts';

test('an answer that stands is written out once, and who has it is told so', async () => {
  let written = 0;
  let answer = { figure: 'сауда 贸易' };
  const app = Fastify();
  app.setSerializerCompiler(() => (data) => {
    written += 1;
    return JSON.stringify(data);
  });
  app.get('/figure', { schema: { response: { 200: {} } } }, (request, reply) =>
    sendHeld(request, reply, answer),
  );
  const get = (etag?: string) =>
    app.inject({ url: '/figure', headers: etag === undefined ? {} : { 'if-none-match': etag } });
  const first = await get();
  assert.deepEqual(
    [first.statusCode, first.json(), first.headers['content-type']],
    [200, answer, 'application/json; charset=utf-8'],
  );
  const etag = String(first.headers.etag);
  assert.equal((await get('"another"')).body, first.body);
  assert.equal(written, 1);
  const again = await get(etag);
  assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag]);
  answer = { figure: 'савдо' };
  const changed = await get(etag);
  assert.deepEqual([changed.statusCode, changed.json()], [200, answer]);
  assert.notEqual(changed.headers.etag, etag);
  await app.close();
});
