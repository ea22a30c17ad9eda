import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal } from '../../kernel/refusal.ts';
import { Gatherer, type Together } from '../gather.ts';

/** Runs calls by writing down what was done, in order; names of calls decide what goes wrong. */
function line(options: { ahead?: (calls: readonly string[]) => Promise<string[]> | undefined } = {}) {
  const done: string[] = [];
  let open = 0;
  let most = 0;
  const work = async (calls: readonly string[], how: string): Promise<string[]> => {
    open += 1;
    most = Math.max(most, open);
    await sleep(2);
    open -= 1;
    done.push(`${how} ${calls.join('+')}`);
    return calls.map((c) => c.toUpperCase());
  };
  const together: Together<string, string> = {
    run: async (calls) => {
      if (calls.length > 1 && calls.includes('spoils')) throw new Error('spoiled');
      if (calls.includes('spoils')) throw new Error('it spoils');
      return work(calls, 'run');
    },
    unlike: (call) => (call.startsWith('same') ? 'same' : undefined),
    weigh: (call) => (call.startsWith('heavy') ? 300 : 1),
    ...(options.ahead ? { ahead: options.ahead } : {}),
  };
  return { done, together, most: () => most, work };
}
const all = (gatherer: Gatherer<string, string>, calls: string[], together: Together<string, string>) =>
  Promise.all(
    calls.map((c) =>
      gatherer.submit('a', c, together).then(
        (r) => (isRefusal(r) ? r.code : r),
        (e: Error) => e.message,
      ),
    ),
  );

test('calls that arrive together are one transaction, unless they are too heavy or too alike', async () => {
  const { done, together, most } = line();
  const calls = ['a', 'b', 'heavy1', 'heavy2', 'same1', 'same2', 'c'];
  assert.deepEqual(
    await all(new Gatherer(), calls, together),
    calls.map((c) => c.toUpperCase()),
  );
  assert.deepEqual(done, ['run a+b+heavy1', 'run heavy2+same1', 'run same2+c']);
  assert.equal(most(), 1, 'one transaction of a line at a time');
});

test('one call that spoils its transaction fails alone', async () => {
  const { together } = line();
  assert.deepEqual(await all(new Gatherer(), ['a', 'spoils', 'b'], together), ['A', 'it spoils', 'B']);
});

test('a line runs ahead; what was lost is run again in its order, before all that came later', async () => {
  const log: string[] = [];
  const { done, together, most, work } = line({
    ahead: (calls) => {
      log.push(calls.join('+'));
      if (calls.includes('heavy9')) return undefined;
      return calls.some((c) => c === 'heavy2' || c === 'heavy3')
        ? sleep(calls.includes('heavy2') ? 5 : 1).then(() => {
            throw new Error('lost');
          })
        : work(calls, 'ahead');
    },
  });
  const calls = ['heavy1', 'heavy2', 'heavy3', 'heavy4', 'heavy9', 'heavy5'];
  const gatherer = new Gatherer<string, string>({ ahead_at_once: 3 });
  assert.deepEqual(
    await all(gatherer, calls, together),
    calls.map((c) => c.toUpperCase()),
  );
  // The fourth was on its way before the second was lost, and may arrive before it or after.
  assert.deepEqual(
    done.filter((d) => !/heavy[14]/.test(d)),
    ['run heavy2', 'run heavy3', 'run heavy9', 'ahead heavy5'],
  );
  assert.ok(done.includes('ahead heavy4'));
  assert.ok(most() >= 1 && log.length >= 5);
});

test('lines take turns, and one that is full says so', async () => {
  const { together } = line();
  const gatherer = new Gatherer<string, string>({ line_limit: 3, limit: 4 });
  const answers = await Promise.all([
    all(gatherer, ['a', 'b', 'c', 'd'], together),
    gatherer.submit('other', 'x', together),
    gatherer.submit('third', 'y', together).then((r) => (isRefusal(r) ? r.code : r)),
  ]);
  assert.deepEqual(answers, [['A', 'B', 'C', 'platform.queue_full'], 'X', 'platform.queue_full']);
});
