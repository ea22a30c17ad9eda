import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAreaName } from '../../format/area.ts';
import parts from '../../parts/parts.module.css';
import { Note, PageHead } from '../../parts/section.tsx';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import { dimensionOf, dimensions, MAX_LINES, useExplorerLines } from './explorer-lines.ts';
import { Filters } from './filters.tsx';
import { measureOf } from './measure.ts';
import { SeriesFigure } from './series-figure.tsx';
import { StatisticsTabs } from './statistics-tabs.tsx';
import { useAddress } from './use-address.ts';

const DEFAULT_PARTNERS = 'KZ KG TJ TM UZ';
const DEFAULT_CODES = '84 85 87';

/** Any series of the store: dimensions, measure and filters stand in the address, so a chart can be cited. */
export function ExplorerPage(): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const { search, set, view, setView } = useAddress();
  const areaName = useAreaName();
  const areas = useAreaChoices();
  const { reporter = 'CN', partners = DEFAULT_PARTNERS, flow = 'total', source = 'official' } = search;
  const { frequency = 'A' } = search;
  const measure = measureOf(search.measure);
  const chosen = partners.split(/[\s,]+/).filter((code) => /^[A-Z0-9]{2,8}$/.test(code) && code !== reporter);
  const by = dimensionOf(search.by);
  const { codes = DEFAULT_CODES } = search;
  const { lines, about } = useExplorerLines(by, {
    reporter,
    flow,
    partners: chosen,
    codes: codes.split(' '),
    common: {
      source,
      frequency,
      ...(search.group ? { group: search.group } : { commodity: search.hs ?? 'TOTAL' }),
      currency: search.currency,
      as_of: search.as_of,
      from: search.from,
      to: search.to,
    },
  });
  return (
    <>
      <PageHead title={t('explorer.title')}>
        <p className="dimmed">{t('explorer.about')}</p>
      </PageHead>
      <StatisticsTabs />
      <Filters
        names={[
          ...(['by', 'reporter'] as const),
          ...(by === 'flow' ? [] : (['flow'] as const)),
          ...(['measure', 'source', 'frequency'] as const),
          ...(by === 'goods' ? (['codes'] as const) : (['group', 'hs'] as const)),
          ...(['from', 'to', 'currency', 'as_of'] as const),
        ]}
        values={{ ...search, by, reporter, flow, source, measure, frequency, codes }}
        options={{
          by: dimensions.map((value) => ({ value, label: t(`explorer.by.${value}`) })),
        }}
        words={{
          by: t('explorer.by'),
          ...(by === 'reporter' && { reporter: t('partner', { ns: 'statistics' }) }),
        }}
        set={(change) =>
          set({
            ...change,
            ...('group' in change && { hs: undefined }),
            ...('hs' in change && { group: undefined }),
          })
        }
      >
        <Choice
          label={t('add_partner')}
          value=""
          data={[
            { value: '', label: t('choose_area') },
            ...areas.filter((area) => area.value !== reporter && !chosen.includes(area.value)),
          ]}
          choose={(value) => value && set({ partners: [...chosen, value].join(' ') })}
        />
      </Filters>
      <ul className={parts.chips} aria-label={t('partner', { ns: 'statistics' })}>
        {chosen.map((code) => (
          <li key={code}>
            <button
              type="button"
              className={parts.chip}
              onClick={() => set({ partners: chosen.filter((other) => other !== code).join(' ') || ' ' })}
            >
              {areaName(code)} <span aria-hidden>×</span>
              <span className="visually-hidden">: {t('take_out')}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen.length > MAX_LINES && <Note>{t('too_many_lines', { count: MAX_LINES })}</Note>}
      {lines.length > 0 && (
        <SeriesFigure
          lines={lines}
          about={about}
          measure={measure}
          view={view}
          setView={setView}
          name={`sauda-${reporter}-by-${by}`}
        />
      )}
    </>
  );
}
