import { type Duck, openDuck } from './declarations-csv.ts';

/** The summaries as somebody would write them who has only DuckDB and the files. */
export async function handWritten(
  folder: string,
  facts: string,
  words: string,
  pairs: readonly (readonly [number, number])[],
): Promise<{ ask(name: string): ReturnType<Duck['rows']>; close(): void }> {
  // The memory that Sauda's own queries have.
  const duck = await openDuck(folder, 256);
  const files = `read_parquet('${facts}', hive_partitioning = false)`;
  const sql: Record<string, string> = {
    rollUp: `select reporter, partner, commodity // 10000 as chapter, period // 100 as year, flow, sum(value)::bigint as value, count(*) as n
      from ${files} group by all`,
    rollUpOfWords: `select reporter, partner, hs_code[:2] as chapter, period[:4] as year, flow, sum(value) as value, count(*) as n
      from read_parquet('${words}') group by all`,
    topPartners: `select * from (select reporter, flow, period // 100 as year, partner, sum(value)::bigint as value from ${files} group by all)
      qualify row_number() over (partition by reporter, flow, year order by value desc) <= 10`,
    growth: `select *, lag(value) over w as before, value > coalesce(max(value) over (w rows between unbounded preceding and 1 preceding), -1) as record
      from (select reporter, partner, flow, period // 100 as year, sum(value)::bigint as value from ${files} group by all)
      window w as (partition by reporter, partner, flow order by year)`,
    mirror: `with side as (select reporter, partner, flow, commodity, period // 100 as year, sum(value)::bigint as value from ${files} group by all)
      select x.reporter, x.partner, x.year, count(*) as codes, sum(x.value)::bigint as exported, sum(m.value)::bigint as imported
      from side x join side m on m.reporter = x.partner and m.partner = x.reporter and m.commodity = x.commodity and m.year = x.year
      where x.flow = 1 and m.flow = 2 group by all`,
    concordance: `with pair (f, t) as (values ${pairs.map(([f, t]) => `(${f}, ${t})`).join(', ')})
      select reporter, flow, coalesce(t, 0) as code, sum(value)::bigint as value
      from ${files} left join pair on f = commodity group by all`,
  };
  return { ask: (name) => duck.rows(sql[name] ?? ''), close: duck.close };
}
