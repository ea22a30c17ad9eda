import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { formatMoney } from '../../format/money.ts';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandForm } from '../../parts/command-form.tsx';
import { Empty } from '../../parts/section.tsx';
import type { WalletAccount } from '../wallet/wallet-page.tsx';
import { currencies, type Exchange } from './exchange.ts';

/** What is given, out of which wallet, and what is wanted for it. */
export function ExchangeForm({ asked }: { asked: (exchange_id: string) => void }): ReactNode {
  const { t } = useTranslation('exchange');
  const reader = useReader();
  const wallet = useQuery({
    queryKey: ['wallet'],
    queryFn: ({ signal }) => callApi<{ items: WalletAccount[] }>('/wallet', { signal }),
  });
  const choice = (code: string) => ({ value: code, label: `${code} · ${currencyName(code, reader)}` });
  return (
    <Answer query={wallet}>
      {({ items }) => {
        const held = items.filter((a) => a.kind === 'wallet' && !a.closed && BigInt(a.available.amount) > 0n);
        const [first] = held;
        if (!first) return <Empty title={t('nothing_to_give')} />;
        return (
          <CommandForm<Exchange>
            done={({ exchange_id }) => asked(exchange_id)}
            spec={{
              name: t('get_price'),
              method: 'POST',
              path: '/exchanges',
              fields: (values) => {
                const from = values.sell_currency ?? first.available.currency;
                const available = held.find((a) => a.available.currency === from)?.available;
                return [
                  {
                    name: 'sell_currency',
                    label: t('sell_currency'),
                    kind: 'choice',
                    start: first.available.currency,
                    choices: held.map((a) => choice(a.available.currency)),
                  },
                  {
                    name: 'sell',
                    label: t('sell'),
                    kind: 'amount',
                    currency: from,
                    ...(available
                      ? { hint: t('available', { amount: formatMoney(available, reader) }) }
                      : {}),
                  },
                  {
                    name: 'buy_currency',
                    label: t('buy_currency'),
                    kind: 'choice',
                    start: currencies.find((code) => code !== from) ?? 'CNY',
                    choices: currencies.filter((code) => code !== from).map(choice),
                  },
                ];
              },
              shape: ({ sell, buy_currency }) => ({ sell, buy_currency }),
            }}
          />
        );
      }}
    </Answer>
  );
}
