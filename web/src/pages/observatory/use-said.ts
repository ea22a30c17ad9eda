import { useTranslation } from 'react-i18next';
import type { Said } from '../../api/observatory.ts';
import { useAreaName } from '../../format/area.ts';
import { formatPeriod } from '../../format/date.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';

const periods = ['period', 'earlier', 'year', 'missing'];
const areas = ['area', 'areas'];

/** A sentence of the server in the reader's language: by code and parameters; its English text where no word is known. */
export function useSaid(): (said: Said, text: string) => string {
  const { t } = useTranslation(['observatory', 'terms']);
  const reader = useReader();
  const areaName = useAreaName();
  return ({ code, params }, text) => {
    const each = (list: string, write: (one: string) => string): string =>
      list.split(', ').map(write).join(', ');
    const shown = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        periods.includes(name)
          ? each(value, (one) => formatPeriod(one, reader))
          : areas.includes(name)
            ? each(value, areaName)
            : formatDecimal(value, reader),
      ]),
    );
    return t(`why.${code}`, { ...shown, ns: 'observatory', defaultValue: text });
  };
}
