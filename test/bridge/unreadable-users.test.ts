import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { aFolder, cli } from './command-line.ts';
import { aSite } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(21);
const terminal = { serial, users, punches: samplePunches(60, users), modes: ['user120'] };

test('users of 120 bytes are said by probe, pull and status, and their punches are read', async () => {
  const { config, terminals } = await aSite([terminal]);
  const file = join(aFolder(), 'bridge.yaml');
  const hosts = config.terminals.map(({ host, port }) => ({ host, port }));
  writeFileSync(file, JSON.stringify({ cloud: config.cloud, stateDir: config.stateDir, terminals: hosts }));
  const said =
    /21 users of 127\.0\.0\.1:\d+ could not be read: their layout .* \(2520 bytes, 120 bytes each\)/;
  const probe = ['probe', `127.0.0.1:${terminals[0]?.port}`, '--zone', 'UTC'];
  expect(await cli(...probe)).toMatchObject({ code: 0, stdout: expect.stringMatching(said) });
  expect(await cli(...probe, '--users')).toMatchObject({ code: 4, stdout: expect.stringMatching(said) });
  expect(JSON.parse((await cli(...probe, '--json')).stdout)).toMatchObject({
    records: 60,
    usersFault: { code: 'layout-unknown' },
  });
  const pulled = await cli('pull', '--config', file);
  expect(pulled).toMatchObject({ code: 0, stdout: expect.stringMatching(said) });
  expect(pulled.stdout).toContain('60 records read');
  expect((await cli('status', '--config', file)).stdout).toContain('21 of its users could not be read');
});

test('a download whose details cannot be read says so, and leaves the terminal online', async () => {
  const { cloud, start } = await aSite([terminal], {}, { realtime: false });
  start();
  const completion = await cloud.ended(cloud.addTask({ terminal: serial, fetchDetails: true }));
  expect(completion).toMatchObject({
    outcome: 'done',
    fault: { code: 'layout-unknown' },
    terminal: { state: 'online', unreadableUsers: 21 },
  });
});
