import type { Ctx } from '../../../platform/index.ts';
import { storeCatalogue } from '../../statistics/index.ts';
import { readDataQuery } from '../query/data-query.ts';
import { negotiateData } from '../query/negotiate.ts';
import { labels, readCodelists } from '../structure/codelists.ts';
import { AGENCY, DATAFLOW_ID, VERSION, type Words } from '../structure/trade-structure.ts';
import { writeData } from './write-data.ts';

export interface ExportOptions {
  /** SDMX key; `*` for all. */
  key: string;
  /** `COMPONENT=filter`, as in `c[COMPONENT]=filter`. */
  where: readonly string[];
  /** Other parameters of a data query. */
  parameters: Readonly<Record<string, string>>;
  format: string;
  language: keyof Words;
}

export interface Export {
  chunks: AsyncGenerator<string | Uint8Array>;
  /** Rows of the vintages in the store: at least as many as observations. */
  at_most: number;
}

/** The same as a data query over HTTP, for a file. Throws SdmxError for what cannot be asked or found. */
export async function exportTrade(
  ctx: Ctx,
  options: ExportOptions,
  progress: (observations: number) => void,
): Promise<Export> {
  const representation = negotiateData(undefined, options.format);
  const filters = options.where.map((text): [string, string] => {
    const at = text.indexOf('=');
    return [`c[${text.slice(0, at)}]`, text.slice(at + 1)];
  });
  const query = readDataQuery({
    path: ['dataflow', AGENCY, DATAFLOW_ID, VERSION, options.key],
    parameters: new Map([...Object.entries(options.parameters), ...filters]),
  });
  const catalogue = await storeCatalogue(ctx);
  const { language } = options;
  const label = labels(await readCodelists(ctx), language);
  return {
    at_most: catalogue.reduce((sum, v) => sum + v.rows, 0),
    chunks: writeData(ctx, { query, representation, catalogue, label, language, progress }),
  };
}
