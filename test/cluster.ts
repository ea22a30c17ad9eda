import { resolve } from 'node:path';
import { type Cluster, startCluster } from '../src/platform/database/cluster.ts';

/** Password of throw-away databases; the server listens on the loopback address only. */
export const TEST_SECRET = 'test secret that guards nothing at all, 32+';

let cluster: Promise<Cluster> | undefined;

/** The PostgreSQL of the test run, shared by all test processes; the last one to leave stops it. */
export function testCluster(): Promise<Cluster> {
  cluster ??= startCluster(resolve(process.env.SAUDA_TEST_HOME ?? '.sauda/test'), TEST_SECRET, {
    durable: false,
  });
  return cluster;
}

let users = 0;

/** Like testCluster, for one that leaves again: the server stays while anything of this process uses it. */
export function enterTestCluster(): Promise<Cluster> {
  users += 1;
  return testCluster();
}

export async function leaveTestCluster(): Promise<void> {
  users -= 1;
  if (users > 0) return;
  const leaving = await cluster;
  cluster = undefined;
  await leaving?.stop();
}
