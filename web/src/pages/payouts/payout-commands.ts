import type { TFunction } from 'i18next';
import type { MoneyJson } from '../../format/money.ts';
import type { ButtonCommand } from '../../parts/command-buttons.tsx';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import type { PayoutAccount } from './payouts-api.ts';

interface Bank {
  org_id: string;
  name: string;
}

const schemes = ['iban', 'cnaps', 'bic'];

/** Registers an account; which numbers are asked depends on how the account is named. */
export function registerCommand(
  t: TFunction<['payouts', 'terms']>,
  own: { name: string; country: string },
  banks: Bank[],
): ButtonCommand {
  const line = (name: string, more: Partial<CommandField> = {}): CommandField => ({
    name,
    label: t(`field.${name}`),
    kind: 'line',
    ...more,
  });
  const start = own.country === 'KZ' ? 'iban' : own.country === 'CN' ? 'cnaps' : 'bic';
  return {
    name: t('register'),
    explain: t('register_explain'),
    method: 'POST',
    path: '/payout-accounts',
    fields: (values: Values): CommandField[] => {
      const scheme = values.scheme ?? start;
      return [
        {
          name: 'bank_org_id',
          label: t('field.bank'),
          kind: 'choice',
          start: banks[0]?.org_id ?? '',
          choices: banks.map((bank) => ({ value: bank.org_id, label: bank.name })),
        },
        line('holder', { start: own.name, longest: 140 }),
        {
          name: 'scheme',
          label: t('field.scheme'),
          kind: 'choice',
          start,
          choices: schemes.map((value) => ({ value, label: t(`scheme.${value}`) })),
        },
        line('account', { longest: 34 }),
        ...(scheme === 'cnaps' ? [line('cnaps', { longest: 12, hint: t('cnaps_hint') })] : []),
        ...(scheme === 'bic' ? [line('bic', { longest: 11 })] : []),
        line('country', { start: own.country, longest: 2 }),
        line('town', { longest: 35 }),
      ];
    },
  };
}

/** Pays out of each wallet that has money, to the accounts that are verified. */
export function payCommands(
  t: TFunction<['payouts', 'terms']>,
  available: MoneyJson[],
  accounts: PayoutAccount[],
): ButtonCommand[] {
  const verified = accounts.filter((account) => account.state === 'verified');
  if (verified.length === 0) return [];
  return available.map(({ currency }) => ({
    name: t('pay_out', { currency }),
    explain: t('pay_out_explain'),
    method: 'POST',
    path: '/payment-orders',
    fields: [
      {
        name: 'account_id',
        label: t('account'),
        kind: 'choice' as const,
        start: verified[0]?.account_id ?? '',
        choices: verified.map((a) => ({ value: a.account_id, label: `${a.account} · ${a.holder}` })),
      },
      { name: 'amount', label: t('amount'), kind: 'amount' as const, currency },
      { name: 'remittance', label: t('remittance'), kind: 'line' as const, longest: 140 },
    ],
  }));
}
