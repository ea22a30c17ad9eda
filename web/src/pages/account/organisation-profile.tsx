import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, Facts, Section } from '../../parts/section.tsx';

interface Profile {
  org_id: string;
  name: string;
  name_zh: string | null;
  name_ru: string | null;
  name_native: string | null;
  kind: string;
  country: string;
  status: string;
  trust: number;
  demo: boolean;
  registered_at: string;
}

interface Member {
  user_id: string;
  name: string;
  email: string;
  roles: string[];
}

/** The public profile as others see it, and for administrators the members. */
export function OrganisationProfile({ org_id, admin }: { org_id: string; admin: boolean }): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const profile = useQuery({
    queryKey: ['organisation', org_id],
    queryFn: ({ signal }) => callApi<Profile>(`/organisations/${org_id}`, { signal }),
  });
  return (
    <>
      <Section title={t('organisation.profile')} aside={profile.data?.demo ? <DemoMark /> : undefined}>
        <Answer query={profile}>
          {(seen) => (
            <Facts
              rows={[
                [t('organisation.name_en'), seen.name],
                [t('organisation.name_zh'), seen.name_zh],
                [t('organisation.name_ru'), seen.name_ru],
                [t('organisation.status'), t(`organisation.status.${seen.status}`)],
                [t('organisation.trust'), t(`organisation.trust.${seen.trust}`)],
                [t('organisation.since'), <Instant key="since" at={seen.registered_at} day />],
              ]}
            />
          )}
        </Answer>
      </Section>
      {admin && <Members org_id={org_id} />}
    </>
  );
}

function Members({ org_id }: { org_id: string }): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const members = useQuery({
    queryKey: ['organisation', org_id, 'members'],
    queryFn: ({ signal }) => callApi<Page<Member>>('/organisation/members', { signal }),
  });
  return (
    <Section title={t('organisation.members')}>
      <Answer query={members}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('organisation.no_members')} />
          ) : (
            <RecordTable
              caption={t('organisation.members')}
              rows={items}
              keyOf={(member) => member.user_id}
              columns={[
                { id: 'name', header: t('organisation.name'), title: true, cell: (member) => member.name },
                { id: 'email', header: t('sign_in.email'), cell: (member) => member.email },
                {
                  id: 'roles',
                  header: t('organisation.roles'),
                  cell: (member) =>
                    member.roles
                      .map((role) => t(`role.${role}`, { ns: 'terms', defaultValue: role }))
                      .join(', '),
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}
