import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listingQuery, wordingOf } from '../../api/market.ts';
import { nameIn, type Place, placesQuery, type Route, routesQuery } from '../../api/reference.ts';
import { useSession } from '../../api/session.ts';
import { marksOf } from '../../format/marks.ts';
import { countryName } from '../../format/names.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandForm } from '../../parts/command-form.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Money } from '../../parts/reading.tsx';
import { Empty, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { type Cart, type Checkout, cartQuery } from './shop-api.ts';

const corridor = ['CN', 'KZ', 'KG', 'TJ', 'TM', 'UZ'];

/** An empty cart does without its table and dialogs, so they are loaded with the first line. */
const CartSellerSection = lazy(() =>
  import('./cart-seller.tsx').then((m) => ({ default: m.CartSellerSection })),
);

/** What the organisation means to order, by seller, at the prices of today, and the way to make deals of it. */
export function CartPage(): ReactNode {
  const { t } = useTranslation('shop');
  const session = useSession();
  const { add, to } = useSearch({ from: '/cart' });
  const navigate = useNavigate({ from: '/cart' });
  const [ordered, setOrdered] = useState<Checkout>();
  const country = to ?? session?.organisation?.country;
  const cart = useQuery({ ...cartQuery(country), enabled: Boolean(session && country) });
  if (session === null) return <SignInFirst title={t('cart')} />;
  return (
    <>
      <PageHead title={t('cart')}>
        <p className="dimmed">{t('cart_about')}</p>
        <div>
          <a href="/shop">{t('to_shops')}</a> · <Link to="/own-shop">{t('own_shop')}</Link> ·{' '}
          <Link to="/parcels">{t('parcels')}</Link>
        </div>
      </PageHead>
      {ordered && <Ordered checkout={ordered} />}
      {add && (
        <AddSection
          listing_id={add}
          done={() => void navigate({ search: (old) => ({ ...old, add: undefined }) })}
        />
      )}
      <Answer query={cart}>
        {(seen) =>
          seen.sellers.length === 0 && seen.gone.length === 0 ? (
            add || ordered ? null : (
              <Empty title={t('cart_empty')}>
                <a href="/shop">{t('to_shops')}</a>
              </Empty>
            )
          ) : (
            <>
              <CountryChoice
                value={country ?? ''}
                choose={(code) => void navigate({ search: (old) => ({ ...old, to: code }) })}
              />
              {seen.changed && <Note>{t('prices_changed')}</Note>}
              {seen.gone.length > 0 && <Gone ids={seen.gone} />}
              <Suspense fallback={<Loading />}>
                {seen.sellers.map((seller) => (
                  <CartSellerSection
                    key={`${seller.seller.org_id} ${seller.currency} ${seller.incoterm}`}
                    group={seller}
                    country={country ?? ''}
                  />
                ))}
                {seen.sellers.some((seller) => seller.landed) && (
                  <p className="small dimmed">{t('freight_is')}</p>
                )}
              </Suspense>
              <CheckoutSection cart={seen} home={country} done={setOrdered} />
            </>
          )
        }
      </Answer>
    </>
  );
}

/** Puts an offer that the reader came with into the cart. */
function AddSection({ listing_id, done }: { listing_id: string; done: () => void }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const unitName = useUnitName();
  const listing = useQuery(listingQuery(listing_id));
  return (
    <Answer query={listing}>
      {(seen) => (
        <Section title={wordingOf(seen, reader.locale).title}>
          <CommandForm
            spec={{
              name: t('put_in'),
              method: 'PUT',
              path: `/cart/lines/${seen.listing_id}`,
              fixed: { unit: seen.unit },
              fields: [
                {
                  name: 'quantity',
                  label: `${t('quantity')}, ${unitName(seen.unit)}`,
                  kind: 'decimal',
                  start: seen.moq.replace(/\.?0+$/, ''),
                  hint: t('at_least', { quantity: formatDecimal(seen.moq, reader) }),
                },
              ],
            }}
            done={done}
          />
        </Section>
      )}
    </Answer>
  );
}

function Gone({ ids }: { ids: string[] }): ReactNode {
  const { t } = useTranslation('shop');
  return (
    <Note>
      {t('gone', { count: ids.length })}
      {ids.map((listing_id) => (
        <CommandForm
          key={listing_id}
          spec={{ name: t('take_out'), method: 'DELETE', path: `/cart/lines/${listing_id}`, fields: [] }}
          done={() => undefined}
        />
      ))}
    </Note>
  );
}

function CheckoutSection({
  cart,
  home,
  done,
}: {
  cart: Cart;
  home: string | undefined;
  done: (checkout: Checkout) => void;
}): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const places = useQuery(placesQuery);
  const routes = useQuery(routesQuery);
  const destinations = useMemo(
    () => destinationsOf(places.data ?? [], routes.data ?? [], home, reader),
    [places.data, routes.data, home, reader],
  );
  if (destinations.length === 0) return null;
  return (
    <Section title={t('checkout')}>
      {!cart.orderable && <Note>{t('not_orderable')}</Note>}
      <div style={{ maxWidth: 480 }}>
        <CommandForm<Checkout>
          spec={{
            name: t(cart.changed ? 'order_at_new' : 'order', { count: cart.sellers.length }),
            explain: t('checkout_about', { count: cart.sellers.length }),
            method: 'POST',
            path: '/checkouts',
            held: !cart.orderable,
            fixed: { cart_hash: cart.cart_hash, ...(cart.changed ? { accept_changes: true } : {}) },
            fields: [
              {
                name: 'place_to',
                label: t('place_to'),
                kind: 'choice',
                choices: destinations,
                start: destinations[0]?.value ?? '',
              },
              { name: 'message', label: t('message'), kind: 'line', optional: true },
            ],
          }}
          done={done}
        />
      </div>
    </Section>
  );
}

/** Places where routes end; those of the reader's own country first. */
function destinationsOf(
  places: readonly Place[],
  routes: readonly Route[],
  home: string | undefined,
  reader: ReturnType<typeof useReader>,
): { value: string; label: string }[] {
  const ends = new Set(routes.map((route) => route.to));
  const away = (country: string): number => (country === home ? 0 : 1);
  return places
    .filter((place) => ends.has(place.code))
    .sort((a, b) => away(a.country) - away(b.country) || a.country.localeCompare(b.country))
    .map((place) => ({
      value: place.code,
      label: `${nameIn(place.name, reader.locale)}${marksOf(reader).comma}${countryName(place.country, reader)}`,
    }));
}

function Ordered({ checkout }: { checkout: Checkout }): ReactNode {
  const { t } = useTranslation('shop');
  return (
    <Note tone="done">
      <div role="status">{t('ordered', { count: checkout.deals.length })}</div>
      <ul>
        {checkout.deals.map((deal) => (
          <li key={deal.deal_id}>
            <Link to="/deals/$deal_id" params={{ deal_id: deal.deal_id }}>
              {deal.number}
            </Link>
            {': '}
            <Money of={deal.total} />
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** The country that duty and taxes are worked out for. */
function CountryChoice({ value, choose }: { value: string; choose: (country: string) => void }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  return (
    <NativeSelect
      maw={480}
      label={t('country')}
      value={value}
      data={corridor.map((code) => ({ value: code, label: countryName(code, reader) }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
