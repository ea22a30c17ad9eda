import { dataFolder, readTable } from '../../reference/index.ts';

/** Editions of the Harmonized System with tables between neighbours, oldest first. */
export const editions = ['2007', '2012', '2017', '2022'] as const;
export type Edition = (typeof editions)[number];

/** UN Comtrade's names of the editions. */
const names: Record<string, Edition> = { H3: '2007', H4: '2012', H5: '2017', H6: '2022' };

/** 'H5', 'HS2017' or '2017' → '2017'; undefined for what has no table. */
export function editionOf(name: string): Edition | undefined {
  const year = names[name] ?? name.replace(/^HS/, '');
  return editions.find((edition) => edition === year);
}

/** Counterparts of each code of one edition in a neighbouring one. */
export type Correlation = ReadonlyMap<string, readonly string[]>;

interface Step {
  /** Newer code → older codes, and the other way round. */
  back: Correlation;
  forward: Correlation;
  /** Newer code → the one older code that UNSD takes. */
  conversion: ReadonlyMap<string, string>;
}

const steps = new Map<Edition, Step>();

/** The table between an edition and the one before it (data/concordances); read once per process. */
export function stepBelow(newer: Edition): Step {
  const held = steps.get(newer);
  if (held) return held;
  const older = editions[editions.indexOf(newer) - 1];
  const rows = readTable(new URL(`concordances/hs${newer}-hs${older}.csv`, dataFolder));
  const back = new Map<string, string[]>();
  const forward = new Map<string, string[]>();
  const conversion = new Map<string, string>();
  for (const { code = '', correlated = '', conversion: taken } of rows) {
    const older_codes = correlated.split(' ').filter(Boolean);
    back.set(code, older_codes);
    if (taken) conversion.set(code, taken);
    for (const old of older_codes) {
      const list = forward.get(old) ?? [];
      list.push(code);
      forward.set(old, list);
    }
  }
  const step = { back, forward, conversion };
  steps.set(newer, step);
  return step;
}
