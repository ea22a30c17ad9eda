import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './map.module.css';

/** What the lines and marks of the map mean; only those that are on it. */
export function MapKey({
  modes,
  gauge,
  consignment,
}: {
  modes: ReadonlySet<string>;
  gauge: boolean;
  consignment: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className={styles.key}>
      {modes.has('rail') && (
        <Entry text={t('map.rail')}>
          <line x1={0} y1={8} x2={26} y2={8} className={styles.rail} />
          <line x1={0} y1={8} x2={26} y2={8} className={styles.ties} />
        </Entry>
      )}
      {modes.has('road') && (
        <Entry text={t('map.road')}>
          <line x1={0} y1={8} x2={26} y2={8} className={styles.road} />
        </Entry>
      )}
      {gauge && (
        <Entry text={t('map.gauge')}>
          <path
            transform="translate(13 8)"
            d="M0 -7 L7 0 L0 7 L-7 0 Z M-2.2 -3 V3 M2.2 -3 V3"
            className={styles.gauge}
          />
        </Entry>
      )}
      <Entry text={t('map.crossing')}>
        <rect x={9} y={4} width={8} height={8} className={styles.crossing} />
      </Entry>
      <Entry text={t('map.station')}>
        <circle cx={13} cy={8} r={3.5} className={styles.station} />
      </Entry>
      {consignment && (
        <Entry text={t('map.consignment')}>
          <path
            transform="translate(12 8) scale(.75)"
            d="M-9 -8 L11 0 L-9 8 L-5 0 Z"
            className={styles.head}
          />
        </Entry>
      )}
    </ul>
  );
}

function Entry({ text, children }: { text: string; children: ReactNode }): ReactNode {
  return (
    <li>
      <svg width={26} height={16} aria-hidden>
        {children}
      </svg>
      {text}
    </li>
  );
}
