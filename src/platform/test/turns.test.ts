import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from '../turns.ts';

test('a free server gives every job its turn at once', async () => {
  const turns = new Turns();
  const begin = performance.now();
  await Promise.all(Array.from({ length: 100 }, () => turns.take()));
  assert.ok(performance.now() - begin < 100, 'nobody waited');
});

test('while a request is answered jobs take turns slowly, and after it at once', async () => {
  const turns = new Turns();
  turns.requestBegins();
  let taken = 0;
  const jobs = Array.from({ length: 20 }, () => turns.take().then(() => (taken += 1)));
  await new Promise((resolve) => setTimeout(resolve, 350));
  assert.ok(taken >= 1 && taken <= 4, `${taken} of 20 began within 350 ms of work for people`);
  turns.requestEnds();
  await Promise.all(jobs);
  assert.equal(taken, 20);
});
