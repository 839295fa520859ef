/**
 * `npm run fuzz:api` has schemathesis send generated requests to every operation of a cloud in memory, with an
 * administrator's key. No answer may be a 5xx or one that docs/openapi.json does not have. Run by hand; schemathesis
 * comes from Python's registry (`pip install schemathesis`), and stands on the PATH or in SCHEMATHESIS.
 * @module
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '20' },
    seed: { type: 'string' },
    only: { type: 'string' },
    phases: { type: 'string', default: 'examples,fuzzing' },
  },
});
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'unsupported_method',
];

// The functions of the local cloud log every request here: only what failed is of use.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text: string | Uint8Array) =>
  String(text).includes('"level":"error"') ? write(text) : true;

const cloud = await startLocalCloud({ inMemory: true, port: 0, clock: false });
/** The document with patterns that Python can make texts for: it knows no classes of Unicode. */
async function readableDocument(folder: string): Promise<string> {
  const text = await readFile('docs/openapi.json', 'utf8');
  const document = JSON.parse(text, (name, value: unknown) =>
    name === 'pattern' && typeof value === 'string' && value.includes('\\p{') ? '^[!-~]{1,24}$' : value,
  );
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  return file;
}

const folder = await mkdtemp(join(tmpdir(), 'rollcall-fuzz-'));
const program = process.env.SCHEMATHESIS ?? 'schemathesis';

/** Runs schemathesis with a key of its own. @returns its exit code */
async function run(file: string, selection: readonly string[]): Promise<number> {
  const key = await makeFirstKey(openRuntime(), 'fuzz');
  const options = [
    ...['--url', cloud.url, '-H', `Authorization: Bearer ${key}`],
    ...['--checks', checks.join(','), '--phases', values.phases],
    ...['--max-examples', values.examples, '--workers', '1', '--no-color', '--generation-database', 'none'],
    ...(values.seed === undefined ? [] : ['--seed', values.seed]),
    ...selection,
  ];
  const child = spawn(program, ['run', file, ...options], { stdio: 'inherit', cwd: folder });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

try {
  const file = await readableDocument(folder);
  // The deletion of keys comes last: it would delete the key that the others are tried with.
  const first = await run(file, [
    ...['--include-path-regex', values.only ?? '^/v1/'],
    ...['--exclude-operation-id', 'deleteApiKey'],
  ]);
  const last = values.only === undefined ? await run(file, ['--include-operation-id', 'deleteApiKey']) : 0;
  process.exitCode = first || last;
} finally {
  await rm(folder, { recursive: true, force: true });
  await cloud.stop();
}
