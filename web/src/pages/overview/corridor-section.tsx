import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { crossingsQuery, nameIn, type Place, placesQuery, routesQuery } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Loading } from '../../parts/loading.tsx';
import { CountryName } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Section } from '../../parts/section.tsx';
import { plain } from '../../parts/status-badge.tsx';

const CorridorMap = lazy(() =>
  import('../../map/corridor-map.tsx').then((m) => ({ default: m.CorridorMap })),
);

/** The map of the corridor with its places as a table beneath. */
export function CorridorSection(): ReactNode {
  const { t } = useTranslation(['overview', 'terms']);
  const reader = useReader();
  const places = useQuery(placesQuery);
  const routes = useQuery(routesQuery);
  const crossings = useQuery(crossingsQuery);
  const legs = useMemo(() => (routes.data ?? []).flatMap((route) => route.legs), [routes.data]);
  const served = useMemo(() => {
    const codes = new Set(legs.flatMap((leg) => [leg.from, leg.to]));
    return (places.data ?? []).filter((place) => codes.has(place.code));
  }, [places.data, legs]);
  const onMap = useMemo(
    () => served.map((place) => ({ ...place, name: nameIn(place.name, reader.locale) })),
    [served, reader.locale],
  );
  const gaugeChangeAt = useMemo(
    () => new Set((crossings.data ?? []).flatMap((crossing) => crossing.gauge_change_at ?? [])),
    [crossings.data],
  );
  const error = places.error ?? routes.error;
  return (
    <Section title={t('map')}>
      {error ? (
        <RefusalCard
          error={error}
          retry={() => {
            void places.refetch();
            void routes.refetch();
          }}
        />
      ) : places.data && routes.data ? (
        <>
          <Suspense fallback={<Loading rows={8} />}>
            <CorridorMap places={onMap} legs={legs} gaugeChangeAt={gaugeChangeAt} />
          </Suspense>
          <details>
            <summary>{t('map.places')}</summary>
            <PlaceTable places={served} gaugeChangeAt={gaugeChangeAt} />
          </details>
        </>
      ) : (
        <Loading rows={8} />
      )}
    </Section>
  );
}

function PlaceTable({
  places,
  gaugeChangeAt,
}: {
  places: Place[];
  gaugeChangeAt: ReadonlySet<string>;
}): ReactNode {
  const { t } = useTranslation(['overview', 'terms']);
  const reader = useReader();
  return (
    <WideTable
      caption={t('map.places')}
      rows={places}
      keyOf={(place) => place.code}
      columns={[
        {
          id: 'name',
          header: t('map.place'),
          title: true,
          cell: (place) => nameIn(place.name, reader.locale),
        },
        { id: 'country', header: t('map.country'), cell: (place) => <CountryName code={place.country} /> },
        {
          id: 'kind',
          header: t('map.kind'),
          cell: (place) => t(`place_kind.${place.kind}`, { ns: 'terms', defaultValue: plain(place.kind) }),
        },
        {
          id: 'gauge',
          header: t('gauge'),
          cell: (place) =>
            gaugeChangeAt.has(place.code)
              ? t('map.gauge')
              : place.gauge_mm
                ? `${place.gauge_mm} mm`
                : t('no_rail'),
        },
      ]}
    />
  );
}
