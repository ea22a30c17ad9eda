import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useMemo } from 'react';
import styles from './chart.module.css';
import { layTiles } from './treemap.ts';

export interface TreemapPart {
  key: string;
  label: string;
  /** Behind the label, where there is room: a share. */
  amount: string;
  value: number;
  colour: string;
}

const LETTER_PX = 8;
const LINE_PX = 17;

/** Parts of a whole as tiles in proportion to their values; tiles with room carry their name. */
export function TreemapChart({
  parts,
  description,
}: {
  parts: TreemapPart[];
  description: string;
}): ReactNode {
  const { ref, width } = useElementSize();
  const height = width < 520 ? 300 : 380;
  const tiles = useMemo(
    () => layTiles(parts, (part) => part.value, { width: Math.max(width, 1), height }),
    [parts, width, height],
  );
  return (
    <div ref={ref} className={styles.chart}>
      <div role="img" aria-label={description}>
        <svg width={width} height={height} viewBox={`0 0 ${Math.max(width, 1)} ${height}`} aria-hidden>
          {tiles.map(({ of, x, y, width: w, height: h }) => (
            <g key={of.key}>
              <title>{`${of.label}: ${of.amount}`}</title>
              <rect
                x={x + 1}
                y={y + 1}
                width={Math.max(w - 2, 0.5)}
                height={Math.max(h - 2, 0.5)}
                fill={of.colour}
              />
              {linesIn(of, w, h).map((text, line) => (
                <text
                  key={text}
                  x={x + 7}
                  y={y + 18 + line * LINE_PX}
                  fontSize={12.5}
                  fontWeight={600}
                  fill="var(--mantine-color-body)"
                >
                  {text}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </div>
    </div>
  );
}

/** The words that fit into a tile: the name in as many lines as there is room for, then the share; or nothing. */
function linesIn(part: TreemapPart, width: number, height: number): string[] {
  const room = Math.floor((width - 12) / LETTER_PX);
  const rows = Math.floor((height - 8) / LINE_PX);
  if (room < 5 || rows < 1) return [];
  const lines: string[] = [];
  for (const word of part.label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > room ? `${word.slice(0, room - 1)}…` : word);
  }
  const kept = lines.slice(0, Math.max(1, rows - 1));
  return rows > kept.length ? [...kept, part.amount] : kept;
}
