import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { DealSummary } from '../../api/deals.ts';
import { currencyName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { currencies } from '../exchange/exchange.ts';
import { type Obligation, ObligationTable } from './obligation-table.tsx';

/** What a participant owes and is due until the day is netted, and a way to register what it owes. */
export function OwnObligations({ org_id }: { org_id: string }): ReactNode {
  const { t } = useTranslation('treasury');
  const reader = useReader();
  const open = useQuery({
    queryKey: ['obligations', 'open'],
    queryFn: ({ signal }) =>
      callApi<Page<Obligation>>('/netting/obligations', { query: { open: '1', limit: 100 }, signal }),
  });
  const deals = useQuery({
    queryKey: ['deals', 'partners'],
    queryFn: ({ signal }) => callApi<Page<DealSummary>>('/deals', { query: { limit: 100 }, signal }),
  });
  const partners = new Map(
    (deals.data?.items ?? [])
      .flatMap((deal) => [deal.buyer, deal.seller])
      .filter((party) => party.org_id !== org_id)
      .map((party) => [party.org_id, party.name]),
  );
  const [first] = partners.keys();
  return (
    <Section title={t('own_open')}>
      {first === undefined ? (
        <p className="dimmed">{t('no_partners')}</p>
      ) : (
        <CommandButtons
          commands={[
            {
              name: t('register_debt'),
              explain: t('register_debt_explain'),
              method: 'POST',
              path: '/netting/obligations',
              fields: ({ currency = 'CNY' }) => [
                {
                  name: 'to_org_id',
                  label: t('whom'),
                  kind: 'choice',
                  start: first,
                  choices: [...partners].map(([value, label]) => ({ value, label })),
                },
                {
                  name: 'currency',
                  label: t('currency'),
                  kind: 'choice',
                  start: 'CNY',
                  choices: currencies.map((code) => ({
                    value: code,
                    label: `${code} · ${currencyName(code, reader)}`,
                  })),
                },
                { name: 'amount', label: t('amount'), kind: 'amount', currency },
                { name: 'reference', label: t('reference'), kind: 'text', longest: 140 },
              ],
              shape: ({ to_org_id, amount, reference }) => ({ to_org_id, amount, reference }),
            },
          ]}
        />
      )}
      <Answer query={open}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('nothing_waits')} />
          ) : (
            <ObligationTable caption={t('own_open')} items={items} org_id={org_id} />
          )
        }
      </Answer>
    </Section>
  );
}
