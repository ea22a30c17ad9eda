import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bordersQuery } from './borders.ts';
import {
  type MapLeg,
  type MapPlace,
  type MapPosition,
  placeLabels,
  shapeCorridor,
  uniqueLegs,
} from './corridor-shape.ts';
import styles from './map.module.css';
import { MapKey } from './map-key.tsx';

const LABEL_PX = 12;

/** The corridor, or the route of one deal: land, legs by mode, places by kind, and where the goods are. */
export function CorridorMap({
  places,
  legs,
  position,
  gaugeChangeAt,
  height,
}: {
  places: MapPlace[];
  legs: MapLeg[];
  position?: MapPosition | undefined;
  gaugeChangeAt: ReadonlySet<string>;
  height?: number;
}): ReactNode {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const borders = useQuery(bordersQuery);
  const frame = useMemo(() => {
    const wide = Math.max(width, 280);
    return {
      width: wide,
      height: height ?? Math.round(Math.min(520, Math.max(260, wide * 0.5))),
      margin: wide < 500 ? 24 : 40,
    };
  }, [width, height]);
  const shape = useMemo(() => shapeCorridor(borders.data, places, frame), [borders.data, places, frame]);
  const points = useMemo(
    () =>
      places.flatMap((place) => {
        const at = shape.at(place);
        return at ? [{ ...at, place, code: place.code, text: place.name }] : [];
      }),
    [places, shape],
  );
  const drawnLegs = useMemo(() => uniqueLegs(legs), [legs]);
  const labels = useMemo(() => {
    const ends = countUses(legs);
    const rank = (code: string): number => (gaugeChangeAt.has(code) ? 3 : 0) + (ends.get(code) ?? 0);
    const ordered = [...points].sort((a, b) => rank(b.code) - rank(a.code));
    return placeLabels(ordered, frame, LABEL_PX);
  }, [points, legs, gaugeChangeAt, frame]);
  const byCode = new Map(points.map((point) => [point.code, point]));
  const here = position ? shape.at(position) : undefined;
  const toward = position?.toward ? shape.at(position.toward) : undefined;
  return (
    <figure className={styles.figure}>
      <div ref={ref} className={styles.frame} style={{ height: frame.height }}>
        <svg
          width={frame.width}
          height={frame.height}
          role="img"
          aria-label={t('map.label')}
          className={styles.map}
        >
          <path d={shape.grid} className={styles.grid} />
          {shape.land.map((d) => (
            <path key={d.slice(0, 40)} d={d} className={styles.land} />
          ))}
          {drawnLegs.map((leg) => {
            const a = byCode.get(leg.from);
            const b = byCode.get(leg.to);
            if (!a || !b) return null;
            const line = { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
            return leg.mode === 'rail' ? (
              <g key={`${leg.from} ${leg.to} rail`}>
                <line {...line} className={styles.rail} />
                <line {...line} className={styles.ties} />
              </g>
            ) : (
              <line key={`${leg.from} ${leg.to} road`} {...line} className={styles.road} />
            );
          })}
          {points.map(({ x, y, place }) => (
            <PlaceMark
              key={place.code}
              x={x}
              y={y}
              gauge={gaugeChangeAt.has(place.code)}
              kind={place.kind}
              name={place.name}
            />
          ))}
          {labels.map((label) => (
            <text
              key={label.code}
              x={label.x}
              y={label.y}
              textAnchor={label.anchor}
              fontSize={LABEL_PX}
              className={styles.label}
            >
              {label.text}
            </text>
          ))}
          {here && (
            <g transform={`translate(${here.x} ${here.y}) rotate(${angle(here, toward)})`}>
              <title>{position?.label}</title>
              <circle r={15} className={styles.halo} />
              <path d="M-9 -8 L11 0 L-9 8 L-5 0 Z" className={styles.head} />
            </g>
          )}
        </svg>
      </div>
      <figcaption className={styles.caption}>
        <MapKey
          modes={new Set(legs.map((leg) => leg.mode))}
          gauge={gaugeChangeAt.size > 0}
          consignment={Boolean(here)}
        />
        {borders.error ? <p>{t('map.failed')}</p> : null}
        <p>{t('map.neutral')}</p>
      </figcaption>
    </figure>
  );
}

function countUses(legs: readonly MapLeg[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const leg of legs) for (const code of [leg.from, leg.to]) uses.set(code, (uses.get(code) ?? 0) + 1);
  return uses;
}

function angle(from: { x: number; y: number }, to: { x: number; y: number } | undefined): number {
  if (!to) return 0;
  return Math.round((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
}

/** Square: crossing; diamond: change of gauge; circle: station or town. Shape, not colour, tells them apart. */
function PlaceMark({
  x,
  y,
  gauge,
  kind,
  name,
}: {
  x: number;
  y: number;
  gauge: boolean;
  kind: string;
  name: string;
}): ReactNode {
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{name}</title>
      {gauge ? (
        <path d="M0 -7 L7 0 L0 7 L-7 0 Z M-2.2 -3 V3 M2.2 -3 V3" className={styles.gauge} />
      ) : isCrossing(kind) ? (
        <rect x={-4} y={-4} width={8} height={8} className={styles.crossing} />
      ) : (
        <circle r={3.5} className={styles.station} />
      )}
    </g>
  );
}

export function isCrossing(kind: string): boolean {
  return /cross|border/.test(kind);
}
