import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommodityGroup, groupsQuery } from '../../api/observatory.ts';
import { nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { NotFound } from '../../shell/not-found.tsx';
import { GoodsSeries } from './goods-series.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';

/** One version of a commodity group: its trade, its HS list by edition, its source, and what it overlaps. */
export function GroupPage(): ReactNode {
  const { group: id } = useParams({ from: '/statistics/groups/$group' });
  const groups = useQuery(groupsQuery);
  return (
    <Answer query={groups}>
      {(answer) => {
        const found = answer.groups.find(({ group }) => group.id === id);
        return found ? <GroupBody found={found} all={answer.groups} /> : <NotFound />;
      }}
    </Answer>
  );
}

function GroupBody({ found, all }: { found: CommodityGroup; all: CommodityGroup[] }): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const { group } = found;
  const nameOf = (id: string): string => {
    const other = all.find((known) => known.group.id === id);
    return other ? nameIn(other.group.name, reader.locale) : id;
  };
  return (
    <>
      <PageHead title={nameIn(group.name, reader.locale)}>
        <Link to="/statistics/groups">{t('groups.title')}</Link>
      </PageHead>
      <StatisticsTabs />
      {group.official_list !== 'public' && <Note>{t(`official_list_note.${group.official_list}`)}</Note>}
      <GoodsSeries goods={{ group: group.id }} name={`sauda-group-${found.code}`} />
      <Section title={t('groups.definition')}>
        <Facts
          rows={[
            [t('groups.version'), found.version],
            [t('col.source'), found.source],
            ...(found.note
              ? [
                  [
                    t('groups.note'),
                    t(`group_note.${found.code}_${found.version}`, { defaultValue: found.note }),
                  ] as [string, ReactNode],
                ]
              : []),
            [
              t('groups.overlaps'),
              found.overlaps.length === 0
                ? t('groups.no_overlap')
                : found.overlaps.map((id) => (
                    <div key={id}>
                      <Link to="/statistics/groups/$group" params={{ group: id }}>
                        {nameOf(id)}
                      </Link>
                    </div>
                  )),
            ],
          ]}
        />
        {found.lists.map(({ edition, codes }) => (
          <details key={edition}>
            <summary>{t('groups.list', { edition, count: codes.length })}</summary>
            <p className="mono">{codes.join(', ')}</p>
          </details>
        ))}
      </Section>
    </>
  );
}
