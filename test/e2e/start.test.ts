import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const main = new URL('../../infra/local/main.ts', import.meta.url).pathname;
const operatorScript = new URL('../../scripts/operator.ts', import.meta.url).pathname;

let folder: string;
const running = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-e2e-'));
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

const start = (...args: string[]) => program(main, ...args);
const operator = (...args: string[]) => program(operatorScript, ...args);

function program(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [script, '--data', join(folder, 'data'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, output: () => output, errors: () => errors };
}

async function runOnce(...args: string[]) {
  const run = start('--once', '--json', '--port', '0', ...args);
  const code = await run.ended;
  const summary = run.output().trimEnd().split('\n').at(-1) ?? '';
  return { code, summary, output: run.output(), errors: run.errors() };
}

const punchLines = [
  { serial: 'E2E0000001', pin: '0701', time: '2026-03-02 08:58:10', status: 0, verify: 1, workCode: '' },
  { serial: 'E2E0000001', pin: '701', time: '2026-03-02 17:31:00', status: 1, verify: 1, workCode: '7' },
  { serial: 'E2E0000001', pin: '', time: '2026-03-02 09:00:00', status: 255, verify: 15, workCode: '' },
  { serial: 'E2E0000002', pin: 'A-12', time: '2026-03-02 22:01:00', status: 255, verify: 4, workCode: '' },
  { serial: 'E2E0000002', pin: 'A-12', time: '2026-03-03 06:02:00', status: 255, verify: 4, workCode: '' },
];

function punchFile(lines: readonly object[] = punchLines): string {
  const file = join(folder, 'punches.ndjson');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

describe('npm start', () => {
  test('does the main job with the sample, and the next start downloads only what is new', async () => {
    const first = await runOnce();
    expect(first.errors).toBe('');
    expect(first.code).toBe(0);
    const done = JSON.parse(first.summary);
    expect(done).toMatchObject({ terminals: 2, duplicates: 0, quarantined: 2, usersCreated: 2 });
    expect(done.read).toBe(done.stored + done.quarantined);
    expect(done.sheetRows % 25).toBe(0);
    // A person reads it: what functions log of work that goes well is not in it.
    expect(first.output.split('\n').filter((line) => line.startsWith('{'))).toEqual([first.summary]);
    expect(first.output).toContain(
      'Created from the log: 1017 (Sample Person 1017), 1018 (Sample Person 1018)',
    );
    const csv = readFileSync(done.csv, 'utf8');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(done.sheetRows + 1);

    const second = await runOnce();
    expect(second.code).toBe(0);
    expect(JSON.parse(second.summary)).toMatchObject({ quarantined: 0, usersCreated: 0 });
    expect(JSON.parse(second.summary).stored).toBeLessThan(60);
  });

  test('puts a file of punches on simulated terminals, one per serial number', async () => {
    const first = await runOnce('--punches', punchFile());
    expect(first.code).toBe(0);
    expect(JSON.parse(first.summary)).toMatchObject({
      terminals: 2,
      read: 5,
      stored: 4,
      duplicates: 0,
      quarantined: 1,
      usersCreated: 2,
    });
    const second = await runOnce('--punches', punchFile());
    expect(JSON.parse(second.summary)).toMatchObject({ read: 5, stored: 0, quarantined: 0, usersCreated: 0 });
    const more = { ...punchLines[0], time: '2026-03-03 08:59:00' };
    const third = await runOnce('--punches', punchFile([...punchLines, more]));
    expect(JSON.parse(third.summary)).toMatchObject({ read: 6, stored: 1, duplicates: 5, usersCreated: 0 });
  });

  test('takes a USB attlog.dat as well', async () => {
    const file = join(folder, '1_attlog.dat');
    writeFileSync(
      file,
      '      701\t2026-03-02 08:58:10\t1\t0\t1\t0\r\n      701\t2026-03-02 17:30:00\t1\t1\t1\t0\r\n',
    );
    const run = await runOnce('--punches', file);
    expect(JSON.parse(run.summary)).toMatchObject({ terminals: 1, read: 2, stored: 2, usersCreated: 1 });
  });

  test('stays up with a working API, and Ctrl-C stops everything cleanly', async () => {
    const run = start('--no-console', '--port', '0', '--punches', punchFile());
    await expect.poll(() => run.output()).toContain('Ctrl-C stops everything');
    const [, url = '', key = ''] = /API: {2}(\S+)\nKey: {2}(\S+)/.exec(run.output()) ?? [];
    const answer = await fetch(`${url}/v1/users`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([
      '0701',
      'A-12',
    ]);
    expect(statSync(join(folder, 'data', 'local.json')).mode & 0o777).toBe(0o600);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.errors()).toBe('');
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow();
  });

  test('serves the console of the present sources beside the API, and says first where it is', async () => {
    const run = start('--port', '0', '--punches', punchFile());
    await expect.poll(() => run.output()).toContain('Ctrl-C stops everything');
    const [, page = '', api = ''] =
      /\n\nConsole: (http:\/\/127\.0\.0\.1:\d+\/)\nAPI: {2}(\S+)\n/.exec(run.output()) ?? [];
    expect(page).toBe(`${api}/`);
    const answer = await fetch(new URL('/attendance', page));
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = /<script type="module"[^>]* src="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
    const { status, headers } = await fetch(new URL(script, page));
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    run.child.kill('SIGINT');
    expect([await run.ended, run.errors()]).toEqual([0, '']);
  });

  test('shows the key at the first start, then where it lies; the operator makes another without it', async () => {
    const keyForm = /rck_key_\w{26}_[\w-]{43}/;
    const none = start('--show-key');
    expect([await none.ended, none.errors()]).toEqual([1, expect.stringContaining('no key')]);
    const first = start('--no-console', '--port', '0', '--punches', punchFile());
    await expect.poll(() => first.output()).toContain('Ctrl-C stops everything');
    const key = keyForm.exec(first.output())?.[0] ?? '';
    const busy = operator('new-key');
    expect([await busy.ended, busy.errors()]).toEqual([1, expect.stringContaining('is in use')]);
    first.child.kill('SIGINT');
    await first.ended;

    const shown = start('--show-key');
    expect([await shown.ended, shown.output()]).toEqual([0, `${key}\n`]);
    const odd = operator('new-key', '--organisation', 'nobody');
    expect([await odd.ended, odd.errors()]).toEqual([1, expect.stringContaining('has: default')]);
    const made = operator('new-key');
    expect([await made.ended, made.errors()]).toEqual([0, '']);
    const another = made.output().trim();
    expect(another).toMatch(keyForm);
    expect(another).not.toBe(key);
    const rotating = operator('rotate-keys', '--api-key', 'operator');
    expect([await rotating.ended, rotating.errors()]).toEqual([0, '']);
    const rotated = keyForm.exec(rotating.output())?.[0] ?? '';
    expect(readFileSync(join(folder, 'data', 'local.json'), 'utf8')).toContain(rotated);

    const second = start('--no-console', '--port', '0', '--punches', punchFile());
    await expect.poll(() => second.output()).toContain('Ctrl-C stops everything');
    expect(second.output()).not.toMatch(keyForm);
    expect(second.output()).toContain(join(folder, 'data', 'local.json'));
    const [, url = ''] = /API: {2}(\S+)/.exec(second.output()) ?? [];
    for (const each of [another, rotated]) {
      const { status } = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${each}` } });
      expect(status).toBe(200);
    }
    for (const file of ['local.json', 'cloud/deployment-secret']) {
      expect(statSync(join(folder, 'data', file)).mode & 0o777).toBe(0o600);
    }
    second.child.kill('SIGINT');
    await second.ended;
  });

  test('names the port that is taken and the option that chooses another', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const run = start('--once', '--port', String(port), '--punches', punchFile());
    expect(await run.ended).toBe(1);
    expect(run.errors()).toContain(String(port));
    expect(run.errors()).toContain('--port');
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    [['--port', 'eighty'], '--port takes a number from 0 to 65535'],
    [['--zone', 'Mars/Base'], '--zone takes a time zone'],
    [['--bogus'], 'npm start -- --help'],
    [['--punches', 'no-such-file.ndjson'], 'no-such-file.ndjson'],
  ])('refuses %j with a message that says what to do', async (args, message) => {
    const run = start('--once', '--port', '0', ...args);
    expect(await run.ended).toBeGreaterThan(0);
    expect(run.errors()).toContain(message);
  });

  test('refuses a punch file with a broken line by its number', async () => {
    const file = join(folder, 'broken.ndjson');
    writeFileSync(file, `${JSON.stringify(punchLines[0])}\n{"serial":\n`);
    const run = start('--once', '--port', '0', '--punches', file);
    expect(await run.ended).toBe(1);
    expect(run.errors()).toContain('line 2');
  });
});
