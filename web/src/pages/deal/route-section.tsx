import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { type Consignment, consignmentQuery } from '../../api/deal-parts.ts';
import type { Deal, Terms } from '../../api/deals.ts';
import { isHidden, ProblemError } from '../../api/problem.ts';
import { crossingsQuery, nameIn, placesQuery, routesQuery, usePlaceName } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';
import { carrierCommands } from './carrier-commands.ts';

const CorridorMap = lazy(() =>
  import('../../map/corridor-map.tsx').then((m) => ({ default: m.CorridorMap })),
);

/** Transport is booked when the escrow is funded; before, there is nothing to ask for. */
const unbooked = new Set(['requested', 'quoted', 'agreed', 'contracted', 'declined', 'lapsed']);

/** The way of the goods on the map, where they are now, and what happened on the way. */
export function RouteSection({ deal, terms }: { deal: Deal; terms: Terms }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const placeName = usePlaceName();
  const places = useQuery(placesQuery);
  const routes = useQuery(routesQuery);
  const crossings = useQuery(crossingsQuery);
  const carried = !unbooked.has(deal.state);
  const consignment = useQuery({
    ...consignmentQuery(deal.deal_id),
    refetchInterval: 60_000,
    enabled: carried,
  });
  const booked = consignment.data;
  const route = routes.data?.find((r) => r.route_id === terms.route_id);
  const legs = booked?.legs.map((leg) => ({ ...leg, mode: terms.mode })) ?? route?.legs ?? [];
  const codes = new Set([terms.place_from, terms.place_to, ...legs.flatMap((leg) => [leg.from, leg.to])]);
  const onRoute = (places.data ?? [])
    .filter((place) => codes.has(place.code))
    .map((place) => ({ ...place, name: nameIn(place.name, reader.locale) }));
  const gaugeChangeAt = new Set(
    terms.mode === 'rail'
      ? (crossings.data ?? []).flatMap((c) => c.gauge_change_at ?? []).filter((c) => codes.has(c))
      : [],
  );
  const here = booked?.position;
  const nextLeg = legs.find((leg) => leg.from === here?.place);
  const toward = onRoute.find((place) => place.code === nextLeg?.to);
  const at = onRoute.find((place) => place.code === here?.place);
  const missing =
    !carried || (consignment.error instanceof ProblemError && consignment.error.problem.status === 404);
  return (
    <Section id="route" title={t('route')}>
      <Facts
        rows={[
          [t('from_to'), `${placeName(terms.place_from)} → ${placeName(terms.place_to)}`],
          [t('mode'), t(`mode.${terms.mode}`, { ns: 'terms' })],
          [t('crossing'), `${placeName(terms.crossing_export)} / ${placeName(terms.crossing_import)}`],
          [
            t('consignment'),
            booked ? (
              <>
                <StatusBadge kind="consignment" state={booked.state} />
                <div className="small figures">
                  {t(`document_kind.${booked.note_kind}`, { ns: 'terms', defaultValue: '' })}{' '}
                  {booked.note_number}
                </div>
              </>
            ) : (
              <span key="none" className="dimmed">
                {t('not_booked')}
              </span>
            ),
          ],
          ...(booked
            ? ([
                [t('position'), placeName(booked.position.place)],
                [t('eta'), <Instant key="eta" at={booked.eta} />],
                [
                  t('units'),
                  <span key="u" className="figures">
                    {booked.units?.join(', ') || '–'}
                  </span>,
                ],
              ] as [string, ReactNode][])
            : []),
        ]}
      />
      {consignment.error && !missing && !isHidden(consignment.error) && (
        <RefusalCard error={consignment.error} retry={() => void consignment.refetch()} />
      )}
      {deal.my_roles.includes('carrier') &&
        (booked || missing) &&
        ['contracted', 'funded', 'shipped', 'delivered', 'disputed'].includes(deal.state) && (
          <CommandButtons commands={carrierCommands(deal.deal_id, booked, placeName, t)} />
        )}
      {places.data && onRoute.length > 1 && (
        <Suspense fallback={<Loading />}>
          <CorridorMap
            places={onRoute}
            legs={legs}
            gaugeChangeAt={gaugeChangeAt}
            position={
              at
                ? {
                    lat: at.lat,
                    lon: at.lon,
                    label: `${t('position')}: ${at.name}`,
                    ...(toward ? { toward } : {}),
                  }
                : undefined
            }
          />
        </Suspense>
      )}
      {booked && booked.events.length > 0 && <Moves consignment={booked} />}
    </Section>
  );
}

function Moves({ consignment }: { consignment: Consignment }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const placeName = usePlaceName();
  return (
    <details>
      <summary>{t('moves', { count: consignment.events.length })}</summary>
      <RecordTable
        caption={t('consignment')}
        rows={consignment.events}
        keyOf={(event) => `${event.kind} ${event.place} ${event.at}`}
        columns={[
          {
            id: 'kind',
            header: t('what'),
            title: true,
            cell: (event) =>
              t(`move.${event.kind}`, {
                ns: 'terms',
                defaultValue: t(`event.consignment.${event.kind}`, {
                  ns: 'terms',
                  defaultValue: t(`consignment.${event.kind}`, {
                    ns: 'terms',
                    defaultValue: plain(event.kind),
                  }),
                }),
              }),
          },
          { id: 'place', header: t('map.place'), cell: (event) => placeName(event.place) },
          { id: 'at', header: t('col.date'), cell: (event) => <Instant at={event.at} /> },
          { id: 'note', header: t('note'), cell: (event) => event.note ?? '' },
        ]}
      />
    </details>
  );
}
