import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import parts from '../../parts/parts.module.css';
import { Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { WaitingPapers } from '../papers/waiting-papers.tsx';

interface Hit {
  org_id: string;
  hit_id: string;
  org_name: string;
  list_id: string;
  entry_id: string;
  listed_name: string;
  given_name: string;
  likeness: string;
  same_country: boolean | null;
  state: 'open' | 'cleared' | 'confirmed' | 'lifting';
  found_at: string;
  decided_at: string | null;
  note: string | null;
}

const states = ['open', 'lifting', 'cleared', 'confirmed'];
/** What can be decided in which state. A block is lifted by two persons. */
const decisions = {
  open: ['cleared', 'confirmed'],
  lifting: ['cleared', 'confirmed'],
  confirmed: ['lifting'],
  cleared: [],
} as const;
type Decision = 'cleared' | 'confirmed' | 'lifting';

/** The operator's queue: firms whose name looks like a listed one, or like another firm here, and the decision. */
export function ScreeningPage(): ReactNode {
  const { t } = useTranslation('screening');
  const session = useSession();
  const search = useSearch({ from: '/screening' });
  const navigate = useNavigate({ from: '/screening' });
  const query = { state: search.state ?? 'open', cursor: search.cursor, limit: 20 };
  const hits = useQuery({
    queryKey: ['screening-hits', query],
    queryFn: ({ signal }) => callApi<Page<Hit>>('/screening-hits', { query, signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <div className={parts.filters}>
        <NativeSelect
          label={t('col.state')}
          value={query.state}
          onChange={(event) => void navigate({ search: { state: event.currentTarget.value } })}
          data={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </div>
      <PagedAnswer
        query={hits}
        rows={6}
        cursor={search.cursor}
        go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
        empty={<Empty title={t(`none.${query.state}`)} />}
      >
        {(items) => <HitTable items={items} />}
      </PagedAnswer>
      <WaitingPapers />
    </>
  );
}

function HitTable({ items }: { items: Hit[] }): ReactNode {
  const { t } = useTranslation('screening');
  const reader = useReader();
  const columns: Column<Hit>[] = [
    { id: 'firm', header: t('col.firm'), title: true, cell: (h) => h.org_name },
    {
      id: 'alike',
      header: t('col.alike'),
      cell: (h) => (
        <>
          {h.listed_name}
          <div className="small dimmed">
            {h.list_id === 'duplicate' ? t('duplicate') : t('entry', { list: h.list_id, entry: h.entry_id })}
          </div>
        </>
      ),
    },
    {
      id: 'why',
      header: t('col.why'),
      cell: (h) => (
        <>
          {t('likeness', { percent: formatDecimal(String(Math.round(Number(h.likeness) * 100)), reader) })}
          <div className="small dimmed">
            {h.given_name !== h.org_name && `${t('by_name', { name: h.given_name })} `}
            {t(`country.${h.same_country === null ? 'unknown' : h.same_country ? 'same' : 'other'}`)}
          </div>
        </>
      ),
    },
    { id: 'found', header: t('col.found'), cell: (h) => <Instant at={h.found_at} day /> },
    {
      id: 'decision',
      header: t('col.decision'),
      cell: (h) => (
        <>
          {h.state !== 'open' && <Decided hit={h} />}
          {decisions[h.state].length > 0 && <Decide hit={h} />}
        </>
      ),
    },
  ];
  return <RecordTable caption={t('title')} columns={columns} rows={items} keyOf={(h) => h.hit_id} />;
}

function Decided({ hit }: { hit: Hit }): ReactNode {
  const { t } = useTranslation('screening');
  return (
    <>
      {t(`state.${hit.state}`)} <Instant at={hit.decided_at} day />
      <div className="small dimmed">{hit.note}</div>
    </>
  );
}

function Decide({ hit }: { hit: Hit }): ReactNode {
  const { t } = useTranslation('screening');
  const command = (decision: Decision) => ({
    name: t(`decide.${decision}`),
    explain: t(`decide.${decision}.explain`, { firm: hit.org_name, listed: hit.listed_name }),
    method: 'POST',
    path: `/screening-hits/${hit.org_id}/${hit.hit_id}/decision`,
    fixed: { decision },
    fields: [{ name: 'note', label: t('note'), kind: 'line' as const, longest: 1000, hint: t('note.hint') }],
  });
  return <CommandButtons commands={decisions[hit.state].map(command)} />;
}
