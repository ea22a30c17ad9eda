import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CountryName } from '../../parts/reading.tsx';
import { Facts, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { OrganisationProfile } from './organisation-profile.tsx';

/** The reader's organisation: who it is to others, and who works in it. */
export function OrganisationPage(): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const session = useQuery(sessionQuery);
  return (
    <Answer query={session}>
      {(who) =>
        who === null ? (
          <SignInFirst title={t('organisation.title')} />
        ) : (
          <>
            <PageHead title={who.organisation?.name ?? t('organisation.title')}>
              <p className="dimmed">
                {who.organisation ? (
                  <>
                    {t(`org.${who.organisation.kind}`, { ns: 'terms', defaultValue: who.organisation.kind })},{' '}
                    <CountryName code={who.organisation.country} />
                  </>
                ) : (
                  t('organisation.none')
                )}
              </p>
            </PageHead>
            <Section title={t('organisation.you')}>
              <Facts
                rows={[
                  [t('organisation.name'), who.user.name],
                  [t('sign_in.email'), who.user.email],
                  [
                    t('organisation.roles'),
                    who.roles
                      .map((role) => t(`role.${role}`, { ns: 'terms', defaultValue: role }))
                      .join(', '),
                  ],
                ]}
              />
            </Section>
            {who.organisation && <OrganisationProfile />}
          </>
        )
      }
    </Answer>
  );
}
