import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { NettingRun } from './netting-run.tsx';
import { OwnObligations } from './own-obligations.tsx';
import { TreasuryHead } from './treasury-head.tsx';

interface Run {
  run_id: string;
  corridor: string;
  day: string;
  closed_at: string;
  currencies: {
    currency: string;
    participants: number;
    gross_count: number;
    gross: MoneyJson;
    net_count: number;
    net: MoneyJson;
  }[];
}

/** What waits to be netted, of the treasury or of a participant, and the days that were closed with what they saved. */
export function NettingPage(): ReactNode {
  const { t } = useTranslation('treasury');
  const session = useSession();
  const search = useSearch({ from: '/treasury/netting' });
  const navigate = useNavigate({ from: '/treasury/netting' });
  const runs = useQuery({
    queryKey: ['netting', search.cursor],
    queryFn: ({ signal }) =>
      callApi<Page<Run>>('/netting/runs', { query: { cursor: search.cursor, limit: 10 }, signal }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('netting')} />;
  return (
    <>
      <TreasuryHead title={t('netting')} about={t('netting_about')} />
      {session?.organisation?.kind === 'treasury' && <OpenCorridors />}
      {session?.organisation && ['trader', 'carrier', 'broker'].includes(session.organisation.kind) && (
        <OwnObligations org_id={session.organisation.org_id} />
      )}
      {search.run && (
        <NettingRun
          run_id={search.run}
          org_id={search.org}
          debts={search.debts}
          go={(debts) => void navigate({ search: (old) => ({ ...old, debts }) })}
        />
      )}
      <Section title={t('runs')}>
        <PagedAnswer
          query={runs}
          cursor={search.cursor}
          go={(cursor) => void navigate({ search: { cursor } })}
          empty={<Empty title={t('no_runs')} />}
        >
          {(items) => <RunTable items={items} />}
        </PagedAnswer>
      </Section>
    </>
  );
}

function OpenCorridors(): ReactNode {
  const { t } = useTranslation('treasury');
  const open = useQuery({
    queryKey: ['open-corridors'],
    queryFn: ({ signal }) =>
      callApi<{ items: { corridor: string; first_day: string; obligations: number }[] }>(
        '/treasury/open-corridors',
        { signal },
      ),
  });
  return (
    <Section title={t('waiting')}>
      <Answer query={open}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('nothing_waits')} />
          ) : (
            <RecordTable
              caption={t('waiting')}
              keyOf={(item) => item.corridor}
              rows={items}
              columns={[
                { id: 'corridor', header: t('corridor'), title: true, cell: (item) => item.corridor },
                { id: 'count', header: t('obligations'), end: true, cell: (item) => item.obligations },
                { id: 'since', header: t('since'), cell: (item) => <Instant at={item.first_day} /> },
                {
                  id: 'close',
                  header: t('close'),
                  cell: (item) => (
                    <CommandButtons
                      commands={[
                        {
                          name: t('close_day', { corridor: item.corridor }),
                          explain: t('close_explain'),
                          method: 'POST',
                          path: '/treasury/netting-runs',
                          fixed: { corridor: item.corridor },
                          fields: [{ name: 'day', label: t('day'), kind: 'date', start: item.first_day }],
                        },
                      ]}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

/** A sum over the participants of a day: opens to their positions. */
function RunLink({ run_id, of }: { run_id: string; of: MoneyJson }): ReactNode {
  return (
    <Link to="/treasury/netting" search={{ run: run_id }} hash="run">
      <Money of={of} />
    </Link>
  );
}

function RunTable({ items }: { items: Run[] }): ReactNode {
  const { t } = useTranslation('treasury');
  const rows = items.flatMap((run) => run.currencies.map((one) => ({ ...one, run })));
  return (
    <RecordTable
      caption={t('runs')}
      keyOf={(row) => row.run.run_id + row.currency}
      rows={rows}
      columns={[
        {
          id: 'run',
          header: t('corridor'),
          title: true,
          cell: ({ run }) => (
            <Link to="/treasury/netting" search={{ run: run.run_id }} hash="run">
              {run.corridor} <Instant at={run.day} />
            </Link>
          ),
        },
        { id: 'who', header: t('participants'), end: true, cell: (row) => row.participants },
        { id: 'gross_count', header: t('gross_count'), end: true, cell: (row) => row.gross_count },
        {
          id: 'gross',
          header: t('gross'),
          end: true,
          cell: (row) => <RunLink run_id={row.run.run_id} of={row.gross} />,
        },
        { id: 'net_count', header: t('net_count'), end: true, cell: (row) => row.net_count },
        {
          id: 'net',
          header: t('net'),
          end: true,
          cell: (row) => <RunLink run_id={row.run.run_id} of={row.net} />,
        },
        {
          id: 'saved',
          header: t('saved'),
          end: true,
          cell: ({ gross, net, run }) => (
            <RunLink
              run_id={run.run_id}
              of={{
                amount: (BigInt(gross.amount) - BigInt(net.amount)).toString(),
                currency: gross.currency,
              }}
            />
          ),
        },
      ]}
    />
  );
}
