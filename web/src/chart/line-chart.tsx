import { useElementSize } from '@mantine/hooks';
import * as Plot from '@observablehq/plot';
import { type ReactNode, useEffect, useRef } from 'react';
import { formatPeriod } from '../format/date.ts';
import { formatCompact } from '../format/number.ts';
import { useReader } from '../i18n/reader.tsx';
import styles from './chart.module.css';
import { joinPoints, type Link, middleOf, type Series, spreadLabels } from './series.ts';

const LABEL_PX = 12;

/** Whole, dashed, and dotted over periods without figures: lines differ without colour too. */
const strokes: { of: (link: Link) => boolean; strokeWidth: number; strokeDasharray?: string }[] = [
  { of: (link) => link.gap, strokeWidth: 1.4, strokeDasharray: '1 5' },
  { of: (link) => !link.gap && link.dashed, strokeWidth: 2.2, strokeDasharray: '6 4' },
  { of: (link) => !link.gap && !link.dashed && !link.heavy, strokeWidth: 2 },
  { of: (link) => !link.gap && !link.dashed && link.heavy, strokeWidth: 4 },
];

/** Lines over time from a zero baseline, labelled at their ends; estimates are drawn as open points. */
export function LineChart({
  series,
  unit,
  description,
}: {
  series: Series[];
  unit: string;
  description: string;
}): ReactNode {
  const reader = useReader();
  const { ref, width } = useElementSize();
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!holder.current || width < 100) return;
    const narrow = width < 520;
    const height = narrow ? 260 : 340;
    const points = series.flatMap((line) =>
      line.points.flatMap((point) => {
        const at = middleOf(point.period);
        return at ? [{ ...point, at, key: line.key, colour: line.colour, dashed: line.dashed }] : [];
      }),
    );
    const links = series.flatMap(joinPoints);
    const ticks = [...new Map(points.map((p) => [p.at.getTime(), p])).values()].sort((a, b) => +a.at - +b.at);
    const step = Math.max(1, Math.ceil(ticks.length / (narrow ? 4 : 9)));
    const shown = ticks.filter((_, index) => (ticks.length - 1 - index) % step === 0);
    const highest = Math.max(1, ...points.map((p) => p.value));
    const lowest = Math.min(0, ...points.map((p) => p.value));
    const [top, bottom] = [16, 28];
    const chart = Plot.plot({
      width,
      height,
      marginTop: top,
      marginBottom: bottom,
      marginLeft: narrow ? 52 : 64,
      marginRight: narrow ? 12 : 190,
      style: {
        fontFamily: 'inherit',
        fontSize: `${LABEL_PX}px`,
        background: 'transparent',
        overflow: 'visible',
      },
      ariaDescription: description,
      x: { type: 'utc', label: null },
      y: { domain: [lowest * 1.05, highest * 1.05], label: null },
      marks: [
        Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
        Plot.ruleY([0], { stroke: 'currentColor' }),
        Plot.axisY({
          ticks: 5,
          tickSize: 0,
          tickFormat: (value: number) =>
            value === 0 ? '0' : formatCompact(value, reader, value < 10 ** 10 ? 1 : 0),
        }),
        Plot.axisX(
          shown.map((p) => p.at),
          {
            tickSize: 4,
            tickFormat: (at: Date) => shortPeriod(shown.find((p) => +p.at === +at)?.period ?? '', reader),
          },
        ),
        ...strokes.map(({ of, ...stroke }) =>
          Plot.link(links.filter(of), {
            x1: 'from',
            y1: 'low',
            x2: 'to',
            y2: 'high',
            stroke: 'colour',
            ...stroke,
          }),
        ),
        Plot.dot(points, {
          x: 'at',
          y: 'value',
          r: points.length > 60 ? 2 : 4,
          stroke: 'colour',
          fill: (p: { open: boolean; colour: string }) => (p.open ? 'var(--mantine-color-body)' : p.colour),
          strokeWidth: 2,
          title: (p: { period: string; value: number }) =>
            `${formatPeriod(p.period, reader)}: ${formatCompact(p.value, reader, 2)} ${unit}`,
        }),
      ],
      // Colours are given as they are, not as categories of a scale.
      color: { type: 'identity' },
    });
    if (!narrow) labelEnds(chart, series, { top_px: top, bottom_px: height - bottom });
    // The frame around it is the image with the description; labels of its inner groups belong to nobody.
    for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    holder.current.replaceChildren(chart);
    return () => chart.remove();
  }, [series, unit, description, width, reader]);
  return (
    <div ref={ref} className={styles.chart}>
      <div ref={holder} role="img" aria-label={description} />
      <ul className={width < 520 ? styles.legend : 'visually-hidden'}>
        {series.map((line) => (
          <li key={line.key}>
            <svg width={28} height={10} aria-hidden>
              <line
                x1={0}
                x2={28}
                y1={5}
                y2={5}
                stroke={line.colour}
                strokeWidth={line.heavy ? 4.5 : 2}
                strokeDasharray={line.dashed ? '6 4' : undefined}
              />
            </svg>
            {line.label}
          </li>
        ))}
      </ul>
    </div>
  );
}

function shortPeriod(period: string, reader: Parameters<typeof formatPeriod>[1]): string {
  const month = /^(\d{4})-(\d{2})$/.exec(period);
  return month ? `${month[2]}.${month[1]?.slice(2)}` : formatPeriod(period, reader);
}

/** Writes each line's name behind its last point; names behind the same period are pushed apart. */
function labelEnds(
  chart: ReturnType<typeof Plot.plot>,
  series: readonly Series[],
  frame: { top_px: number; bottom_px: number },
): void {
  const svg = chart.tagName === 'svg' ? chart : chart.querySelector('svg');
  const [x, y] = [chart.scale('x'), chart.scale('y')];
  const ends = series.flatMap((line) => {
    const last = line.points.at(-1);
    const at = last && middleOf(last.period);
    return last && at ? [{ line, x_px: Number(x?.apply(at)), y_px: Number(y?.apply(last.value)) }] : [];
  });
  for (const x_px of new Set(ends.map((end) => end.x_px))) {
    const column = ends.filter((end) => end.x_px === x_px);
    const placed = spreadLabels(
      column.map((end) => end.y_px),
      LABEL_PX + 3,
      frame.top_px,
      frame.bottom_px,
    );
    column.forEach(({ line }, index) => {
      const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      text.setAttribute('x', String(x_px + 9));
      text.setAttribute('y', String((placed[index] ?? 0) + LABEL_PX * 0.35));
      text.setAttribute('fill', line.colour);
      text.setAttribute('text-anchor', 'start');
      text.setAttribute('font-weight', '600');
      text.textContent = line.label;
      svg?.append(text);
    });
  }
}
