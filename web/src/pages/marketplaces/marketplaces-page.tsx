import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useChoices } from '../market/use-choices.ts';
import { connectCommand } from './connect-command.ts';
import { FaultNote } from './fault-note.tsx';
import {
  type Connection,
  connectionsQuery,
  mandatesQuery,
  ordersQuery,
  tradersQuery,
} from './marketplaces-api.ts';
import { OrderTable } from './order-table.tsx';

/** The shops of a merchant elsewhere, the orders that came from them, and who asks to be bought for. */
export function MarketplacesPage(): ReactNode {
  const { t } = useTranslation('marketplaces');
  const session = useSession();
  const search = useSearch({ from: '/marketplaces' });
  const navigate = useNavigate({ from: '/marketplaces' });
  const enabled = Boolean(session?.organisation);
  const connections = useQuery({ ...connectionsQuery, enabled });
  const orders = useQuery({ ...ordersQuery(search.cursor), enabled, placeholderData: keepPreviousData });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <Mandates />
      <Section title={t('connections')}>
        <Connect />
        <Answer query={connections}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('no_connections')}>
                <p>{t('no_connections_hint')}</p>
              </Empty>
            ) : (
              <ConnectionTable rows={items} />
            )
          }
        </Answer>
      </Section>
      <Section title={t('orders')}>
        <PagedAnswer
          query={orders}
          cursor={search.cursor}
          go={(cursor) => void navigate({ search: (old) => ({ ...old, cursor }) })}
          empty={<Empty title={t('no_orders')} />}
        >
          {(items) => <OrderTable rows={items} />}
        </PagedAnswer>
      </Section>
    </>
  );
}

function Connect(): ReactNode {
  const { t } = useTranslation('marketplaces');
  const own = useSession()?.organisation?.org_id;
  const choices = useChoices();
  const traders = useQuery(tradersQuery).data?.items ?? [];
  if (!choices || traders.length === 0) return null;
  const buyers = traders
    .filter((trader) => trader.org_id !== own)
    .map((trader) => ({ value: trader.org_id, label: `${trader.name} (${trader.country})` }));
  return <CommandButtons commands={[connectCommand(t, choices.places, buyers)]} />;
}

function ConnectionTable({ rows }: { rows: Connection[] }): ReactNode {
  const { t } = useTranslation('marketplaces');
  return (
    <RecordTable
      caption={t('connections')}
      rows={rows}
      keyOf={(row) => row.connection_id}
      columns={[
        {
          id: 'name',
          header: t('shop'),
          title: true,
          cell: (row) => (
            <>
              <Link to="/marketplaces/$connection_id" params={{ connection_id: row.connection_id }}>
                {row.name}
              </Link>
              <div className="small dimmed">{t(`kind.${row.kind}`)}</div>
            </>
          ),
        },
        {
          id: 'state',
          header: t('state'),
          cell: (row) => <StatusBadge kind="connection" state={row.state} />,
        },
        {
          id: 'sync',
          header: t('last_sync'),
          cell: (row) => (
            <>
              <Instant at={row.last_sync_at} />
              <FaultNote of={row} />
            </>
          ),
        },
        {
          id: 'buyer',
          header: t('buyer'),
          cell: (row) => (
            <>
              {row.buyer_name}
              <div className="small dimmed">{t(row.buyer_agreed ? 'agreed' : 'not_agreed')}</div>
            </>
          ),
        },
        { id: 'wrong', header: t('wrong_rows'), end: true, cell: (row) => String(row.problems) },
      ]}
    />
  );
}

/** Merchants that ask the reader's organisation to buy for their shops. */
function Mandates(): ReactNode {
  const { t } = useTranslation('marketplaces');
  const session = useSession();
  const mandates = useQuery({ ...mandatesQuery, enabled: Boolean(session?.organisation) });
  const rows = mandates.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t('mandates')}>
      <p className="dimmed">{t('mandates_about')}</p>
      <RecordTable
        caption={t('mandates')}
        rows={rows}
        keyOf={(row) => row.merchant_org_id}
        columns={[
          { id: 'merchant', header: t('merchant'), title: true, cell: (row) => row.merchant_name },
          { id: 'asked', header: t('asked'), cell: (row) => <Instant at={row.asked_at} day /> },
          {
            id: 'state',
            header: t('state'),
            cell: (row) => <StatusBadge kind="mandate" state={row.state} />,
          },
          {
            id: 'do',
            header: t('do'),
            end: true,
            cell: (row) => (
              <CommandButtons
                commands={([true, false] as const)
                  .filter((agreed) => row.state !== (agreed ? 'given' : 'declined'))
                  .map((agreed) => ({
                    name: t(agreed ? 'agree' : 'decline'),
                    explain: t(agreed ? 'agree_explain' : 'decline_explain', { merchant: row.merchant_name }),
                    method: 'PUT',
                    path: `/marketplace-mandates/${row.merchant_org_id}`,
                    fixed: { agreed },
                    fields: [],
                  }))}
              />
            ),
          },
        ]}
      />
    </Section>
  );
}
