import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { colourOf } from '../../chart/series.ts';
import { useAreaName } from '../../format/area.ts';
import type { LineAsked } from './series-figure.tsx';

/** What one line of the explorer stands for. */
export const dimensions = ['partner', 'reporter', 'flow', 'goods'] as const;
export type Dimension = (typeof dimensions)[number];

export function dimensionOf(text: string | undefined): Dimension {
  return dimensions.find((dimension) => dimension === text) ?? 'partner';
}

/** As many lines as eyes can tell apart on one chart. */
export const MAX_LINES = 6;
const colours = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `var(--series-${letter})`);

/**
 * The lines of a chart and what they have in common: partners as one country reports them, reports of the partners on
 * that country, flows with one partner, or HS codes with one partner.
 */
export function useExplorerLines(
  by: Dimension,
  asked: { reporter: string; partners: string[]; flow: string; codes: string[]; common: Query },
): { lines: LineAsked[]; about: string } {
  const { t } = useTranslation(['observatory', 'terms']);
  const areaName = useAreaName();
  const { reporter, flow, common } = asked;
  const partners = asked.partners.slice(0, MAX_LINES);
  const [partner] = partners;
  const flowName = (name: string): string => t(`flow.${name}`, { ns: 'terms' });
  if (by === 'partner')
    return {
      about: `${areaName(reporter)}, ${flowName(flow)}`,
      lines: partners.map((area) => ({
        label: areaName(area),
        colour: colourOf(area),
        dashed: false,
        query: { ...common, reporter, flow, partner: area },
      })),
    };
  if (by === 'reporter')
    return {
      about: t('explorer.with', { partner: areaName(reporter), flow: flowName(flow) }),
      lines: partners.map((area) => ({
        label: areaName(area),
        colour: colourOf(area),
        dashed: false,
        query: { ...common, reporter: area, flow, partner: reporter },
      })),
    };
  if (partner === undefined) return { about: '', lines: [] };
  const pair = `${areaName(reporter)} – ${areaName(partner)}`;
  if (by === 'flow')
    return {
      about: pair,
      lines: ['total', 'export', 'import'].map((name, at) => ({
        label: flowName(name),
        colour: colours[at] ?? '',
        dashed: name === 'import',
        query: { ...common, reporter, flow: name, partner },
      })),
    };
  return {
    about: `${pair}, ${flowName(flow)}`,
    lines: asked.codes.slice(0, MAX_LINES).map((code, at) => ({
      label: `HS ${code}`,
      colour: colours[at] ?? '',
      dashed: at % 2 === 1,
      query: { ...common, reporter, flow, partner, commodity: code, group: undefined },
    })),
  };
}
