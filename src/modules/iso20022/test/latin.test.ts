import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { guessCyrillicLanguage } from '../cyrillic.ts';
import { toLatin } from '../latin.ts';
import { applyProfile } from '../profiles.ts';
import { readMessage } from '../read-message.ts';
import { writeMessage } from '../write-message.ts';
import { payment } from './samples.ts';

test('names of the corridor in Latin letters', () => {
  for (const [name, latin] of [
    ['西安示范贸易有限公司', 'Xi An Shi Fan Mao Yi You Xian Gong Si'],
    ['绿色 No. 5', 'Lyu Se No. 5'],
    ['ТОО «Щит и Ёлка»', 'TOO "Shchit i Elka"'],
    ['Қазақстан Әділет ЖШС', 'Qazaqstan Adilet ZhShS'],
    ['Өзгөн ширкети ЖЧК', 'Ozgon shirketi JChK'],
    ['Ҷумҳурии Тоҷикистон', 'Jumhurii Tojikiston'],
    ['Ўзбекистон Савдо', "O'zbekiston Savdo"],
    ['Türkmengaz Döwlet', 'Turkmengaz Dowlet'],
  ] as const)
    assert.deepEqual(toLatin(name, 'name'), { text: latin, lossy: false }, name);
});

test('a language that is given goes before the guess', () => {
  assert.equal(toLatin('Жамбыл', 'name', 'ky').text, 'Jambyl');
  assert.equal(toLatin('Жамбыл', 'name', 'kk').text, 'Zhambyl');
  assert.equal(guessCyrillicLanguage('Ғафур'), 'kk');
  assert.equal(guessCyrillicLanguage('Москва'), 'ru');
});

test('what has no counterpart is told, and the result always fits the set', () => {
  assert.deepEqual(toLatin('مرحبا', 'name'), { text: '.....', lossy: true });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.match(toLatin(text, 'reference').text, /^[0-9a-zA-Z/\-?:().,'+ ]*$/);
    }),
    { numRuns: 1000 },
  );
});

test('CBPR+: Latin only, every change is told; CIPS: names in full', () => {
  const adapted = mustSucceed(applyProfile('cbpr', 'pacs.008.001.08', payment), 'cbpr');
  const [transaction] = adapted.body.CdtTrfTxInf;
  assert.equal(transaction?.Cdtr.Nm, 'Xi An Shi Fan Mao Yi You Xian Gong Si');
  assert.equal(transaction?.Dbtr.PstlAdr?.TwnNm, 'Almaty');
  assert.deepEqual(
    adapted.changes.map((c) => c.from),
    ['ТОО «Демо Қазына Сауда»', 'Абай даңғылы', 'Алматы', '西安示范贸易有限公司', '长安路', '西安'],
  );
  assert.equal(adapted.body.CdtTrfTxInf[0]?.IntrBkSttlmAmt.amount, 123456789n);
  const xml = mustSucceed(writeMessage('pacs.008.001.08', adapted.body), 'writing');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything outside ASCII is what must not occur
  assert.doesNotMatch(xml, /[^\u0000-\u007f]/);
  assert.ok(!isRefusal(readMessage(xml)));
  const cips = mustSucceed(applyProfile('cips', 'pacs.008.001.08', payment), 'cips');
  assert.deepEqual(cips, { body: payment, changes: [] });
});

test('rules of the networks', () => {
  const [transaction] = payment.CdtTrfTxInf;
  assert.ok(transaction);
  const rule = (profile: 'cbpr' | 'cips', body: typeof payment): unknown => {
    const outcome = applyProfile(profile, 'pacs.008.001.08', body);
    return isRefusal(outcome) ? outcome.params.rule : 'fits';
  };
  const with1 = (change: Partial<typeof transaction>): typeof payment => ({
    ...payment,
    CdtTrfTxInf: [{ ...transaction, ...change }],
  });
  assert.equal(rule('cbpr', with1({ PmtId: { EndToEndId: 'x' } })), 'uetr');
  assert.equal(rule('cips', with1({ PmtId: { EndToEndId: 'x' } })), 'fits');
  assert.equal(rule('cbpr', with1({ Dbtr: { PstlAdr: { AdrLine: ['one line'] } } })), 'structured_address');
  assert.equal(rule('cbpr', { ...payment, CdtTrfTxInf: [transaction, transaction] }), 'one_transaction');
  assert.equal(rule('cips', with1({ IntrBkSttlmAmt: { amount: 1n, currency: 'USD' } })), 'currency');
  assert.equal(
    rule('cips', { ...payment, GrpHdr: { ...payment.GrpHdr, SttlmInf: { SttlmMtd: 'INDA' } } }),
    'settlement',
  );
  assert.equal(
    rule('cbpr', { ...payment, GrpHdr: { ...payment.GrpHdr, CreDtTm: '2026-03-02T08:00:00' } }),
    'offset',
  );
});
