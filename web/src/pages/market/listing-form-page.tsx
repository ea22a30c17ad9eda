import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Listing, listingQuery } from '../../api/market.ts';
import { type Session, useSession } from '../../api/session.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandForm } from '../../parts/command-form.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Note, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { HsField } from './hs-field.tsx';
import { listingFields, shapeListing } from './listing-fields.ts';
import { useChoices } from './use-choices.ts';

/** Publishes an offer. */
export function NewListingPage(): ReactNode {
  const { t } = useTranslation('market');
  return (
    <Trader title={t('publish')}>
      {(who) => (
        <>
          <PageHead title={t('publish')}>
            <p className="dimmed">{t('publish_about')}</p>
          </PageHead>
          <ListingForm who={who} />
        </>
      )}
    </Trader>
  );
}

/** Changes an own offer; a withdrawn one is on the shelf again afterwards. */
export function ChangeListingPage(): ReactNode {
  const { t } = useTranslation('market');
  const { listing_id } = useParams({ from: '/market/$listing_id/change' });
  const listing = useQuery(listingQuery(listing_id));
  return (
    <Trader title={t('change')}>
      {(who) => (
        <>
          <PageHead title={t('change')}>
            <p className="dimmed">{t('change_about')}</p>
          </PageHead>
          <Answer query={listing}>{(seen) => <ListingForm who={who} start={seen} />}</Answer>
        </>
      )}
    </Trader>
  );
}

/** Shows a page to who trades; others learn what they need first. */
export function Trader({
  title,
  children,
}: {
  title: string;
  children: (who: Session) => ReactNode;
}): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  if (session === undefined) return <Loading />;
  if (session === null) return <SignInFirst title={title} />;
  if (session.roles.includes('trader')) return children(session);
  return (
    <>
      <PageHead title={title} />
      <Note>{t('traders_only')}</Note>
    </>
  );
}

function ListingForm({ who, start }: { who: Session; start?: Listing }): ReactNode {
  const { t } = useTranslation(['market', 'terms']);
  const reader = useReader();
  const navigate = useNavigate();
  const choices = useChoices();
  if (!choices) return <Loading rows={10} />;
  // Goods of this corridor cross land borders; terms of the sea stay with the listings that have them.
  const used = new Set(start?.tiers.map((tier) => tier.incoterm));
  const ask = {
    ...choices,
    incoterms: choices.incoterms.filter((term) => term.transport === 'any' || used.has(term.value)),
    t,
    locale: reader.locale,
    country: who.organisation?.country ?? '',
    drawHs: (field: Parameters<typeof HsField>[0]['field']) => <HsField key="hs" field={field} />,
    ...(start ? { start } : {}),
  };
  return (
    <CommandForm<{ listing_id: string }>
      spec={{
        name: t(start ? 'change_go' : 'publish_go'),
        method: start ? 'PUT' : 'POST',
        path: start ? `/listings/${start.listing_id}` : '/listings',
        fixed: start ? { version: start.version } : {},
        fields: (values) => listingFields(ask, values),
        shape: (body) => shapeListing(body, start),
      }}
      done={({ listing_id }) => void navigate({ to: '/market/$listing_id', params: { listing_id } })}
    />
  );
}
