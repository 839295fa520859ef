/**
 * `npm run fuzz:api` has schemathesis send generated requests to every operation of a cloud in memory, with an
 * administrator's key. No answer may be a 5xx or one that docs/openapi.json does not have. Run by hand; schemathesis
 * comes from Python's registry (`pip install schemathesis`), and stands on the PATH or in SCHEMATHESIS. Exits with 1 when
 * an answer was wrong, and with 2 when schemathesis is missing or the time was up before the end.
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
    phases: { type: 'string', default: 'examples,coverage,fuzzing' },
    /** It ends after so long, done or not. */
    seconds: { type: 'string', default: '1200' },
  },
});
/** Checks of schemathesis that ask for something else than answers as in the contract. */
const unwanted = [
  'allow_header_conformance',
  'ensure_resource_availability',
  'ignored_auth',
  'missing_required_header',
  'negative_data_rejection',
  'object_level_authorization',
  'positive_data_acceptance',
  'response_headers_conformance',
  'use_after_free',
];

/**
 * Rules have so many fields that schemathesis never comes to an end of their combinations: this operation gets a time of
 * its own. And the deletion of keys comes last: it would delete the key that the others are tried with.
 */
const large = { operation: 'putSchedule', seconds: 60 };
const last = 'deleteApiKey';

/** A literal path under a template: another method there is one of the template's, with an id that is none. */
const configuration = `${unwanted.map((check) => `[checks.${check}]\nenabled = false\n`).join('')}
${['/v1/bridges/enrolment-tokens', '/v1/exports/preview']
  .map(
    (path) =>
      `[[operations]]\ninclude-path = "${path}"\n[operations.checks.unsupported_method]\nenabled = false\n`,
  )
  .join('')}`;

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

const end = performance.now() + Number(values.seconds) * 1000;

/**
 * Runs schemathesis with a key of its own.
 * @returns 0 when all was well, 1 when it was not, 2 when it did not come to its end
 */
async function run(file: string, selection: readonly string[]): Promise<number> {
  const key = await makeFirstKey(openRuntime(), 'fuzz');
  const options = [
    ...['--url', cloud.url, '-H', `Authorization: Bearer ${key}`],
    ...['--phases', values.phases, '--max-examples', values.examples, '--workers', '1'],
    ...['--no-color', '--generation-database', 'none'],
    ...(values.seed === undefined ? [] : ['--seed', values.seed]),
    ...selection,
  ];
  const child = spawn(program, ['run', file, ...options], { stdio: 'inherit', cwd: folder });
  let isLate = false;
  const timer = setTimeout(
    () => {
      isLate = true;
      // It still says what it has found.
      child.kill('SIGINT');
    },
    Math.max(0, end - performance.now()),
  );
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code === 1) return 1;
    return isLate || code !== 0 ? 2 : 0;
  } catch (error) {
    process.stderr.write(
      `${program} did not start (${error instanceof Error ? error.message : error}). Install it with "pip install schemathesis", or set SCHEMATHESIS.\n`,
    );
    return 2;
  } finally {
    clearTimeout(timer);
    if (isLate)
      process.stderr.write(`The time was up after ${values.seconds} s: not everything was tried.\n`);
  }
}

try {
  const file = await readableDocument(folder);
  await writeFile(join(folder, 'schemathesis.toml'), configuration);
  const selections =
    values.only === undefined
      ? [
          [
            ...['--include-path-regex', '^/v1/'],
            ...[large.operation, last].flatMap((id) => ['--exclude-operation-id', id]),
          ],
          ['--include-operation-id', large.operation, '--max-time', String(large.seconds)],
          ['--include-operation-id', last],
        ]
      : [['--include-path-regex', values.only]];
  for (const selection of selections) {
    const code = await run(file, selection);
    process.exitCode ||= code;
    if (code === 2) break;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await cloud.stop();
}
