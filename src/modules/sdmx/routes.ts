import { type Route, route } from '../../platform/index.ts';
import { querySql } from './sql/query-sql.ts';

const tags = ['statistics'];

export const routes: Route[] = [
  route('POST', '/statistics/sql', querySql, {
    summary: 'One SELECT over the figures, read-only, with limits',
    tags,
    per_minute: 20,
  }),
];
