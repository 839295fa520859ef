import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeOperatorKey } from '#functions/first-start.ts';
import { localNames } from '#infra/local/environment.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { withDeployment } from './deployment.ts';
import { readOperatorOptions } from './options.ts';

const cloud = useCloud();
const onTables = ['--main-table', localNames.tables.main, '--operations-table', localNames.tables.operations];

test('the names of two tables are enough to make a key, as on AWS', async () => {
  const { name } = await cloud.organisation();
  const options = readOperatorOptions(['new-key', ...onTables, '--organisation', name]);
  if (options?.command !== 'new-key') throw new Error('it was asked for');
  const key = await withDeployment(options.target, (runtime) =>
    makeOperatorKey(runtime, options.organisation, options.name),
  );
  expect(await apiWith(cloud.url, key ?? '').getMe({})).toMatchObject({ organisation: name, role: 'admin' });
  const nobodys = await withDeployment(options.target, (runtime) => makeOperatorKey(runtime, 'nobody', 'x'));
  expect(nobodys).toBeUndefined();
});

test('the first key of a deployment is made with the same two names', async () => {
  const run = (...args: string[]) => promisify(execFile)(process.execPath, ['scripts/first-key.ts', ...args]);
  const { stdout } = await run(...onTables);
  expect(await apiWith(cloud.url, stdout.trim()).getMe({})).toMatchObject({
    organisation: 'default',
    role: 'admin',
  });
  await expect(run('--main-table', 'x')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage: npm run first-key'),
  });
});

test.each([
  [['new-key'], 'Say which deployment'],
  [['new-key', '--data', 'x', ...onTables], 'Say which deployment'],
  [['new-key', '--main-table', 'x'], 'Say which deployment'],
  [['settle-terminal', ...onTables], 'needs --serial'],
  [['settle-terminal', ...onTables, '--serial', 'not a serial'], 'needs --serial'],
  [['erase', ...onTables], 'no command "erase"'],
  [[...onTables], 'Say what to do'],
  [['new-key', 'now', ...onTables], 'one word too many'],
  [['new-key', '--nonsense'], '--nonsense'],
])('%j is refused', (args, message) => {
  expect(() => readOperatorOptions(args)).toThrow(message);
});

test('a folder without data is named', async () => {
  const target = { kind: 'local', dataDir: '/nowhere/at/all' } as const;
  await expect(withDeployment(target, async () => undefined)).rejects.toThrow(
    '/nowhere/at/all holds no data',
  );
});
