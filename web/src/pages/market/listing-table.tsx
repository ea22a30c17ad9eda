import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingItem } from '../../api/market.ts';
import type { Found } from '../../api/search.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CountryName, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark } from '../../parts/section.tsx';
import styles from './photos.module.css';
import { Cover } from './photos.tsx';

/** Offers with seller and price; those that a search found say why. `ofOne`: of one seller, who is named elsewhere. */
export function ListingTable({
  items,
  ofOne = false,
}: {
  items: (ListingItem | Found)[];
  ofOne?: boolean;
}): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const unitName = useUnitName();
  const pictured = items.some(({ photo_id }) => photo_id !== null);
  const columns: Column<ListingItem | Found>[] = [
    {
      id: 'title',
      header: t('goods'),
      title: true,
      cell: (item) => (
        <div className={styles.beside}>
          {pictured && <Cover listing_id={item.listing_id} photo_id={item.photo_id} />}
          <div>
            <Link to="/market/$listing_id" params={{ listing_id: item.listing_id }}>
              {item.title}
            </Link>
            <div className="small dimmed figures">
              HS {item.hs_code} {item.demo && <DemoMark />}
            </div>
            {'reasons' in item && <Reasons of={item.reasons} />}
          </div>
        </div>
      ),
    },
    {
      id: 'seller',
      header: t('seller'),
      cell: (item) => (
        <>
          {item.seller.name}
          <div className="small dimmed">
            <CountryName code={item.seller.country} /> · {t('trust_short', { trust: item.seller.trust })}
          </div>
        </>
      ),
    },
    { id: 'origin', header: t('origin'), cell: (item) => <CountryName code={item.origin_country} /> },
    {
      id: 'moq',
      header: t('moq'),
      end: true,
      cell: (item) => `${formatDecimal(item.moq, reader)} ${unitName(item.unit)}`,
    },
    {
      id: 'lead',
      header: t('lead_time'),
      end: true,
      cell: (item) => t('days', { days: item.lead_time_days }),
    },
    {
      id: 'price',
      header: t('price_from'),
      end: true,
      cell: (item) => (
        <>
          <Money of={item.price} />
          <div className="small dimmed">{t('per_unit', { unit: unitName(item.unit) })}</div>
        </>
      ),
    },
  ];
  return (
    <RecordTable
      caption={t('title')}
      columns={ofOne ? columns.filter(({ id }) => id !== 'seller') : columns}
      rows={items}
      keyOf={(item) => item.listing_id}
    />
  );
}

/** Why an offer was found: its words with their places and points. */
function Reasons({ of: reasons }: { of: Found['reasons'] }): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  if (reasons.length === 0) return null;
  return (
    <div className="small dimmed">
      {reasons
        .map(({ word, found, points }) =>
          t(`found.${found}`, { word, points: formatDecimal(points.toFixed(1), reader) }),
        )
        .join(' · ')}
    </div>
  );
}
