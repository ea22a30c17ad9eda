import { parentPort } from 'node:worker_threads';
import { compilePdf, type TypesettingJob } from './compiler.ts';

/** Runs in a thread of its own, one document after the other. */
parentPort?.on('message', (job: TypesettingJob) => {
  try {
    const pdf = compilePdf(job);
    parentPort?.postMessage({ pdf }, [pdf.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
