import { arrive } from './arrivals.ts';
import { startBare } from './bare-server.ts';
import { type Case, figure } from './case.ts';
import { openHome } from './home.ts';
import { startServer } from './server.ts';

/** What the overview page asks for its figures. */
const ROUTES = ['/api/v1/statistics/overview'];
const PER_SECOND = 200;
const WARM_UP_S = 3;
const MEASURED_S = 15;
const TARGET_MS = 20;

/**
 * The overview's figures at a fixed rate of requests. Beside it Fastify and pg that ask for the state of the catalogue
 * and answer with it.
 */
export async function measureOverview(folder: string): Promise<Case[]> {
  const server = await startServer(folder);
  const closers: (() => unknown)[] = [() => server.end()];
  try {
    const home = await openHome(folder);
    closers.push(home.close);
    const sql = 'select count(*)::int as n from statistics.vintage where created_at <= $1';
    const bare = await startBare({
      url: home.database.urlOf('sauda_app'),
      reads: { state: { sql, params: ['9999-01-01'] } },
    });
    closers.push(() => bare.end());
    const at = async (url: string, paths: readonly string[]) => {
      await arrive(url, paths, { per_second: PER_SECOND, seconds: WARM_UP_S });
      return arrive(url, paths, { per_second: PER_SECOND, seconds: MEASURED_S });
    };
    const ceiling = await at(bare.url, ['/read/state']);
    const ours = await at(server.url, ROUTES);
    return [
      figure('overview at 200 requests/s, p50', ours.p50_ms, 'ms', 'less', { ceiling: ceiling.p50_ms }),
      figure('overview at 200 requests/s, p99', ours.p99_ms, 'ms', 'less', {
        ceiling: ceiling.p99_ms,
        target: TARGET_MS,
      }),
    ];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
