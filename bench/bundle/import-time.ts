/** The bundle benchmark measures how long a fresh Node process takes to import a built function. @module */

import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** What a function finds in its environment; nothing is called, so the names need not exist. */
const environment = {
  PATH: process.env.PATH ?? '',
  TZ: 'UTC',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  MAIN_TABLE: 'main',
  OPERATIONS_TABLE: 'operations',
  SHEETS_QUEUE_URL: 'http://127.0.0.1/000000000000/sheets',
  EXPORTS_QUEUE_URL: 'http://127.0.0.1/000000000000/exports',
  IMPORTS_QUEUE_URL: 'http://127.0.0.1/000000000000/imports',
  DELIVERIES_QUEUE_URL: 'http://127.0.0.1/000000000000/deliveries',
  PUBLIC_URL: 'http://127.0.0.1',
  EXPORTS_BUCKET: 'exports',
  PUBLIC_AUTHORITY: '',
  DEPLOYMENT_SECRET: 'none'.repeat(8),
};

const program = `
  const start = performance.now();
  const { handler } = await import(process.argv[1]);
  const milliseconds = performance.now() - start;
  if (typeof handler !== 'function') throw new Error('no handler');
  process.stdout.write(String(milliseconds));
`;

/** Milliseconds that a fresh Node takes to import a module that exports a handler. @throws Error when it does not */
export async function importMilliseconds(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program, pathToFileURL(file).href],
    { env: environment },
  );
  return Number(stdout);
}
