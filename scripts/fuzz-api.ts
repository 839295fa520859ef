/**
 * `npm run fuzz:api` has schemathesis send generated requests to every operation of a cloud in memory, with an
 * administrator's key. No answer may be a 5xx or one that docs/openapi.json does not have. Run by hand; schemathesis
 * comes from Python's registry (`pip install schemathesis`), and stands on the PATH or in SCHEMATHESIS.
 * @module
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '20' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'unsupported_method',
];

const cloud = await startLocalCloud({ inMemory: true, port: 0, clock: false });
try {
  const key = await makeFirstKey(openRuntime(), 'fuzz');
  const program = process.env.SCHEMATHESIS ?? 'schemathesis';
  const options = [
    ...['--url', cloud.url, '-H', `Authorization: Bearer ${key}`],
    ...['--checks', checks.join(','), '--phases', 'examples,coverage,fuzzing'],
    ...['--max-examples', values.examples, '--workers', '1', '--no-color'],
    ...['--include-path-regex', values.only ?? '^/v1/', '--generation-database', 'none'],
    ...(values.seed === undefined ? [] : ['--seed', values.seed]),
  ];
  const run = spawn(program, ['run', 'docs/openapi.json', ...options], { stdio: 'inherit' });
  const [code] = (await once(run, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await cloud.stop();
}
