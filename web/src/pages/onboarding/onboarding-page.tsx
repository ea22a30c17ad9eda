import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { CountryName, Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { WaitingPapers } from '../papers/waiting-papers.tsx';
import { FileSection } from './file-section.tsx';
import { FunnelSection } from './funnel-section.tsx';

interface Firm {
  org_id: string;
  name: string;
  name_zh: string | null;
  name_ru: string | null;
  kind: string;
  country: string;
  status: 'registered' | 'verified';
  trust: number;
  registered_at: string;
}

/** The desk of an institution: brings firms on by a file, and sees those it has brought on, to vouch for them. */
export function OnboardingPage(): ReactNode {
  const { t } = useTranslation('onboarding');
  const session = useSession();
  const search = useSearch({ from: '/onboarding' });
  const navigate = useNavigate({ from: '/onboarding' });
  const org_id = session?.organisation?.org_id;
  const query = { onboarded_by: org_id, cursor: search.cursor, limit: 20 };
  const firms = useQuery({
    queryKey: ['organisations', query],
    queryFn: ({ signal }) => callApi<Page<Firm>>('/organisations', { query, signal }),
    enabled: Boolean(org_id),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <WaitingPapers />
      <FileSection />
      <FunnelSection />
      <Section title={t('firms')}>
        <PagedAnswer
          query={firms}
          rows={6}
          cursor={search.cursor}
          go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
          empty={<Empty title={t('none')} />}
        >
          {(items) => <FirmTable items={items} />}
        </PagedAnswer>
      </Section>
    </>
  );
}

function FirmTable({ items }: { items: Firm[] }): ReactNode {
  const { t } = useTranslation(['onboarding', 'terms']);
  const columns: Column<Firm>[] = [
    {
      id: 'name',
      header: t('col.firm'),
      title: true,
      cell: (f) => (
        <>
          {f.name}
          <div className="small dimmed">{[f.name_zh, f.name_ru].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    { id: 'kind', header: t('col.kind'), cell: (f) => t(`org.${f.kind}`, { ns: 'terms' }) },
    { id: 'country', header: t('col.country'), cell: (f) => <CountryName code={f.country} /> },
    { id: 'since', header: t('col.since'), cell: (f) => <Instant at={f.registered_at} day /> },
    {
      id: 'status',
      header: t('col.status'),
      cell: (f) =>
        f.status === 'verified' ? (
          t('status.verified')
        ) : (
          <CommandButtons
            commands={[
              {
                name: t('vouch'),
                explain: t('vouch.explain', { firm: f.name }),
                method: 'POST',
                path: `/organisations/${f.org_id}/verification`,
                fields: [],
              },
            ]}
          />
        ),
    },
  ];
  return <RecordTable caption={t('firms')} columns={columns} rows={items} keyOf={(f) => f.org_id} />;
}
