import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsQuery } from '../../api/observatory.ts';
import { nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { HsField } from '../market/hs-field.tsx';
import styles from './observatory.module.css';
import { StatisticsTabs } from './statistics-tabs.tsx';

/** Commodity groups, each version with its list and source; and a way to any single product. */
export function GroupsPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'market']);
  const reader = useReader();
  const navigate = useNavigate();
  const groups = useQuery(groupsQuery);
  return (
    <>
      <PageHead title={t('groups.title')}>
        <p className="dimmed">{t('groups.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Section title={t('product.find')}>
        <HsField
          field={{
            label: t('form.hs', { ns: 'market' }),
            value: '',
            error: undefined,
            set: (hs) => hs && void navigate({ to: '/statistics/products/$hs', params: { hs } }),
          }}
        />
      </Section>
      <Section title={t('groups.title')}>
        <Answer query={groups}>
          {({ groups: rows }) => (
            <ul className={styles.cards}>
              {rows.map(({ group, version, note }) => (
                <li key={group.id}>
                  <Link to="/statistics/groups/$group" params={{ group: group.id }}>
                    {nameIn(group.name, reader.locale)}
                  </Link>{' '}
                  <span className="small dimmed">{version}</span>
                  <div>
                    <ToneBadge tone={group.official_list === 'public' ? 'done' : 'attention'}>
                      {t(`official_list.${group.official_list}`)}
                    </ToneBadge>
                  </div>
                  {note && <p className="small dimmed">{note}</p>}
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </Section>
    </>
  );
}
