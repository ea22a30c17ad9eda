import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Listing, listingQuery, type PriceList, wordingOf } from '../../api/market.ts';
import { usePlaceName } from '../../api/reference.ts';
import { useSession } from '../../api/session.ts';
import { formatDay } from '../../format/date.ts';
import { marksOf } from '../../format/marks.ts';
import { formatDecimal } from '../../format/number.ts';
import { usePackageName, useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { ButtonLink } from '../../parts/button-link.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import parts from '../../parts/parts.module.css';
import { CountryName, Instant, Money } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { DemoMark, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { ReputationSection } from '../reputation/reputation-section.tsx';
import { detailRows } from './details-fields.ts';
import styles from './market.module.css';
import { PhotoDesk } from './photo-desk.tsx';
import { Gallery } from './photos.tsx';

/** One offer: what it is, tier prices, packing, who sells it, and the way to ask for a quote. */
export function ListingPage(): ReactNode {
  const { listing_id } = useParams({ from: '/market/$listing_id' });
  const listing = useQuery(listingQuery(listing_id));
  return <Answer query={listing}>{(seen) => <ListingBody listing={seen} />}</Answer>;
}

function ListingBody({ listing }: { listing: Listing }): ReactNode {
  const { t } = useTranslation(['market', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const packageName = usePackageName();
  const placeName = usePlaceName();
  const { title, description, machine } = wordingOf(listing, reader.locale);
  const number = (text: string): string => formatDecimal(text, reader);
  const unit = unitName(listing.unit);
  const own = useSession()?.organisation?.org_id === listing.seller.org_id;
  const asks = !own && listing.state !== 'withdrawn';
  return (
    <>
      <PageHead title={title}>
        <div>
          <Link to="/market">{t('all')}</Link> {listing.demo && <DemoMark />}
        </div>
      </PageHead>
      {listing.state === 'withdrawn' && <Note>{t('withdrawn')}</Note>}
      {own ? (
        <OwnActions listing={listing} unit={unit} />
      ) : listing.state === 'withdrawn' ? null : (
        <div>
          <ButtonLink to="/rfq/new" search={{ listing: listing.listing_id }}>
            {t('ask')}
          </ButtonLink>{' '}
          <ButtonLink to="/cart" search={{ add: listing.listing_id }}>
            {t('put_into_cart')}
          </ButtonLink>
        </div>
      )}
      <Gallery listing_id={listing.listing_id} title={title} photos={listing.photos} />
      {description && <p className={styles.description}>{description}</p>}
      {machine && <p className="small dimmed">{t('machine')}</p>}
      <Section title={t('tiers')}>
        <WideTable
          caption={t('tiers')}
          rows={listing.tiers}
          keyOf={(tier) => tier.min_quantity}
          columns={[
            {
              id: 'from',
              header: t('from_quantity'),
              title: true,
              cell: (tier) => `${number(tier.min_quantity)} ${unit}`,
            },
            {
              id: 'term',
              header: t('delivery'),
              cell: (tier) => `${tier.incoterm} ${placeName(tier.place)}`,
            },
            { id: 'price', header: t('price_unit'), end: true, cell: (tier) => <Money of={tier.price} /> },
            ...(asks
              ? [
                  {
                    id: 'ask',
                    header: t('ask_at'),
                    cell: (tier: Listing['tiers'][number]) => (
                      <AskAt
                        listing_id={listing.listing_id}
                        quantity={tier.min_quantity}
                        prices={`${tier.price.currency}.${tier.incoterm}.${tier.place}`}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {(listing.price_lists ?? []).map((list) => (
        <PriceListTable
          key={`${list.currency} ${list.incoterm} ${list.place}`}
          list={list}
          unit={unit}
          asked={asks ? listing.listing_id : undefined}
        />
      ))}
      <Section title={t('facts')}>
        <Facts
          rows={[
            [
              'HS',
              <span key="hs" className="figures">
                {listing.hs_code}
              </span>,
            ],
            [t('origin'), <CountryName key="o" code={listing.origin_country} />],
            [t('moq'), `${number(listing.moq)} ${unit}`],
            [t('lead_time'), t('days', { days: listing.lead_time_days })],
            [
              t('packing'),
              `${number(listing.units_per_package)} ${unit} / ${packageName(listing.package_kind)}`,
            ],
            [
              t('weight'),
              `${number(listing.unit_net_weight_kg)} / ${number(listing.unit_gross_weight_kg)} ${unitName('kg')}`,
            ],
            [
              t('certificates'),
              listing.certificates.length > 0
                ? listing.certificates
                    .map((kind) => t(`document_kind.${kind}`, { ns: 'terms', defaultValue: kind }))
                    .join(marksOf(reader).listed)
                : t('no_certificates'),
            ],
            ...detailRows(listing, t, { number, unit, date: (day) => formatDay(day, reader) }),
            [t('updated'), <Instant key="u" at={listing.updated_at} day />],
          ]}
        />
      </Section>
      <Section title={t('seller')}>
        <Facts
          rows={[
            [
              t('name'),
              <Link key="n" to="/firms/$org_id" params={{ org_id: listing.seller.org_id }}>
                {listing.seller.name}
              </Link>,
            ],
            [t('country'), <CountryName key="c" code={listing.seller.country} />],
            [t('trust'), t(`trust.${listing.seller.trust}`)],
          ]}
        />
      </Section>
      {own && <PhotoDesk listing={listing} />}
      <ReputationSection org_id={listing.seller.org_id} />
    </>
  );
}

/** To the request for a quote, filled from one price step. */
function AskAt(search: { listing_id: string; quantity: string; prices: string }): ReactNode {
  const { t } = useTranslation('market');
  const { listing_id, quantity, prices } = search;
  return (
    <Link to="/rfq/new" search={{ listing: listing_id, quantity, prices }}>
      {t('ask_at_price')}
    </Link>
  );
}

/** The same goods in another currency or delivered elsewhere. */
function PriceListTable({
  list,
  unit,
  asked,
}: {
  list: PriceList;
  unit: string;
  /** The offer, where the reader may ask for a quote at its prices. */
  asked: string | undefined;
}): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const placeName = usePlaceName();
  const title = `${list.incoterm} ${placeName(list.place)}${marksOf(reader).comma}${list.currency}`;
  return (
    <Section title={title}>
      <WideTable
        caption={title}
        rows={list.tiers}
        keyOf={(tier) => tier.min_quantity}
        columns={[
          {
            id: 'from',
            header: t('from_quantity'),
            title: true,
            cell: (tier) => `${formatDecimal(tier.min_quantity, reader)} ${unit}`,
          },
          {
            id: 'price',
            header: t('price_unit'),
            end: true,
            cell: (tier) => <Money of={{ amount: tier.amount, currency: list.currency }} />,
          },
          ...(asked
            ? [
                {
                  id: 'ask',
                  header: t('ask_at'),
                  cell: (tier: PriceList['tiers'][number]) => (
                    <AskAt
                      listing_id={asked}
                      quantity={tier.min_quantity}
                      prices={`${list.currency}.${list.incoterm}.${list.place}`}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

/** What the seller can do with the own offer: change it, or take it off the shelf. */
function OwnActions({ listing, unit }: { listing: Listing; unit: string }): ReactNode {
  const { t } = useTranslation('market');
  const { listing_id } = listing;
  return (
    <div className={parts.buttons}>
      <ButtonLink to="/market/$listing_id/change" params={{ listing_id }}>
        {t(listing.state === 'withdrawn' ? 'publish_again' : 'change')}
      </ButtonLink>
      {listing.state === 'published' && (
        <CommandButtons
          commands={[
            {
              name: t('stock'),
              explain: t('stock_explain'),
              method: 'PUT',
              path: `/holdings/${listing_id}`,
              fixed: { unit: listing.unit },
              fields: [{ name: 'on_hand', label: `${t('stock_on_hand')}, ${unit}`, kind: 'decimal' }],
            },
            {
              name: t('withdraw'),
              explain: t('withdraw_explain'),
              method: 'POST',
              path: `/listings/${listing_id}/withdrawal`,
              fields: [],
            },
          ]}
        />
      )}
    </div>
  );
}
