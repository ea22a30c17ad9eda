import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Listing, type ListingItem, listingsQuery } from '../../api/market.ts';
import { formatMoney } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';

/** Sellers whose offers have the same code, unit and origin, one offer each; those that are ticked are asked too. */
export function OtherSellers({
  listing,
  own,
  chosen,
  choose,
}: {
  listing: Listing;
  own: string | undefined;
  chosen: ReadonlyMap<string, string>;
  choose: (chosen: ReadonlyMap<string, string>) => void;
}): ReactNode {
  const { t } = useTranslation(['market', 'rfqs']);
  const reader = useReader();
  const unitName = useUnitName();
  const found = useQuery(
    listingsQuery({ hs: listing.hs_code, origin_country: listing.origin_country, limit: 100 }),
  );
  const bySeller = new Map<string, ListingItem>();
  for (const item of found.data?.items ?? [])
    if (
      item.seller.org_id !== listing.seller.org_id &&
      item.seller.org_id !== own &&
      item.unit === listing.unit &&
      !bySeller.has(item.seller.org_id)
    )
      bySeller.set(item.seller.org_id, item);
  const others = [...bySeller.values()].slice(0, 19);
  if (others.length === 0) return null;
  return (
    <fieldset>
      <legend>{t('ask_also', { ns: 'rfqs' })}</legend>
      <p className="small dimmed">{t('ask_also_about', { ns: 'rfqs' })}</p>
      {others.map((item) => (
        <Checkbox
          key={item.listing_id}
          mt="xs"
          label={`${item.seller.name} · ${item.title} · ${formatMoney(item.price, reader)}`}
          description={`${t('moq')}: ${formatDecimal(item.moq, reader)} ${unitName(item.unit)}`}
          checked={chosen.has(item.seller.org_id)}
          onChange={(event) => {
            const next = new Map(chosen);
            if (event.currentTarget.checked) next.set(item.seller.org_id, item.listing_id);
            else next.delete(item.seller.org_id);
            choose(next);
          }}
        />
      ))}
    </fieldset>
  );
}
