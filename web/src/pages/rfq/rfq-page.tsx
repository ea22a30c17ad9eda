import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Listing, listingQuery, wordingOf } from '../../api/market.ts';
import { nameIn, placesQuery, routesQuery } from '../../api/reference.ts';
import { useSession } from '../../api/session.ts';
import { marksOf } from '../../format/marks.ts';
import { countryName } from '../../format/names.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CountryName } from '../../parts/reading.tsx';
import { Empty, Facts, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { RfqForm } from './rfq-form.tsx';

/** Asks the seller of a listing for a quote; the deal opens with it. */
export function RfqPage(): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  const { listing: listing_id, quantity, prices } = useSearch({ from: '/rfq/new' });
  const listing = useQuery({ ...listingQuery(listing_id ?? ''), enabled: Boolean(listing_id) });
  if (session === null) return <SignInFirst title={t('rfq.title')} />;
  if (!listing_id)
    return (
      <>
        <PageHead title={t('rfq.title')} />
        <Empty title={t('rfq.choose')}>
          <Link to="/market">{t('all')}</Link>
        </Empty>
      </>
    );
  return (
    <Answer query={listing}>
      {(seen) => (
        <RfqBody
          listing={seen}
          home={session?.organisation?.country}
          own={session?.organisation?.org_id}
          asked={{ quantity, prices }}
        />
      )}
    </Answer>
  );
}

function RfqBody({
  listing,
  home,
  own,
  asked,
}: {
  listing: Listing;
  home: string | undefined;
  own: string | undefined;
  asked: { quantity: string | undefined; prices: string | undefined };
}): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const unitName = useUnitName();
  const navigate = useNavigate();
  const places = useQuery(placesQuery);
  const routes = useQuery(routesQuery);
  const { title } = wordingOf(listing, reader.locale);
  const destinations = useMemo(() => {
    const ends = new Set((routes.data ?? []).map((route) => route.to));
    const rows = (places.data ?? []).filter(
      (place) => ends.has(place.code) && place.country !== listing.seller.country,
    );
    const atHome = (country: string): number => (country === home ? 0 : 1);
    return rows
      .sort((a, b) => atHome(a.country) - atHome(b.country) || a.country.localeCompare(b.country))
      .map((place) => ({
        value: place.code,
        label: `${nameIn(place.name, reader.locale)}${marksOf(reader).comma}${countryName(place.country, reader)}`,
      }));
  }, [places.data, routes.data, listing.seller.country, home, reader]);
  return (
    <>
      <PageHead title={t('rfq.title')}>
        <p className="dimmed">{t('rfq.about')}</p>
      </PageHead>
      <Facts
        rows={[
          [
            t('goods'),
            <Link key="g" to="/market/$listing_id" params={{ listing_id: listing.listing_id }}>
              {title}
            </Link>,
          ],
          [
            t('seller'),
            <span key="s">
              {listing.seller.name}
              {marksOf(reader).comma}
              <CountryName code={listing.seller.country} />
            </span>,
          ],
          [t('moq'), `${formatDecimal(listing.moq, reader)} ${unitName(listing.unit)}`],
        ]}
      />
      {places.data && routes.data && (
        <RfqForm
          listing={listing}
          title={title}
          unit={unitName(listing.unit)}
          destinations={destinations}
          own={own}
          asked={asked}
          sent={(inquiry_id) => void navigate({ to: '/rfqs/$inquiry_id', params: { inquiry_id } })}
          done={(deal_id) => void navigate({ to: '/deals/$deal_id', params: { deal_id } })}
        />
      )}
    </>
  );
}
