import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyJson } from '../../format/money.ts';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { currencies } from '../exchange/exchange.ts';

const ownKinds = ['capital', 'liquidity', 'spread', 'rounding', 'revenue', 'wallet'];

/** Proposing limits, a rate of a day with its source, a move between the treasury's accounts, or a closing. */
export function ProposeChange(): ReactNode {
  const { t } = useTranslation(['treasury', 'terms']);
  const reader = useReader();
  const choices = currencies.map((code) => ({
    value: code,
    label: `${code} · ${currencyName(code, reader)}`,
  }));
  const choice = (name: string, label: string, start: string) => ({
    name,
    label,
    kind: 'choice' as const,
    start,
    choices,
  });
  const account = (name: string, label: string, start: string) => ({
    name,
    label,
    kind: 'choice' as const,
    start,
    choices: ownKinds.map((value) => ({ value, label: t(`account.${value}`, { ns: 'terms' }) })),
  });
  return (
    <CommandButtons
      commands={[
        {
          name: t('propose_limit'),
          explain: t('propose_explain'),
          method: 'POST',
          path: '/treasury/changes/limits',
          fields: ({ currency = 'CNY' }) => [
            choice('currency', t('currency'), 'CNY'),
            { name: 'keep_at_least', label: t('keep_at_least'), kind: 'amount', currency, start: '0' },
            {
              name: 'hold_at_most',
              label: t('hold_at_most'),
              kind: 'amount',
              currency,
              optional: true,
              hint: t('empty_no_limit'),
            },
            { name: 'reason', label: t('reason'), kind: 'text', longest: 200 },
          ],
          shape: (body) => ({
            currency: body.currency,
            keep_at_least: (body.keep_at_least as MoneyJson).amount,
            hold_at_most: (body.hold_at_most as MoneyJson | undefined)?.amount ?? null,
            reason: body.reason,
          }),
        },
        {
          name: t('propose_rate'),
          explain: t('propose_explain'),
          method: 'POST',
          path: '/treasury/changes/rates',
          fields: ({ base = 'USD', currency = 'CNY' }) => [
            choice('base', t('base'), 'USD'),
            choice('currency', t('currency'), 'CNY'),
            {
              name: 'rate',
              label: t('rate'),
              kind: 'line',
              hint: t('rate_hint', { base, currency }),
              longest: 25,
            },
            { name: 'valid_from', label: t('valid_from'), kind: 'date' },
            { name: 'source', label: t('source'), kind: 'text', longest: 200 },
          ],
          shape: (body) => ({ ...body, rate: String(body.rate).replace(',', '.') }),
        },
        {
          name: t('propose_move'),
          explain: t('propose_explain'),
          method: 'POST',
          path: '/treasury/changes/moves',
          fields: ({ currency = 'CNY' }) => [
            choice('currency', t('currency'), 'CNY'),
            account('from', t('account_from'), 'capital'),
            account('to', t('account_to'), 'liquidity'),
            { name: 'amount', label: t('amount'), kind: 'amount', currency },
            { name: 'reference', label: t('reference'), kind: 'text', longest: 200 },
          ],
          shape: (body) => ({
            currency: body.currency,
            from_account_id: `${body.from}:${body.currency}`,
            to_account_id: `${body.to}:${body.currency}`,
            amount: (body.amount as MoneyJson).amount,
            reference: body.reference,
          }),
        },
        {
          name: t('propose_closing'),
          explain: t('propose_closing_explain'),
          method: 'POST',
          path: '/treasury/changes/closings',
          fields: [
            {
              name: 'book_id',
              label: t('closed_book'),
              kind: 'line',
              hint: t('closed_book_hint'),
              longest: 36,
            },
            {
              name: 'account_id',
              label: t('closed_account'),
              kind: 'line',
              hint: t('closed_account_hint'),
              optional: true,
              longest: 60,
            },
            { name: 'reason', label: t('reason'), kind: 'text', longest: 200 },
          ],
          shape: (body) => ({ ...body, account_id: body.account_id ?? null }),
        },
      ]}
    />
  );
}
