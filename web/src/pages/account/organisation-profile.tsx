import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { Answer } from '../../parts/answer.tsx';
import { CountryName, Instant } from '../../parts/reading.tsx';
import { DemoMark, Facts, Section } from '../../parts/section.tsx';
import { TrustSection } from '../papers/trust-section.tsx';
import { ReputationSection } from '../reputation/reputation-section.tsx';
import { type Member, MembersSection } from './members-section.tsx';
import { RulesSection } from './rules-section.tsx';

/** Kinds of organisations whose papers are looked at. */
const firmKinds = ['trader', 'broker', 'carrier', 'warehouse'];

interface Profile {
  org_id: string;
  name: string;
  name_zh: string | null;
  name_ru: string | null;
  kind: string;
  status: string;
  trust: number;
  demo: boolean;
  registered_at: string;
}

interface OwnOrganisation {
  profile: Profile;
  registrations: { country: string; scheme: string; number: string; checked: string }[];
  contact: { email: string | null; phone: string | null; address: string | null } | null;
  members: Member[];
  possible_roles: string[];
}

/** The profile as others see it, what only members see, and the members. */
export function OrganisationProfile(): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const own = useQuery({
    queryKey: ['organisation'],
    queryFn: ({ signal }) => callApi<OwnOrganisation>('/organisation', { signal }),
  });
  return (
    <Answer query={own}>
      {({ profile, registrations, contact, members, possible_roles }) => (
        <>
          <Section title={t('organisation.profile')} aside={profile.demo ? <DemoMark /> : undefined}>
            <Facts
              rows={[
                [t('organisation.name_en'), profile.name],
                [t('organisation.name_zh'), profile.name_zh],
                [t('organisation.name_ru'), profile.name_ru],
                [t('organisation.status'), t(`organisation.status.${profile.status}`)],
                [t('organisation.trust'), t(`organisation.trust.${profile.trust}`)],
                [t('organisation.since'), <Instant key="since" at={profile.registered_at} day />],
              ]}
            />
          </Section>
          <ReputationSection org_id={profile.org_id} own />
          <Section title={t('organisation.private')}>
            <Facts
              rows={[
                ...registrations.map((r): [string, ReactNode] => [
                  t('organisation.number'),
                  <span key={r.number} className="figures">
                    {r.number}
                    <span className="small dimmed">
                      {' '}
                      <CountryName code={r.country} />,{' '}
                      {t(`organisation.checked.${r.checked}`, { defaultValue: r.checked })}
                    </span>
                  </span>,
                ]),
                [t('sign_in.email'), contact?.email],
                [t('organisation.phone'), contact?.phone],
                [t('organisation.address'), contact?.address],
              ]}
            />
          </Section>
          {firmKinds.includes(profile.kind) && <TrustSection />}
          <MembersSection members={members} roles={possible_roles} />
          <RulesSection roles={possible_roles} />
        </>
      )}
    </Answer>
  );
}
