import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import type { WalletAccount } from './wallet-page.tsx';

const currencies = ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'];

/** Opening a wallet in another currency. */
export function WalletCommands({ accounts, kind }: { accounts: WalletAccount[]; kind: string }): ReactNode {
  const { t } = useTranslation('wallet');
  const reader = useReader();
  if (!['trader', 'carrier', 'broker'].includes(kind)) return null;
  const choice = (code: string) => ({ value: code, label: `${code} · ${currencyName(code, reader)}` });
  const wallets = accounts.filter((account) => account.kind === 'wallet' && !account.closed);
  const held = wallets.map((account) => account.balance.currency);
  const missing = currencies.filter((code) => !held.includes(code));
  return (
    <CommandButtons
      commands={[
        ...(missing.length > 0
          ? [
              {
                name: t('open'),
                explain: t('open_explain'),
                method: 'POST',
                path: '/wallet',
                fields: [
                  {
                    name: 'currency',
                    label: t('currency'),
                    kind: 'choice' as const,
                    start: missing[0] ?? 'CNY',
                    choices: missing.map(choice),
                  },
                ],
              },
            ]
          : []),
      ]}
    />
  );
}
