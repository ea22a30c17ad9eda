import { useElementSize } from '@mantine/hooks';
import * as Plot from '@observablehq/plot';
import { type ReactNode, useEffect, useRef } from 'react';
import { formatCompact, formatNumber } from '../format/number.ts';
import { useReader } from '../i18n/reader.tsx';
import styles from './chart.module.css';

export interface Dot {
  label: string;
  value: number;
  /** Distance from the median, in robust standard deviations. */
  score: number;
  outlier: boolean;
}

const LABELLED = 8;

/**
 * One dot a line: its value across, on a logarithmic scale, its distance from the median upwards. Outliers are open
 * squares with their names, beyond the dashed lines.
 */
export function OutlierChart({
  dots,
  cutoff,
  unit,
  across,
  upwards,
  description,
}: {
  dots: Dot[];
  cutoff: number;
  unit: string;
  across: string;
  upwards: string;
  description: string;
}): ReactNode {
  const reader = useReader();
  const { ref, width } = useElementSize();
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!holder.current || width < 100) return;
    const narrow = width < 520;
    const out = dots.filter((dot) => dot.outlier);
    const highest = Math.max(cutoff + 1, ...dots.map((dot) => Math.abs(dot.score))) * 1.1;
    const mark = {
      x: 'value',
      y: 'score',
      strokeWidth: 1.8,
      title: (dot: Dot) =>
        `${dot.label}: ${formatNumber(dot.value, reader, 2)} ${unit}, ${formatNumber(dot.score, reader, 1)}`,
    };
    const chart = Plot.plot({
      width,
      height: narrow ? 280 : 340,
      marginLeft: 44,
      marginRight: 24,
      marginTop: 24,
      marginBottom: 44,
      style: { fontFamily: 'inherit', fontSize: '12px', background: 'transparent', overflow: 'visible' },
      ariaDescription: description,
      x: {
        type: 'log',
        label: `${across}, ${unit}`,
        labelAnchor: 'center',
        ticks: narrow ? 3 : 6,
        tickFormat: (value: number) => (value >= 1 ? formatCompact(value, reader) : String(value)),
      },
      y: { domain: [-highest, highest], label: upwards, ticks: 5, grid: true },
      marks: [
        Plot.ruleY([0], { stroke: 'currentColor' }),
        Plot.ruleY([-cutoff, cutoff], { stroke: 'var(--tone-attention)', strokeDasharray: '5 4' }),
        Plot.dot(
          dots.filter((dot) => !dot.outlier),
          { ...mark, r: 3.5, fill: 'var(--series-a)', stroke: 'var(--series-a)' },
        ),
        Plot.dot(out, {
          ...mark,
          r: 5,
          symbol: 'square',
          fill: 'var(--mantine-color-body)',
          stroke: 'var(--series-f)',
        }),
        Plot.text(out.slice(0, LABELLED), {
          x: 'value',
          y: 'score',
          text: 'label',
          dy: -11,
          fill: 'currentColor',
        }),
      ],
    });
    for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    holder.current.replaceChildren(chart);
    return () => chart.remove();
  }, [dots, cutoff, unit, across, upwards, description, width, reader]);
  return (
    <div ref={ref} className={styles.chart}>
      <div ref={holder} role="img" aria-label={description} />
    </div>
  );
}
