/** How a question reads the files: which rows, and how the year of one is told. */
export interface SummaryRows {
  /** A condition that leaves groups of partners out. */
  single: string;
  year: string;
}

/** SQL of the year of a row: a source of months only needs no test for each row. */
export const yearSql = (months_only: boolean): string =>
  months_only ? 'period // 100' : 'case when period < 10000 then period else period // 100 end';

/** SQL of the summaries, over `facts`. */

export const rollUpSql = ({ single, year }: SummaryRows): string =>
  `select reporter, partner, commodity // 10000 as chapter, ${year} as year, flow, sum(value)::bigint as value, count(*) as rows
   from facts where ${single} group by all`;

export const topPartnersSql = ({ single, year }: SummaryRows): string =>
  `select * from (select reporter, flow, ${year} as year, partner, sum(value)::bigint as value from facts where ${single} group by all)
   qualify row_number() over (partition by reporter, flow, year order by value desc, partner) <= 10`;

/** A record is higher than every year before it in the store. */
export const growthSql = ({ single, year }: SummaryRows): string =>
  `select *, lag(value) over w as before, value > coalesce(max(value) over (w rows between unbounded preceding and 1 preceding), -1) as record
   from (select reporter, partner, flow, ${year} as year, sum(value)::bigint as value from facts where ${single} group by all)
   window w as (partition by reporter, partner, flow order by year)`;

/** Exports of one side beside the imports of the other: 1 and 2 are their numbers in model.ts. */
export const mirrorSql = ({ single, year }: SummaryRows): string =>
  `, side as (select reporter, partner, flow, commodity, ${year} as year, sum(value)::bigint as value
     from facts where ${single} and flow in (1, 2) group by all)
   select x.reporter as exporter, x.partner as importer, x.year, count(*) as codes, sum(x.value)::bigint as exported, sum(m.value)::bigint as imported
   from side x join side m on x.flow = 1 and m.flow = 2 and m.reporter = x.partner and m.partner = x.reporter
     and m.commodity = x.commodity and m.year = x.year
   group by all`;

/** The pairs as two texts: thousands of values in brackets take DuckDB longer to plan than the question to answer. */
export const concordanceSql = (
  { single }: SummaryRows,
  pairs: readonly (readonly [number, number])[],
): string => {
  const codes = (side: 0 | 1): string =>
    `unnest('[${pairs.map((pair) => pair[side]).join(',')}]'::uinteger[])`;
  return `, pair as (select ${codes(0)} as from_code, ${codes(1)} as to_code)
   select reporter, flow, coalesce(to_code, 0) as code, sum(value)::bigint as value
   from facts left join pair on from_code = commodity where ${single} group by all`;
};
