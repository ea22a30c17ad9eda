import { floors } from './test/stages/floors.ts';

const testFile = '/test/';
const any = (names) => `(?:${names.join('|')})`;

/** For each floor: none of its modules may import a module of the same floor or of one above. */
const floorRules = floors.flatMap((floor, at) =>
  floor.map((module) => ({
    name: `floor-${at + 1}-${module}`,
    severity: 'error',
    comment: `${module} stands on floor ${at + 1} and may only import from lower floors`,
    from: { path: `^src/modules/${module}/`, pathNot: testFile },
    to: {
      path: `^src/modules/${any(
        floors
          .slice(at)
          .flat()
          .filter((name) => name !== module),
      )}/`,
    },
  })),
);

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** The layers of ARCHITECTURE.md as rules. Test files may reach across, except into other modules' insides. */
export default {
  forbidden: [
    ...floorRules,
    forbid(
      'module-without-floor',
      'give the module a floor in test/stages/floors.ts',
      { path: `^src/modules/(?!${any(floors.flat())}/)` },
      {},
    ),
    forbid(
      'kernel-is-pure',
      'the kernel imports nothing of ours',
      { path: '^src/kernel/', pathNot: testFile },
      { path: '^(?:src/(?!kernel/)|web/|test/|bench/)' },
    ),
    forbid(
      'platform-knows-no-trade',
      'the platform imports the kernel only',
      { path: '^src/platform/', pathNot: testFile },
      { path: '^(?:src/(?:modules|app|simulator)/|web/|test/)' },
    ),
    forbid(
      'modules-below-app',
      'a module knows neither the composition nor the simulator',
      { path: '^src/modules/', pathNot: testFile },
      { path: '^(?:src/(?:app|simulator)/|web/|test/)' },
    ),
    forbid(
      'modules-by-their-face',
      'other modules are reached through their index.ts only; tests also through *-fixture.ts',
      { path: '^src/modules/([^/]+)/' },
      {
        path: '^src/modules/',
        pathNot: '^src/modules/(?:$1/|[^/]+/index[.]ts$|[^/]+/test/[^/]+-fixture[.]ts$)',
      },
    ),
    forbid(
      'app-uses-faces',
      'the composition and the simulator reach modules through their index.ts only',
      { path: '^src/(?:app|simulator)/', pathNot: testFile },
      { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index[.]ts$' },
    ),
    forbid(
      'tests-stay-out-of-the-product',
      'no product file imports a test file',
      { path: '^src/', pathNot: testFile },
      { path: '(?:^|/)test/' },
    ),
    forbid(
      'web-talks-http',
      'the web app imports no server code',
      { path: '^web/' },
      { path: '^(?:src|test)/' },
    ),
    forbid('server-knows-no-web', 'the server imports no web code', { path: '^src/' }, { path: '^web/' }),
    forbid(
      'no-cycles',
      'files that import each other when they run; types are erased and may',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'resolvable',
      'an import that leads nowhere (the browser runs the same verifier, under a name of vite.config.ts)',
      {},
      { couldNotResolve: true, pathNot: '^#verify-file$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node:' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
