import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import { Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Section } from '../../parts/section.tsx';
import { type Obligation, ObligationTable } from './obligation-table.tsx';

interface Position {
  org_id: string;
  name: string | null;
  owed: MoneyJson;
  due: MoneyJson;
  net: MoneyJson;
  items: number;
  transfer_id: string | null;
}

/** Net positions of a run; the one in the address opens to the obligations that it is made of. */
export function NettingRun({ run_id, org_id }: { run_id: string; org_id: string | undefined }): ReactNode {
  const { t } = useTranslation('treasury');
  const run = useQuery({
    queryKey: ['netting-run', run_id],
    queryFn: ({ signal }) =>
      callApi<{ corridor: string; day: string; positions: Position[] }>(`/netting/runs/${run_id}`, {
        signal,
      }),
  });
  return (
    <Answer query={run}>
      {({ corridor, day, positions }) => (
        <>
          <Section title={t('run_of', { corridor, day })} id="run">
            <RecordTable
              caption={t('net_positions')}
              keyOf={(position) => position.org_id + position.net.currency}
              rows={positions}
              columns={[
                {
                  id: 'who',
                  header: t('participant'),
                  title: true,
                  cell: (position) => (
                    <Link
                      to="/treasury/netting"
                      search={(old) => ({ ...old, org: position.org_id })}
                      hash="gross"
                    >
                      {position.name ?? position.org_id}
                    </Link>
                  ),
                },
                {
                  id: 'owed',
                  header: t('owed'),
                  end: true,
                  cell: (position) => <Money of={position.owed} />,
                },
                { id: 'due', header: t('due'), end: true, cell: (position) => <Money of={position.due} /> },
                { id: 'net', header: t('net'), end: true, cell: (position) => <Money of={position.net} /> },
                { id: 'items', header: t('obligations'), end: true, cell: (position) => position.items },
              ]}
            />
          </Section>
          {org_id && <Gross run_id={run_id} org_id={org_id} />}
        </>
      )}
    </Answer>
  );
}

function Gross({ run_id, org_id }: { run_id: string; org_id: string }): ReactNode {
  const { t } = useTranslation('treasury');
  const items = useQuery({
    queryKey: ['obligations', run_id, org_id],
    queryFn: ({ signal }) =>
      callApi<Page<Obligation>>('/netting/obligations', { query: { run_id, org_id, limit: 100 }, signal }),
  });
  return (
    <Section title={t('gross_items')} id="gross">
      <Answer query={items}>
        {(page) => <ObligationTable caption={t('gross_items')} items={page.items} org_id={org_id} />}
      </Answer>
    </Section>
  );
}
