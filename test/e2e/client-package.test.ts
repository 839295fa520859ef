/** The packed client: installed into an empty folder, compiled in strict mode, and run against a cloud. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { type LocalCloud, startLocalCloud } from '#infra/local/cloud.ts';

const run = promisify(execFile);
const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  // Its declarations are part of what is tried.
  skipLibCheck: false,
  types: [],
};
/** What the examples of the package's page are called with, and what else a caller relies on. */
const program = `
import { openRollcall, RollcallError } from 'rollcall-client';
import { addUser, daysAsCsv, moveUser, worked } from './example.js';

declare const process: { argv: string[]; stdout: { write(text: string): void } };
const [, , url = '', key = ''] = process.argv;
const rollcall = openRollcall({ url: url + '/', key: async () => key });
const range = ['2026-03-02', '2026-03-04'] as const;

const added = await addUser(url, key, { id: '0701', name: 'Sample One' });
const again = await addUser(url, key, { id: '701' });
const moved = await moveUser(url, key, '0701', 'Stores');
const stale = await rollcall.updateUser({ params: { userId: '0701' }, ifMatch: '"1"', body: { name: null } }).catch(codeOf);
const job = await rollcall.generateSheets({ body: { from: range[0], to: range[1], userIds: ['0701'] } });
let state: string = job.state;
while (state === 'running') ({ state } = await rollcall.getGeneration({ params: { jobId: job.id } }));
const seconds = [...(await worked(url, key, ...range, new AbortController().signal))];
const lines = (await daysAsCsv(url, key, ...range)).split('\\r\\n').length;
const givenUp = await worked(url, key, ...range, AbortSignal.abort()).catch((error: Error) => error.name);
const refused = await openRollcall({ url, key: 'rck_none' }).getMe({}).catch(codeOf);

function codeOf(error: unknown) {
  if (!(error instanceof RollcallError)) throw error;
  return [error.status, error.code];
}
// @ts-expect-error a user has no such field
const wrong = () => rollcall.createUser({ body: { id: '7', shoes: 1 } });
// @ts-expect-error an edit needs the version that was read
const unversioned = () => rollcall.updateUser({ params: { userId: '7' }, body: {} });
// @ts-expect-error settings have no CSV
const noCsv = () => rollcall.getSettings.csv({});
void [wrong, unversioned, noCsv];
process.stdout.write(JSON.stringify({ added: added.id, again: again.id, moved: moved.department, stale, state, seconds, lines, givenUp, refused }));
`;

let cloud: LocalCloud;
let folder: string;
let key: string;

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  folder = await mkdtemp(join(tmpdir(), 'rollcall-package-'));
  cloud = await startLocalCloud({ inMemory: true, port: 0, clock: false, log: () => {} });
  key = await makeFirstKey(openRuntime(), 'package');
});

afterAll(async () => {
  vi.restoreAllMocks();
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the client is packed, installed from its tarball, compiled in strict mode and run', async () => {
  const { stdout: packed } = await run(process.execPath, ['scripts/build-client.ts', '--out', folder]);
  const zod = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: 'node_modules/zod',
    encoding: 'utf8',
  });
  const page = await readFile('packages/client/README.md', 'utf8');
  const [, example = ''] = /^```ts\n(.*?)^```$/ms.exec(page) ?? [];
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await writeFile(join(folder, 'example.ts'), example);
  await writeFile(join(folder, 'program.ts'), program);
  // Its only dependency comes from here, so that no registry is asked.
  const tarballs = [`./${zod.trim()}`, packed.trim()];
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], { cwd: folder });
  const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
  const compiled = await run(process.execPath, [compiler, '--project', folder]).catch((error) => error);
  expect(compiled.stdout).toBe('');
  const { stdout } = await run(process.execPath, ['program.js', cloud.url, key], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    added: '0701',
    again: '0701',
    moved: 'Stores',
    stale: [412, 'request.stale'],
    state: 'done',
    seconds: [['0701', 0]],
    lines: 4,
    givenUp: 'AbortError',
    refused: [401, 'caller.unknown'],
  });
});
