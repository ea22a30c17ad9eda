import { spawn } from 'node:child_process';

export interface Answer {
  code: number;
  stdout: string;
  output: string;
}

/** Runs a program of node_modules with the Node that runs the tests, and waits for its end. */
export function runTool(
  script: string,
  args: readonly string[],
  cwd: string = process.cwd(),
): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_TEST_CONTEXT: undefined },
    });
    let stdout = '';
    let output = '';
    child.stdout.on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ code: 1, stdout, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}
