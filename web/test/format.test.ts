import { describe, expect, it } from 'vitest';
import { daysUntil, formatDay, formatInstant, formatPeriod } from '../src/format/date.ts';
import { formatAmount, formatMoney, parseAmount, sumMoney, toDecimal } from '../src/format/money.ts';
import { formatCompact, formatDecimal, formatPercent } from '../src/format/number.ts';
import { tableOf } from './locale-table.ts';

const [en, zh, ru, kk, tg] = ['en', 'zh', 'ru', 'kk', 'tg'].map(tableOf) as [
  ReturnType<typeof tableOf>,
  ReturnType<typeof tableOf>,
  ReturnType<typeof tableOf>,
  ReturnType<typeof tableOf>,
  ReturnType<typeof tableOf>,
];
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it('writes minor units exactly, with the code behind', () => {
    expect(plain(formatMoney({ amount: '1234567', currency: 'CNY' }, en))).toBe('12,345.67 CNY');
    expect(plain(formatMoney({ amount: '1234567', currency: 'KZT' }, ru))).toBe('12 345,67 KZT');
    expect(plain(formatMoney({ amount: '-5', currency: 'USD' }, en))).toBe('−0.05 USD');
    expect(formatAmount({ amount: '0', currency: 'USD' }, zh)).toBe('0.00');
  });

  it('keeps every digit of amounts beyond what a float can hold', () => {
    expect(formatAmount({ amount: '900719925474099301', currency: 'UZS' }, en)).toBe(
      '9,007,199,254,740,993.01',
    );
    expect(toDecimal('100000000000000001')).toBe('1000000000000000.01');
  });

  it('refuses what is not a whole number of minor units', () => {
    for (const bad of ['12.5', '', '1e5', 'abc']) expect(() => toDecimal(bad)).toThrow();
  });

  it('reads what people type, and only that', () => {
    expect(parseAmount('12 345,67', ru)).toBe('1234567');
    expect(parseAmount('12,345.67', en)).toBe('1234567');
    expect(parseAmount('0.5', en)).toBe('50');
    expect(parseAmount('7', zh)).toBe('700');
    for (const bad of ['', '-1', '1.234', '1,2,3.4.5', 'x']) expect(parseAmount(bad, en)).toBeUndefined();
  });

  it('reads back what it wrote, in every language', () => {
    for (const table of [en, zh, ru, kk, tg])
      for (const amount of ['0', '1', '99', '100', '123456789', '900719925474099'])
        expect(parseAmount(formatAmount({ amount, currency: 'CNY' }, table), table)).toBe(amount);
  });

  it('adds one currency and never two', () => {
    expect(
      sumMoney([
        { amount: '1', currency: 'CNY' },
        { amount: '2', currency: 'CNY' },
      ])?.amount,
    ).toBe('3');
    expect(
      sumMoney([
        { amount: '1', currency: 'CNY' },
        { amount: '2', currency: 'USD' },
      ]),
    ).toBeUndefined();
  });
});

describe('numbers', () => {
  it('groups and drops trailing zeros', () => {
    expect(formatDecimal('1250.500', en)).toBe('1,250.5');
    expect(formatDecimal('1250.000', en)).toBe('1,250');
    expect(plain(formatDecimal('1250.500', ru, 2))).toBe('1 250,50');
    expect(formatDecimal('not a number', en)).toBe('not a number');
  });

  it('never writes a negative zero', () => {
    expect(formatDecimal('-0.00', en, 2)).toBe('0.00');
  });

  it('shortens large figures by the habit of the language', () => {
    expect(formatCompact(106_345_678_901, en)).toBe('106.3bn');
    expect(formatCompact(106_345_678_901, zh)).toBe('1,063.5亿');
    expect(plain(formatCompact(106_345_678_901, ru))).toBe('106,3 млрд');
    expect(formatCompact(950, en)).toBe('950');
  });

  it('writes percent as the language does', () => {
    expect(formatPercent(12, en, 1, true)).toBe('+12.0%');
    expect(plain(formatPercent(-0.5, ru))).toBe('−0,5 %');
  });
});

describe('dates', () => {
  it('writes days in words without shifting them', () => {
    expect(formatDay('2026-01-31', en)).toBe('31 Jan 2026');
    expect(formatDay('2026-01-31', zh)).toBe('2026年1月31日');
    expect(plain(formatDay('2026-01-31', ru, 'long'))).toBe('31 января 2026 г.');
  });

  it('writes instants in the reader’s zone', () => {
    expect(formatInstant('2026-01-31T20:30:00Z', en, 'medium', 300)).toBe('1 Feb 2026, 01:30');
    expect(formatInstant('2026-01-31T20:30:00Z', en, 'medium', -60)).toBe('31 Jan 2026, 19:30');
    expect(formatInstant('nonsense', en)).toBe('nonsense');
  });

  it('writes periods', () => {
    expect(formatPeriod('2025', en)).toBe('2025');
    expect(plain(formatPeriod('2025-03', ru))).toBe('март 2025 г.');
    expect(formatPeriod('2025-01..2025-03', en)).toBe('January 2025 – March 2025');
    expect(formatPeriod('Jan-Oct 2025', en)).toBe('Jan-Oct 2025');
  });

  it('counts days to a deadline', () => {
    const now = new Date('2026-01-10T12:00:00Z');
    expect(daysUntil('2026-01-12T13:00:00Z', now)).toBe(2);
    expect(daysUntil('2026-01-10', now)).toBe(0);
    expect(daysUntil('2026-01-08T12:00:00Z', now)).toBe(-2);
  });
});
