/** The page docs/api.md, run as it stands against an empty cloud. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { type LocalCloud, startLocalCloud } from '#infra/local/cloud.ts';
import { differences, documentsOf, stepsOf, type WalkStep } from './walk.ts';

const page = await readFile('docs/api.md', 'utf8');
const steps = stepsOf(page);
/** Ends the output of a step; no answer has it. */
const mark = '\u001e';
let cloud: LocalCloud;
let folder: string;
let outputs: string[];

/** Runs all steps in one shell, so that a later one has the functions and variables of an earlier one. */
async function walk(key: string): Promise<string[]> {
  const script = steps.map(({ commands }) => `${commands}\nprintf '\\036'`).join('\n');
  const shell = spawn('bash', ['-e', '-u', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ROLLCALL_URL: cloud.url, ROLLCALL_KEY: key, no_proxy: '*' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A page that waits for what never comes must not outlive the test.
    signal: AbortSignal.timeout(150_000),
  });
  const exit = once(shell, 'exit');
  exit.catch(() => undefined);
  const [out, said] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
  const [code] = await exit;
  const parts = out.split(mark);
  if (code !== 0)
    throw new Error(`step ${parts.length} of docs/api.md ended with ${code}: ${parts.at(-1)}${said}`);
  return parts;
}

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  folder = await mkdtemp(join(tmpdir(), 'rollcall-walk-'));
  cloud = await startLocalCloud({ inMemory: true, port: 0, clock: false, log: () => {} });
  outputs = await walk(await makeFirstKey(openRuntime(), 'walk'));
  vi.restoreAllMocks();
});

afterAll(async () => {
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The first request of a step, as its name. */
const nameOf = ({ commands }: WalkStep) =>
  /\$ROLLCALL_URL([^" ?]*)/.exec(commands)?.[1] ?? commands.split('\n')[0];

describe('docs/api.md', () => {
  test.each(steps.map((step, index) => [index + 1, nameOf(step), step] as const))(
    'step %i, %s',
    (number, _, step) => {
      const output = outputs[number - 1] ?? '';
      if (step.text !== undefined) {
        expect(output.replaceAll('\r\n', '\n').replace('\ufeff', '').trim()).toBe(step.text);
      } else if (step.json !== undefined) {
        const answers = documentsOf(output.replace(/(?<=[}\]])(?=\{)/g, '\n'));
        expect({ answers, places: differences(step.json, answers) }).toMatchObject({ places: [] });
      }
    },
  );

  test('shows the answers of most steps', () => {
    expect(steps.length).toBeGreaterThan(15);
    expect(steps.filter(({ json, text }) => json ?? text).length).toBeGreaterThan(steps.length * 0.8);
  });
});
