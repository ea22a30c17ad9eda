import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type SavedSearch, savedSearchesQuery } from '../../api/search.ts';
import { useSession } from '../../api/session.ts';
import { useCommand } from '../../api/use-command.ts';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { RecordTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { MarketTabs } from './market-tabs.tsx';
import { addressOf } from './search-filter.ts';

/** Searches that the organisation keeps; to open one is to have seen what is new in it. */
export function SavedSearchesPage(): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  const saved = useQuery({ ...savedSearchesQuery, enabled: Boolean(session) });
  if (session === null) return <SignInFirst title={t('saved')} />;
  return (
    <>
      <PageHead title={t('saved')}>
        <p className="dimmed">{t('saved_about')}</p>
      </PageHead>
      <MarketTabs />
      <Answer query={saved}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('saved_none')}>
              <Link to="/market" search={{}}>
                {t('all')}
              </Link>
            </Empty>
          ) : (
            <RecordTable
              caption={t('saved')}
              rows={items}
              keyOf={(item) => item.search_id}
              columns={[
                { id: 'name', header: t('saved_name'), title: true, cell: (item) => item.name },
                { id: 'fresh', header: t('saved_fresh'), end: true, cell: (item) => String(item.fresh) },
                { id: 'total', header: t('saved_total'), end: true, cell: (item) => String(item.total) },
                { id: 'do', header: t('saved_do'), cell: (item) => <Actions of={item} /> },
              ]}
            />
          )
        }
      </Answer>
    </>
  );
}

function Actions({ of: saved }: { of: SavedSearch }): ReactNode {
  const { t } = useTranslation('market');
  const navigate = useNavigate();
  const look = useCommand(() => void navigate({ to: '/market', search: addressOf(saved.filter) }));
  const forget = useCommand();
  const error = look.error ?? forget.error;
  const send = (command: typeof look, what: string): void =>
    command.mutate({ method: 'POST', path: `/saved-searches/${saved.search_id}/${what}`, body: {} });
  return (
    <div className={parts.buttons}>
      <Button
        variant="default"
        loading={look.isPending}
        aria-label={`${t('saved_look')}: ${saved.name}`}
        onClick={() => send(look, 'seen')}
      >
        {t('saved_look')}
      </Button>
      <Button
        variant="default"
        loading={forget.isPending}
        aria-label={`${t('saved_forget')}: ${saved.name}`}
        onClick={() => send(forget, 'removal')}
      >
        {t('saved_forget')}
      </Button>
      {error && <RefusalCard error={error} />}
    </div>
  );
}
