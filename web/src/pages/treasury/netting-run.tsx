import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Facts, Section } from '../../parts/section.tsx';
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
export function NettingRun({
  run_id,
  org_id,
  debts,
  go,
}: {
  run_id: string;
  org_id: string | undefined;
  /** Where the list of the participant's debts goes on. */
  debts: string | undefined;
  go: (debts: string | undefined) => void;
}): ReactNode {
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
                      search={(old) => ({ ...old, org: position.org_id, debts: undefined })}
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
                  cell: (position) => <GrossLink position={position} of={position.owed} />,
                },
                {
                  id: 'due',
                  header: t('due'),
                  end: true,
                  cell: (position) => <GrossLink position={position} of={position.due} />,
                },
                {
                  id: 'net',
                  header: t('net'),
                  end: true,
                  cell: (position) => <NetLink position={position} />,
                },
                { id: 'items', header: t('obligations'), end: true, cell: (position) => position.items },
              ]}
            />
          </Section>
          {org_id && (
            <Gross
              run_id={run_id}
              org_id={org_id}
              positions={positions.filter((position) => position.org_id === org_id)}
              debts={debts}
              go={go}
            />
          )}
        </>
      )}
    </Answer>
  );
}

/** Opens to the debts of the participant that it is the sum of. */
function GrossLink({ position, of }: { position: Position; of: MoneyJson }): ReactNode {
  if (of.amount === '0') return <Money of={of} />;
  return (
    <Link
      to="/treasury/netting"
      search={(old) => ({ ...old, org: position.org_id, debts: undefined })}
      hash="gross"
    >
      <Money of={of} />
    </Link>
  );
}

/** What moved: the transfer, where its book is the reader's; else the debts that it came from. */
function NetLink({ position }: { position: Position }): ReactNode {
  const session = useSession();
  const { transfer_id, org_id, net } = position;
  if (!transfer_id || session?.organisation?.org_id !== org_id)
    return <GrossLink position={position} of={net} />;
  return (
    <Link to="/wallet/transfers/$transfer_id" params={{ transfer_id }} search={{ book: org_id }}>
      <Money of={net} />
    </Link>
  );
}

/** The debts of one participant, by which its position in each currency came about. */
function Gross({
  run_id,
  org_id,
  positions,
  debts,
  go,
}: {
  run_id: string;
  org_id: string;
  positions: Position[];
  debts: string | undefined;
  go: (debts: string | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('treasury');
  const session = useSession();
  const items = useQuery({
    queryKey: ['obligations', run_id, org_id, debts],
    queryFn: ({ signal }) =>
      callApi<Page<Obligation>>('/netting/obligations', {
        query: { run_id, org_id, cursor: debts, limit: 100 },
        signal,
      }),
  });
  const own = session?.organisation?.org_id === org_id;
  const settledBy = (item: Obligation): string | null =>
    (own && positions.find((p) => p.net.currency === item.amount.currency)?.transfer_id) || null;
  return (
    <Section title={t('gross_items')} id="gross">
      <Facts
        rows={positions.map((p): [string, ReactNode] => [
          t('net_of', { currency: p.net.currency }),
          <span key={p.net.currency}>
            <Money of={p.due} /> − <Money of={p.owed} /> = <NetLink position={p} />
          </span>,
        ])}
      />
      <PagedAnswer query={items} cursor={debts} go={go} empty={<Empty title={t('no_entries')} />}>
        {(found) => (
          <ObligationTable caption={t('gross_items')} items={found} org_id={org_id} settledBy={settledBy} />
        )}
      </PagedAnswer>
    </Section>
  );
}
