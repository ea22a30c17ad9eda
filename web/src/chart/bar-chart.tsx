import { useElementSize } from '@mantine/hooks';
import * as Plot from '@observablehq/plot';
import { type ReactNode, useEffect, useRef } from 'react';
import { formatCompact } from '../format/number.ts';
import { useReader } from '../i18n/reader.tsx';
import styles from './chart.module.css';

export interface Bar {
  label: string;
  value: number;
  colour: string;
}

const BAR_PX = 26;
/** Of the widest script that a label may be in. */
const LETTER_PX = 8;

/** Bars from a zero baseline, the name before and the amount behind each. */
export function BarChart({
  bars,
  unit,
  description,
}: {
  bars: Bar[];
  unit: string;
  description: string;
}): ReactNode {
  const reader = useReader();
  const { ref, width } = useElementSize();
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!holder.current || width < 100) return;
    const longest = Math.max(...bars.map((bar) => bar.label.length), 4);
    const margin = Math.min(width * 0.45, longest * LETTER_PX + 12);
    const room = Math.floor((margin - 12) / LETTER_PX);
    const amount = (value: number): string => `${formatCompact(value, reader)} ${unit}`;
    const chart = Plot.plot({
      width,
      height: bars.length * BAR_PX + 12,
      marginLeft: margin,
      marginRight: 96,
      marginTop: 6,
      marginBottom: 6,
      style: { fontFamily: 'inherit', fontSize: '13px', background: 'transparent', overflow: 'visible' },
      ariaDescription: description,
      x: {
        axis: null,
        domain: [Math.min(0, ...bars.map((b) => b.value)), Math.max(1, ...bars.map((b) => b.value))],
      },
      y: {
        tickFormat: (label: string) => (label.length > room ? `${label.slice(0, room - 1)}…` : label),
        label: null,
        domain: bars.map((bar) => bar.label),
        tickSize: 0,
        padding: 0.25,
      },
      marks: [
        Plot.barX(bars, { x: 'value', y: 'label', fill: 'colour' }),
        Plot.ruleX([0], { stroke: 'currentColor' }),
        Plot.text(bars, {
          x: (bar: Bar) => Math.max(bar.value, 0),
          y: 'label',
          text: (bar: Bar) => amount(bar.value),
          textAnchor: 'start',
          dx: 6,
          fill: 'currentColor',
        }),
      ],
      color: { type: 'identity' },
    });
    for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    holder.current.replaceChildren(chart);
    return () => chart.remove();
  }, [bars, unit, description, width, reader]);
  return (
    <div ref={ref} className={styles.chart}>
      <div ref={holder} role="img" aria-label={description} />
    </div>
  );
}
