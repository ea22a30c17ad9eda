import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import type { Exchange } from './exchange.ts';
import { ExchangeCard } from './exchange-card.tsx';
import { ExchangeForm } from './exchange-form.tsx';
import { ExchangeTable } from './exchange-table.tsx';

/** Asking for a price, locking and executing it; and what was exchanged before. */
export function ExchangePage(): ReactNode {
  const { t } = useTranslation('exchange');
  const session = useSession();
  const search = useSearch({ from: '/exchange' });
  const navigate = useNavigate({ from: '/exchange' });
  const past = useQuery({
    queryKey: ['exchanges', search.cursor],
    queryFn: ({ signal }) =>
      callApi<Page<Exchange>>('/exchanges', { query: { cursor: search.cursor, limit: 10 }, signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  const go = (change: { exchange?: string; cursor?: string | undefined }): void =>
    void navigate({ search: (old) => ({ ...old, ...change }) });
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <Section title={t('ask')}>
        <ExchangeForm asked={(exchange_id) => go({ exchange: exchange_id })} />
      </Section>
      {search.exchange && <ExchangeCard exchange_id={search.exchange} key={search.exchange} />}
      <Section title={t('past')}>
        <PagedAnswer
          query={past}
          cursor={search.cursor}
          go={(cursor) => go({ cursor })}
          empty={<Empty title={t('none')} />}
        >
          {(items) => <ExchangeTable items={items} />}
        </PagedAnswer>
      </Section>
    </>
  );
}
