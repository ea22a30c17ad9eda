import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { fileOf, type Paper } from './paper.ts';

/** Papers of firms that wait for the reader's organisation, oldest first, each to be looked at and decided. */
export function WaitingPapers(): ReactNode {
  const { t } = useTranslation('papers');
  const [cursor, setCursor] = useState<string>();
  const query = { cursor, limit: 20 };
  const papers = useQuery({
    queryKey: ['waiting-papers', query],
    queryFn: ({ signal }) => callApi<Page<Paper>>('/waiting-papers', { query, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t('queue')}>
      <PagedAnswer
        query={papers}
        rows={3}
        cursor={cursor}
        go={setCursor}
        empty={<Empty title={t('queue.none')} />}
      >
        {(items) => <QueueTable items={items} />}
      </PagedAnswer>
    </Section>
  );
}

function QueueTable({ items }: { items: Paper[] }): ReactNode {
  const { t } = useTranslation('papers');
  const columns: Column<Paper>[] = [
    { id: 'firm', header: t('col.firm'), title: true, cell: (p) => p.org_name },
    {
      id: 'kind',
      header: t('col.kind'),
      cell: (p) => (
        <a href={fileOf(p)} target="_blank" rel="noreferrer">
          {t(`kind.${p.kind}`)}
        </a>
      ),
    },
    { id: 'at', header: t('col.handed_in'), cell: (p) => <Instant at={p.handed_in_at} day /> },
    {
      id: 'expires',
      header: t('expires'),
      cell: (p) => (p.expires_on ? <Instant at={p.expires_on} day /> : '–'),
    },
    {
      id: 'decide',
      header: t('col.decision'),
      cell: (p) => (
        <CommandButtons
          commands={(['approved', 'refused'] as const).map((decision) => ({
            name: t(`decide.${decision}`),
            explain: t(`decide.${decision}.explain`, { firm: p.org_name, paper: t(`kind.${p.kind}`) }),
            method: 'POST',
            path: `/organisations/${p.org_id}/papers/${p.paper_id}/decision`,
            fixed: { decision },
            fields: [
              {
                name: 'note',
                label: t(`note.${decision}`),
                kind: 'line',
                optional: decision === 'approved',
                longest: 1000,
              },
            ],
          }))}
        />
      ),
    },
  ];
  return <RecordTable caption={t('queue')} columns={columns} rows={items} keyOf={(p) => p.paper_id} />;
}
