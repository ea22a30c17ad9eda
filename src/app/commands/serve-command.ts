import { readConfig } from '../../platform/config.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';
import { progressBar } from './terminal.ts';

const FORCE_AFTER_MS = 15_000;

export const addServe: Register = (program, act) => {
  program
    .command('serve')
    .description('Start the database, the API and the web app; Ctrl-C stops all')
    .addHelpText(
      'after',
      '\nExamples:\n  PORT=8080 sauda serve\n  DATABASE_URL=postgres://… SAUDA_DEMO=off sauda serve',
    )
    .action(
      act(async () => {
        const started = performance.now();
        const config = readConfig(process.env);
        const out = (line: string): void => void process.stdout.write(`${line}\n`);
        // The web server and its libraries are loaded by the one command that needs them.
        const [{ serve }, { demoAccountLines }] = await Promise.all([
          import('../serve.ts'),
          import('../demo.ts'),
        ]);
        const serving = await serve(config, out, progressBar());
        out(
          `\nSauda is ready at ${serving.address} after ${((performance.now() - started) / 1000).toFixed(1)} s`,
        );
        out(`  API documentation  ${serving.address}/api/docs`);
        if (config.demo) out(`\n${demoAccountLines().join('\n')}`);
        out('\nCtrl-C stops everything.');
        await untilStopped();
        out('Stopping …');
        setTimeout(() => process.exit(EXIT.failed), FORCE_AFTER_MS).unref();
        await serving.stop();
        return EXIT.done;
      }),
    );
};

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (asked) process.exit(EXIT.failed);
        asked = true;
        resolve();
      });
  });
}
