import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CountryName } from '../../parts/reading.tsx';
import { PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { OrganisationProfile } from './organisation-profile.tsx';
import { RegisterOrganisation } from './register-organisation.tsx';

/** The reader's organisation: who it is to others, and who works in it; without one, the way to it. */
export function OrganisationPage(): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const session = useQuery(sessionQuery);
  return (
    <Answer query={session}>
      {(who) =>
        who === null ? (
          <SignInFirst title={t('organisation.title')} />
        ) : who.organisation ? (
          <>
            <PageHead title={who.organisation.name}>
              <p className="dimmed">
                {t(`org.${who.organisation.kind}`, { ns: 'terms', defaultValue: who.organisation.kind })},{' '}
                <CountryName code={who.organisation.country} />
              </p>
            </PageHead>
            <OrganisationProfile />
          </>
        ) : (
          <RegisterOrganisation person={who.user.name} />
        )
      }
    </Answer>
  );
}
