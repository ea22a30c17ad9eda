import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { type Session, useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { HrefLink } from '../../parts/href-link.tsx';
import { Deadline } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { plain } from '../../parts/status-badge.tsx';

interface Waiting {
  kind: string;
  deal_id?: string;
  title_key: string;
  params: Record<string, string | number>;
  deadline: string | null;
  href: string;
}

/** What waits for the reader, oldest deadline first: work by exception. */
export function StartPage(): ReactNode {
  const { t } = useTranslation(['start', 'terms']);
  const session = useSession();
  const waiting = useQuery({
    queryKey: ['start'],
    queryFn: ({ signal }) => callApi<{ items: Waiting[] }>('/start', { signal }),
    enabled: Boolean(session),
    refetchInterval: 60_000,
  });
  if (session === null) return <SignInFirst title={t('title')} />;
  const titleOf = (item: Waiting): string =>
    t(item.title_key, {
      ...item.params,
      defaultValue: t(`action.${item.kind}`, { ns: 'terms', defaultValue: plain(item.kind) }),
    });
  return (
    <>
      <PageHead title={t('title')}>
        {waiting.data && waiting.data.items.length > 0 && (
          <p className="dimmed">{t('count', { count: waiting.data.items.length })}</p>
        )}
      </PageHead>
      <Answer query={waiting} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('none')}>
              <FirstSteps session={session} />
            </Empty>
          ) : (
            <RecordTable
              caption={t('title')}
              rows={items}
              keyOf={(item) => `${item.kind} ${item.href}`}
              columns={[
                {
                  id: 'task',
                  header: t('task'),
                  title: true,
                  cell: (item) => <HrefLink href={item.href}>{titleOf(item)}</HrefLink>,
                },
                { id: 'about', header: t('about'), cell: (item) => Object.values(item.params).join(' · ') },
                { id: 'deadline', header: t('deadline'), cell: (item) => <Deadline at={item.deadline} /> },
              ]}
            />
          )
        }
      </Answer>
    </>
  );
}

/** Where somebody for whom nothing waits may want to go, by what the organisation does. */
function FirstSteps({ session }: { session: Session | undefined }): ReactNode {
  const { t } = useTranslation('start');
  const kind = session?.organisation?.kind;
  if (!kind) return <Link to="/organisation">{t('first.register')}</Link>;
  return (
    <ul>
      {kind === 'trader' && (
        <>
          <li>
            <Link to="/market/new">{t('first.offer')}</Link>
          </li>
          <li>
            <Link to="/needs/new">{t('first.need')}</Link>
          </li>
          <li>
            <Link to="/market">{t('first.market')}</Link>
          </li>
          <li>
            <Link to="/wallet">{t('first.wallet')}</Link>
          </li>
        </>
      )}
      {kind === 'institution' && (
        <li>
          <Link to="/needs">{t('first.needs')}</Link>
        </li>
      )}
      {(kind === 'statistics' || kind === 'ministry') && (
        <li>
          <Link to="/statistics/bilateral">{t('first.statistics')}</Link>
        </li>
      )}
      {kind === 'customs' && (
        <li>
          <Link to="/customs" search={{ state: 'released' }}>
            {t('first.customs')}
          </Link>
        </li>
      )}
      {kind !== 'statistics' && kind !== 'ministry' && (
        <li>
          <Link to="/deals">{t('none_next')}</Link>
        </li>
      )}
    </ul>
  );
}
