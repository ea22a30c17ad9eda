import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { ListingItem } from '../../api/market.ts';
import { useSession } from '../../api/session.ts';
import { endonyms } from '../../format/endonyms.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import { CommandForm } from '../../parts/command-form.tsx';
import { Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { personsFields, personsOf } from './persons-fields.ts';
import { type OwnShop, ownShopQuery } from './shop-api.ts';

const languages = ['en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk'];

/** The merchant's own shop: its address, words in eight languages, and what is on show. */
export function OwnShopPage(): ReactNode {
  const { t } = useTranslation('shop');
  const session = useSession();
  const shop = useQuery({ ...ownShopQuery, enabled: Boolean(session) });
  const org_id = session?.organisation?.org_id;
  const offers = useQuery({
    queryKey: ['own-offers', org_id],
    queryFn: ({ signal }) =>
      callApi<Page<ListingItem>>('/listings', { query: { seller_org_id: org_id, limit: 100 }, signal }),
    enabled: Boolean(org_id),
  });
  if (session === null) return <SignInFirst title={t('own_shop')} />;
  return (
    <>
      <PageHead title={t('own_shop')}>
        <p className="dimmed">{t('own_shop_about')}</p>
        <div>
          <Link to="/incoming-orders">{t('incoming')}</Link> · <Link to="/cart">{t('cart')}</Link>
        </div>
      </PageHead>
      <Answer query={shop}>
        {({ shop: own }) => (
          <Answer query={offers}>
            {({ items }) => <ShopForm key={own?.version ?? 0} own={own} offers={items} />}
          </Answer>
        )}
      </Answer>
    </>
  );
}

function ShopForm({ own, offers }: { own: OwnShop | null; offers: ListingItem[] }): ReactNode {
  const { t } = useTranslation('shop');
  const allotments = new Map(own?.shelf.map((line) => [line.listing_id, line.allotment]));
  const reader = useReader();
  const currency = own?.to_persons?.countries[0]?.delivery.currency ?? offers[0]?.price.currency ?? 'CNY';
  const fields = (values: Values): CommandField[] => [
    { name: 'name', label: t('shop_name'), kind: 'line', start: own?.name ?? '', longest: 80 },
    {
      name: 'slug',
      label: t('slug'),
      kind: 'line',
      start: own?.slug ?? '',
      longest: 40,
      hint: t('slug_hint'),
    },
    {
      name: 'open',
      label: t('state'),
      kind: 'choice',
      start: own?.open === false ? 'no' : 'yes',
      choices: [
        { value: 'yes', label: t('open') },
        { value: 'no', label: t('closed') },
      ],
    },
    {
      name: 'language',
      label: t('main_language'),
      kind: 'choice',
      start: own?.language ?? 'en',
      choices: languages.map((code) => ({ value: code, label: endonyms[code] ?? code })),
    },
    ...languages.map(
      (code): CommandField => ({
        name: `intro_${code}`,
        label: endonyms[code] ?? code,
        kind: 'paragraphs',
        optional: true,
        longest: 2000,
        start: own?.intros[code] ?? '',
        group: t('intros'),
      }),
    ),
    {
      name: 'shelf',
      label: t('shelf'),
      kind: 'several',
      optional: true,
      start: (own?.shelf.map((line) => line.listing_id) ?? offers.map((o) => o.listing_id)).join(' '),
      choices: offers.map((offer) => ({ value: offer.listing_id, label: offer.title })),
    },
    ...personsFields(own?.to_persons ?? null, currency, values, t, reader),
  ];
  return (
    <Section title={own ? own.name : t('open_shop')}>
      {own?.open && (
        <Note tone="done">
          <a href={`/shop/${own.slug}`}>{t('see_shop')}</a>
        </Note>
      )}
      <CommandForm
        spec={{
          name: own ? t('save') : t('open_shop'),
          method: 'PUT',
          path: '/shop',
          fields,
          shape: (body) => ({
            name: body.name,
            slug: body.slug,
            open: body.open === 'yes',
            language: body.language,
            intros: Object.fromEntries(
              languages.flatMap((code) => {
                const text = body[`intro_${code}`];
                return typeof text === 'string' && text ? [[code, text]] : [];
              }),
            ),
            shelf: (Array.isArray(body.shelf) ? body.shelf : []).map((listing_id: string) => ({
              listing_id,
              allotment: allotments.get(listing_id) ?? null,
            })),
            to_persons: personsOf(body),
            version: own?.version ?? 0,
          }),
        }}
        done={() => undefined}
      />
    </Section>
  );
}
