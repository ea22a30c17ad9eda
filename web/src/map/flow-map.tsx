import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bordersQuery } from './borders.ts';
import { shapeCorridor } from './corridor-shape.ts';
import { type Band, layBands, type MapFlow, placesOf } from './flow-bands.ts';
import styles from './map.module.css';

const LABEL_PX = 12;
const colours = { out: 'var(--series-a)', back: 'var(--series-b)', both: 'var(--series-c)' };

/** Trade of one country with several others as bands as wide as their value; each is named with its amount. */
export function FlowMap({
  from,
  flows,
  description,
}: {
  from: { area: string; name: string };
  flows: MapFlow[];
  description: string;
}): ReactNode {
  const { t } = useTranslation(['common', 'terms']);
  const { ref, width } = useElementSize();
  const borders = useQuery(bordersQuery);
  const frame = useMemo(() => {
    const wide = Math.max(width, 280);
    const narrow = wide < 520;
    return {
      width: wide,
      height: Math.round(Math.min(440, Math.max(250, wide * 0.42))),
      margin: narrow ? 14 : 30,
      widest_px: narrow ? 16 : 30,
    };
  }, [width]);
  const shape = useMemo(
    () => shapeCorridor(borders.data, placesOf(flows), frame),
    [borders.data, flows, frame],
  );
  const drawn = useMemo(() => layBands(from.area, flows, shape.at, frame), [from.area, flows, shape, frame]);
  const kinds = new Set(drawn.bands.map((band) => band.kind));
  return (
    <figure className={styles.figure}>
      <div ref={ref} className={styles.frame} style={{ height: frame.height }}>
        <div role="img" aria-label={description}>
          <svg width={frame.width} height={frame.height} className={styles.map} aria-hidden>
            <path d={shape.grid} className={styles.grid} />
            {shape.land.map((d) => (
              <path key={d.slice(0, 40)} d={d} className={styles.land} />
            ))}
            {drawn.bands.map((band) => (
              <BandMark key={`${band.area} ${band.kind}`} band={band} />
            ))}
            {drawn.labels.map(({ area, name, amount, x, y, anchor }) => (
              <text key={area} x={x} y={y} textAnchor={anchor} fontSize={LABEL_PX} className={styles.label}>
                <tspan fontWeight={650}>{name}</tspan>
                <tspan x={x} dy={LABEL_PX + 3}>
                  {amount}
                </tspan>
              </text>
            ))}
            {drawn.top && (
              <text
                x={drawn.top.x}
                y={drawn.top.y - 8}
                textAnchor="middle"
                fontSize={LABEL_PX}
                fontWeight={650}
                className={styles.label}
              >
                {from.name}
              </text>
            )}
          </svg>
        </div>
      </div>
      <figcaption className={styles.caption}>
        <ul className={styles.key}>
          {(
            [
              ['out', 'flow.export'],
              ['back', 'flow.import'],
              ['both', 'flow.total'],
            ] as const
          )
            .filter(([kind]) => kinds.has(kind))
            .map(([kind, word]) => (
              <li key={kind}>
                <svg width={26} height={16} aria-hidden>
                  <path
                    d={kind === 'back' ? 'M26 8 H8' : 'M0 8 H18'}
                    stroke={colours[kind]}
                    strokeWidth={6}
                  />
                  {kind === 'out' && <path d="M17 1 L26 8 L17 15 Z" fill={colours.out} />}
                  {kind === 'back' && <path d="M9 1 L0 8 L9 15 Z" fill={colours.back} />}
                  {kind === 'both' && <path d="M18 8 H26" stroke={colours.both} strokeWidth={6} />}
                </svg>
                {t(word, { ns: 'terms' })}
              </li>
            ))}
        </ul>
        {borders.error ? <p>{t('map.failed')}</p> : null}
        <p>{t('map.neutral')}</p>
      </figcaption>
    </figure>
  );
}

function BandMark({ band }: { band: Band }): ReactNode {
  return (
    <g>
      <path
        d={band.path}
        fill="none"
        stroke={colours[band.kind]}
        strokeWidth={band.width}
        strokeOpacity={0.85}
      />
      {band.head && <path d={band.head} fill={colours[band.kind]} />}
    </g>
  );
}
