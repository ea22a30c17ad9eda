import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { type ButtonCommand, CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { FaultNote } from './fault-note.tsx';
import {
  type Connection,
  connectionQuery,
  ownListingsQuery,
  type Problem,
  type ShopOffer,
} from './marketplaces-api.ts';
import { RefusalWords } from './refusal-words.tsx';

/** One shop: how it goes, what is wrong row by row, and what is offered in it. */
export function ConnectionPage(): ReactNode {
  const { t } = useTranslation('marketplaces');
  const { connection_id } = useParams({ from: '/marketplaces/$connection_id' });
  const session = useSession();
  const connection = useQuery({ ...connectionQuery(connection_id), enabled: Boolean(session) });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <Answer query={connection}>
      {(seen) => (
        <>
          <PageHead title={seen.name}>
            <div>
              <Link to="/marketplaces">{t('all')}</Link> <StatusBadge kind="connection" state={seen.state} />
            </div>
          </PageHead>
          {!seen.buyer_agreed && <Note>{t('waits_for_mandate', { buyer: seen.buyer_name })}</Note>}
          <CommandButtons commands={stateCommands(t, seen)} />
          <Section title={t('last_sync')}>
            <Facts rows={factsOf(t, seen)} />
          </Section>
          {seen.wrong.length > 0 && <Problems rows={seen.wrong} />}
          <Offers connection={seen} rows={seen.offers} />
        </>
      )}
    </Answer>
  );
}

type Words = (key: string, values?: Record<string, unknown>) => string;

function stateCommands(t: Words, connection: Connection): ButtonCommand[] {
  const to = (state: string, name: string, primary = false): ButtonCommand => ({
    name: t(name),
    explain: t(`${name}_explain`),
    method: 'POST',
    path: `/marketplace-connections/${connection.connection_id}/state`,
    fixed: { state },
    fields: [],
    primary,
  });
  if (connection.state === 'closed') return [];
  return connection.state === 'paused'
    ? [to('active', 'start', true), to('closed', 'close')]
    : [to('active', 'sync_now', true), to('paused', 'pause'), to('closed', 'close')];
}

function factsOf(t: Words, connection: Connection): [string, ReactNode][] {
  const counts = connection.last_counts;
  return [
    [t('marketplace'), `${t(`kind.${connection.kind}`)} · ${connection.base_url}`],
    [t('buyer'), connection.buyer_name],
    [
      t('last_sync'),
      <span key="s">
        <Instant at={connection.last_sync_at} />
        <FaultNote of={connection} />
      </span>,
    ],
    [t('counts'), counts ? t('counts_said', counts) : '–'],
    [t('next_sync'), <Instant key="n" at={connection.next_sync_at} />],
    ...(connection.feed_url
      ? [
          [
            t('feed'),
            <span key="f" style={{ overflowWrap: 'anywhere' }}>
              {connection.feed_url}
              <div className="small dimmed">{t('feed_hint')}</div>
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
  ];
}

function Problems({ rows }: { rows: Problem[] }): ReactNode {
  const { t } = useTranslation('marketplaces');
  return (
    <Section title={t('wrong')}>
      <RecordTable
        caption={t('wrong')}
        rows={rows}
        keyOf={(row) => `${row.topic} ${row.row}`}
        columns={[
          {
            id: 'row',
            header: t('row'),
            title: true,
            cell: (row) => <span className="figures">{row.row}</span>,
          },
          { id: 'topic', header: t('topic'), cell: (row) => t(`topic.${row.topic}`) },
          {
            id: 'why',
            header: t('why'),
            cell: (row) => (
              <>
                <RefusalWords code={row.reason} />
                {row.detail}
              </>
            ),
          },
          { id: 'at', header: t('since'), cell: (row) => <Instant at={row.last_at} /> },
        ]}
      />
    </Section>
  );
}

function Offers({ connection, rows }: { connection: Connection; rows: ShopOffer[] }): ReactNode {
  const { t } = useTranslation('marketplaces');
  const listings = useQuery(ownListingsQuery).data?.items ?? [];
  const free = listings.filter((l) => !rows.some((row) => row.listing_id === l.listing_id));
  const command = (
    name: string,
    fields: ButtonCommand['fields'],
    fixed: Record<string, unknown>,
  ): ButtonCommand => ({
    name,
    explain: t('offer_explain'),
    method: 'PUT',
    path: `/marketplace-connections/${connection.connection_id}/offers`,
    fixed: { brand: '', category: '', ...fixed },
    fields,
  });
  const numbers = (row?: ShopOffer) => [
    { name: 'price', label: t('price'), kind: 'amount' as const, currency: 'KZT' },
    {
      name: 'stock',
      label: t('stock'),
      kind: 'whole' as const,
      ...(row ? { start: String(row.stock) } : {}),
    },
  ];
  return (
    <Section title={t('offers')}>
      {connection.state !== 'closed' && free.length > 0 && (
        <CommandButtons
          commands={[
            command(
              t('offer_one'),
              [
                {
                  name: 'listing_id',
                  label: t('listing'),
                  kind: 'choice' as const,
                  choices: free.map((l) => ({ value: l.listing_id, label: l.title })),
                },
                { name: 'sku', label: 'SKU', kind: 'line' as const, longest: 64 },
                ...numbers(),
              ],
              {},
            ),
          ]}
        />
      )}
      {rows.length === 0 ? (
        <Empty title={t('no_offers')}>
          <p>{t('no_offers_hint')}</p>
        </Empty>
      ) : (
        <RecordTable
          caption={t('offers')}
          rows={rows}
          keyOf={(row) => row.sku}
          columns={[
            {
              id: 'sku',
              header: 'SKU',
              title: true,
              cell: (row) => (
                <>
                  <span className="figures">{row.sku}</span>
                  <div className="small dimmed">{row.title}</div>
                </>
              ),
            },
            { id: 'price', header: t('price'), end: true, cell: (row) => <Money of={row.price} /> },
            { id: 'stock', header: t('stock'), end: true, cell: (row) => String(row.stock) },
            { id: 'sent', header: t('sent'), cell: (row) => <Instant at={row.sent_at} /> },
            {
              id: 'do',
              header: t('do'),
              end: true,
              cell: (row) => (
                <CommandButtons
                  commands={[
                    command(t('change'), numbers(row), { sku: row.sku, listing_id: row.listing_id }),
                  ]}
                />
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
