import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { listingsQuery } from '../../api/market.ts';
import { useSession } from '../../api/session.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CountryName, Instant } from '../../parts/reading.tsx';
import { DemoMark, Empty, Facts, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { ReputationSection } from '../reputation/reputation-section.tsx';
import { ListingTable } from './listing-table.tsx';
import { PartnersSection } from './partners-section.tsx';

interface Profile {
  org_id: string;
  name: string;
  name_zh: string | null;
  name_ru: string | null;
  country: string;
  trust: number;
  demo: boolean;
  registered_at: string;
}

const OFFERS_SHOWN = 20;

/** Another organisation: who it is, how far it is trusted, what its deals say of it, and what it offers. */
export function FirmPage(): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  const { org_id } = useParams({ from: '/firms/$org_id' });
  const firm = useQuery({
    queryKey: ['firm', org_id],
    queryFn: ({ signal }) => callApi<Profile>(`/organisations/${org_id}`, { signal }),
    enabled: Boolean(session),
  });
  if (session === null) return <SignInFirst title={t('firm')} />;
  return <Answer query={firm}>{(profile) => <Firm of={profile} />}</Answer>;
}

function Firm({ of: { org_id, demo, ...profile } }: { of: Profile }): ReactNode {
  const { t } = useTranslation('market');
  const { locale } = useReader();
  const who = useSession();
  const matches = who?.roles.includes('institution') || who?.organisation?.org_id === org_id;
  const translated = locale === 'zh' ? profile.name_zh : locale === 'ru' ? profile.name_ru : null;
  return (
    <>
      <PageHead title={translated ?? profile.name}>
        <div>{demo && <DemoMark />}</div>
      </PageHead>
      <Facts
        rows={[
          [t('name'), profile.name],
          [t('country'), <CountryName key="c" code={profile.country} />],
          [t('trust'), t(`trust.${profile.trust}`)],
          [t('firm_since'), <Instant key="s" at={profile.registered_at} day />],
        ]}
      />
      <ReputationSection org_id={org_id} />
      <Offers org_id={org_id} />
      {matches && <PartnersSection org_id={org_id} />}
    </>
  );
}

function Offers({ org_id }: { org_id: string }): ReactNode {
  const { t } = useTranslation('market');
  const offers = useQuery(listingsQuery({ seller_org_id: org_id, limit: OFFERS_SHOWN }));
  return (
    <Section title={t('firm_offers')}>
      <Answer query={offers}>
        {({ items }) =>
          items.length === 0 ? <Empty title={t('firm_no_offers')} /> : <ListingTable items={items} ofOne />
        }
      </Answer>
    </Section>
  );
}
