const year = 'case when period < 10000 then period else period // 100 end';

/** SQL of the summaries, over `facts`; `single` is a condition that leaves groups of partners out. */

export const rollUpSql = (single: string): string =>
  `select reporter, partner, commodity // 10000 as chapter, ${year} as year, flow, sum(value)::bigint as value, count(*) as rows
   from facts where ${single} group by all`;

export const topPartnersSql = (single: string): string =>
  `select * from (select reporter, flow, ${year} as year, partner, sum(value)::bigint as value from facts where ${single} group by all)
   qualify row_number() over (partition by reporter, flow, year order by value desc, partner) <= 10`;

/** A record is higher than every year before it in the store. */
export const growthSql = (single: string): string =>
  `select *, lag(value) over w as before, value > coalesce(max(value) over (w rows between unbounded preceding and 1 preceding), -1) as record
   from (select reporter, partner, flow, ${year} as year, sum(value)::bigint as value from facts where ${single} group by all)
   window w as (partition by reporter, partner, flow order by year)`;

/** Exports of one side beside the imports of the other: 1 and 2 are their numbers in model.ts. */
export const mirrorSql = (single: string): string =>
  `, side as (select reporter, partner, flow, commodity, ${year} as year, sum(value)::bigint as value from facts where ${single} group by all)
   select x.reporter as exporter, x.partner as importer, x.year, count(*) as codes, sum(x.value)::bigint as exported, sum(m.value)::bigint as imported
   from side x join side m on x.flow = 1 and m.flow = 2 and m.reporter = x.partner and m.partner = x.reporter
     and m.commodity = x.commodity and m.year = x.year
   group by all`;

export const concordanceSql = (single: string, pairs: readonly (readonly [number, number])[]): string =>
  `, pair (from_code, to_code) as (values ${pairs.map(([from, to]) => `(${from}, ${to})`).join(', ')})
   select f.reporter, f.flow, coalesce(p.to_code, 0) as code, sum(f.value)::bigint as value
   from (select reporter, flow, commodity, sum(value) as value from facts where ${single} group by all) f
     left join pair p on p.from_code = f.commodity
   group by all`;
