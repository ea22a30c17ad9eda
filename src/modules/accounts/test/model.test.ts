import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VirtualClock } from '../../../kernel/clock.ts';
import { ActorCache } from '../actor-cache.ts';
import { Attempts } from '../attempts.ts';

const start = new Date('2026-03-02T08:00:00Z');
const person = (user_id: string) => async () => ({ user_id });
const mustNotLook = (): Promise<never> => Promise.reject(new Error('looked again'));

test('a credential is remembered for its time and looked up again after it', async () => {
  const clock = new VirtualClock(start);
  const cache = new ActorCache(clock, 10_000, 100);
  await cache.get('a', person('1'));
  clock.advanceBy(9_999);
  assert.equal((await cache.get('a', mustNotLook))?.user_id, '1');
  clock.advanceBy(1);
  assert.equal((await cache.get('a', person('2')))?.user_id, '2');
});

test('requests that arrive together share one lookup', async () => {
  const cache = new ActorCache(new VirtualClock(start), 10_000, 100);
  let looks = 0;
  const look = async () => {
    looks += 1;
    return { user_id: '1' };
  };
  await Promise.all(Array.from({ length: 50 }, () => cache.get('a', look)));
  assert.equal(looks, 1);
});

test('neither a failure nor nobody is remembered, so both cost the guesser a lookup and nobody a lockout', async () => {
  const cache = new ActorCache<{ user_id: string } | undefined>(new VirtualClock(start), 10_000, 100);
  await assert.rejects(cache.get('a', mustNotLook));
  await cache.get('b', async () => undefined);
  assert.equal(cache.size, 0);
  assert.equal((await cache.get('a', person('1')))?.user_id, '1');
});

test('it never holds more than its limit, and the longest unused goes first', async () => {
  const cache = new ActorCache(new VirtualClock(start), 10_000, 3);
  for (const key of ['a', 'b', 'c']) await cache.get(key, person(key));
  await cache.get('a', mustNotLook);
  await cache.get('d', person('d'));
  assert.equal(cache.size, 3);
  assert.equal((await cache.get('a', mustNotLook))?.user_id, 'a');
  await assert.rejects(cache.get('b', mustNotLook));
});

test('forgetting a person drops all of his credentials and nobody else’s', async () => {
  const cache = new ActorCache(new VirtualClock(start), 10_000, 100);
  await cache.get('session', person('1'));
  await cache.get('key', person('1'));
  await cache.get('other', person('2'));
  await cache.forgetUser('1');
  assert.equal(cache.size, 1);
  await cache.get('other', mustNotLook);
});

test('wrong passwords close an account after ten, open it after fifteen minutes or a right one, and stay bounded', () => {
  const clock = new VirtualClock(start);
  const attempts = new Attempts(clock);
  for (let i = 0; i < 10; i++) {
    assert.equal(attempts.exhausted('a'), false);
    attempts.failed('a');
  }
  assert.equal(attempts.exhausted('a'), true);
  clock.advanceBy(15 * 60 * 1000);
  assert.equal(attempts.exhausted('a'), false);
  for (let i = 0; i < 9; i++) attempts.failed('b');
  attempts.succeeded('b');
  attempts.failed('b');
  assert.equal(attempts.exhausted('b'), false);
});
