import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled code is kept between runs, so that a second start does not strip and compile everything again.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/sauda'));

const { createProgram } = await import('./commands/program.ts');
process.exitCode = await createProgram().run(process.argv.slice(2));
