import { type Route, route } from '../../platform/index.ts';
import { getProject } from './get-project.ts';
import { linkDeal } from './link-deal.ts';
import { listOutcomes } from './list-outcomes.ts';
import { listProjects } from './list-projects.ts';

const tags = ['outcomes'];

export const routes: Route[] = [
  route('GET', '/projects', listProjects, { summary: 'Projects by country and sector', tags }),
  route('GET', '/projects/:id', getProject, { summary: 'One project with its evidence', tags }),
  route('GET', '/outcomes', listOutcomes, { summary: 'Summit outcomes with their evidence', tags }),
  route('POST', '/deals/:deal_id/projects', linkDeal, { summary: 'Link a deal to a project', tags }),
];
