import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import parts from '../../parts/parts.module.css';
import { Empty } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { type Entry, EntryTable } from './entry-table.tsx';
import { TreasuryHead } from './treasury-head.tsx';

const states = ['unmatched', 'proposed', 'matched'];

/** Booked lines of banks that nothing counts for yet, with what they may belong to; banks match them in pairs. */
export function UnmatchedPage(): ReactNode {
  const { t } = useTranslation('treasury');
  const session = useSession();
  const search = useSearch({ from: '/treasury/unmatched' });
  const navigate = useNavigate({ from: '/treasury/unmatched' });
  const state = states.includes(search.state ?? '') ? search.state : 'unmatched';
  const entries = useQuery({
    queryKey: ['entries', state, search.cursor],
    queryFn: ({ signal }) =>
      callApi<Page<Entry>>('/banking/entries', {
        query: { state, cursor: search.cursor, limit: 20 },
        signal,
      }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('unmatched')} />;
  return (
    <>
      <TreasuryHead title={t('unmatched')} about={t('unmatched_about')} />
      <search className={parts.filters}>
        <NativeSelect
          label={t('state')}
          value={state}
          data={states.map((value) => ({ value, label: t(`entry_${value}`) }))}
          onChange={(event) => void navigate({ search: { state: event.currentTarget.value } })}
        />
      </search>
      <PagedAnswer
        query={entries}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={<Empty title={t('no_entries')} />}
      >
        {(items) => <EntryTable items={items} />}
      </PagedAnswer>
    </>
  );
}
