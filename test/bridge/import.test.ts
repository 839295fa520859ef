import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { aClock } from '#test/support/clock.ts';
import { aFolder, cli } from './command-line.ts';
import { identityOf, startScriptedCloud } from './scripted-cloud.ts';
import { aSite } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(3);
const punches = samplePunches(40, users);
const identities = new Set(punches.map((punch) => identityOf(serial, punch)));

/** The file as terminals write it: PIN right-aligned to nine, TABs, CRLF, the terminal's small number third. */
function attlogLine({ pin, time, status, verify, workCode }: TerminalRecord): string {
  return [pin.padStart(9), time, '1', status, verify, workCode === '' ? '0' : workCode].join('\t');
}

async function anEnrolledSite() {
  const cloud = await startScriptedCloud(aClock());
  onTestFinished(() => cloud.close());
  const terminal = await startTerminalSimulator({ serial, users, punches, clock: aClock().now });
  onTestFinished(() => terminal.close());
  const folder = aFolder();
  const config = join(folder, 'bridge.yaml');
  writeFileSync(
    config,
    `cloud: ${cloud.url}\nstateDir: state\nterminals: [{host: 127.0.0.1, port: ${terminal.port}}]\n`,
  );
  expect(await cli('enrol', '--config', config, '--token', cloud.token)).toMatchObject({ code: 0 });
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return { cloud, config, write };
}

test('a USB file brings every punch, once, and a pull after it brings none', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const file = write('1_attlog.dat', punches.map((punch) => `${attlogLine(punch)}\r\n`).join(''));
  const first = await cli('import', file, '--terminal', serial, '--config', config);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining(`40 lines of ${serial}`) });
  expect(new Set(cloud.stored.keys())).toEqual(identities);

  const again = await cli('import', file, '--terminal', serial, '--config', config, '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ rows: 40, accepted: 0, problems: [] });
  expect((await cli('pull', '--config', config)).stdout).toContain('40 records read, 0 of them new');
  expect(cloud.violations).toEqual([]);
});

test('a pull first, and the USB file after it brings none', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  await cli('pull', '--config', config);
  const file = write('attlog.dat', punches.map((punch) => `${attlogLine(punch)}\n`).join(''));
  const { stdout } = await cli('import', file, '-t', serial, '-c', config, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ rows: 40, accepted: 0 });
  expect(cloud.stored.size).toBe(identities.size);
});

test('a line that is not a punch is named, and goes to quarantine with its bytes', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const sent: TerminalRecord[] = [];
  cloud.judge = (record) => {
    sent.push(record);
    return undefined;
  };
  const text = `${punches.slice(0, 2).map(attlogLine).join('\n')}\nsomething else\n`;
  const { code, stdout } = await cli('import', write('attlog.dat', text), '-t', serial, '-c', config);
  expect(code).toBe(8);
  expect(stdout).toMatch(/3 lines of TEST0000001, 2 of them punches, 3 lines new, 1 not understood/);
  expect(stdout).toContain('line 3: ');
  expect(Buffer.from(sent[2]?.raw ?? '', 'base64').toString()).toBe('something else');
  expect(cloud.stored.size).toBe(2);
});

test('single digits of a date make no other punch', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const file = write('attlog.dat', '     1001\t2026-1-5 8:05:09\t1\t0\t1\t0\n');
  await cli('import', file, '-t', serial, '-c', config);
  expect([...cloud.stored.keys()]).toEqual([`${serial}|1001|2026-01-05 08:05:09|0`]);
});

test('the punches that a probe has written can be imported, those of other terminals are named', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const lines = punches.map((punch, index) =>
    JSON.stringify({ serial: index === 7 ? 'TEST0000002' : serial, ...punch }),
  );
  const { stdout } = await cli('import', write('p.ndjson', lines.join('\n')), '-t', serial, '-c', config);
  expect(stdout).toContain('line 8: a punch of terminal TEST0000002');
  const own = punches.filter((_, index) => index !== 7).map((punch) => identityOf(serial, punch));
  expect(new Set(cloud.stored.keys())).toEqual(new Set(own));
});

test('a file is taken in while the bridge runs', async () => {
  const { cloud, config, start } = await aSite([{ serial, users, punches: [] }]);
  const bridge = start();
  const folder = aFolder();
  const { cloud: url, stateDir } = config;
  writeFileSync(join(folder, 'bridge.json'), JSON.stringify({ cloud: url, stateDir }));
  writeFileSync(join(folder, 'attlog.dat'), punches.map(attlogLine).join('\n'));
  const { code, stdout } = await cli(
    'import',
    join(folder, 'attlog.dat'),
    '-t',
    serial,
    '-c',
    join(folder, 'bridge.json'),
  );
  expect(code).toBe(0);
  expect(stdout).toContain('The bridge that is running here sends it.');
  await bridge.stop();
  start();
  await expect.poll(() => cloud.stored.size).toBe(identities.size);
});

/** A record of 72 bytes as terminals write it to user.dat; sample data. */
function userRecord(uid: number, pin: string, name: string): Buffer {
  const record = Buffer.alloc(72);
  record.writeUInt16LE(uid, 0);
  record.write('1234', 3);
  record.write(name, 11);
  record.write(pin, 48);
  return record;
}

test('details from user.dat complete users whose terminal does not answer', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const dead = 'TEST0000009';
  const file = write(
    'user.dat',
    Buffer.concat([userRecord(1, '1001', 'Sample One'), userRecord(2, '1002', 'Sample Two')]),
  );
  const imported = await cli('import', file, '--terminal', dead, '--config', config);
  expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('2 users of TEST0000009') });

  const site = await aSite([]);
  await cli(
    'import',
    file,
    '-t',
    dead,
    '-c',
    write('other.json', JSON.stringify({ cloud: site.cloud.url, stateDir: site.config.stateDir })),
  );
  site.cloud.users.add('1001');
  site.start();
  const taskId = site.cloud.addTask({ terminal: dead, kind: 'users', userIds: ['1001'] });
  expect(await site.cloud.ended(taskId)).toMatchObject({ outcome: 'done', counts: { usersDetailed: 1 } });
  expect(site.cloud.details.get('1001')).toEqual({
    name: 'Sample One',
    privilege: 0,
    credentials: { cards: 0 },
  });
  expect(JSON.stringify([...site.cloud.details])).not.toContain('1234');
  expect(cloud.violations).toEqual([]);
});

test.each([
  [['nowhere.dat', '-t', serial], 2, 'cannot be read'],
  [[], 2, 'FILE is missing'],
  [['x', '-t', 'not a serial'], 2, 'is not a serial number'],
] as const)('the arguments %j are refused', async (args, code, message) => {
  const { config } = await anEnrolledSite();
  expect(await cli('import', ...args, '-c', config)).toMatchObject({
    code,
    stderr: expect.stringContaining(message),
  });
});

test('a file that is neither is refused, and nothing of it is kept', async () => {
  const { config, cloud, write } = await anEnrolledSite();
  const result = await cli('import', write('photo.dat', Buffer.alloc(1000)), '-t', serial, '-c', config);
  expect(result).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('neither lines of text nor users'),
  });
  expect(cloud.requests.storePunches).toBe(0);
});

test('a file without one readable line says so, with the reasons, and by its exit code', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const file = write('README.txt', 'Copy these files to a stick.\nThen read them.\n');
  const { code, stdout } = await cli('import', file, '-t', serial, '-c', config);
  expect(code).toBe(8);
  expect(stdout).toContain(`README.txt: 2 lines of ${serial}, not one of which could be read`);
  expect(stdout).toContain('  line 2: not the columns PIN, time');
  expect(cloud.stored.size).toBe(0);
});

test.each(['', '\r\n\n'])('a file without a line (%j) is not taken for an import', async (text) => {
  const { config, write } = await anEnrolledSite();
  const { code, stdout } = await cli('import', write('attlog.dat', text), '-t', serial, '-c', config);
  expect(code).toBe(8);
  expect(stdout).toContain('the file has no lines. Nothing was imported.');
});

test('a file that an editor has saved as UTF-16 is read like any other', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  const bytes = Buffer.from(`\ufeff${punches.map(attlogLine).join('\r\n')}`, 'utf16le');
  expect(await cli('import', write('a.dat', bytes), '-t', serial, '-c', config)).toMatchObject({ code: 0 });
  expect(new Set(cloud.stored.keys())).toEqual(identities);
});

test('an unknown serial is refused with the nearest known ones, and taken when it is said to be new', async () => {
  const { cloud, config, write } = await anEnrolledSite();
  await cli('pull', '--config', config);
  const before = cloud.stored.size;
  const file = write('attlog.dat', punches.map(attlogLine).join('\n'));
  const refused = await cli('import', file, '-t', 'TEST0000010', '-c', config);
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain('No terminal TEST0000010 is known to this bridge; nothing was imported.');
  expect(refused.stderr).toContain(`The nearest of the 1 that it knows: ${serial}.`);
  expect(cloud.stored.size).toBe(before);
  const taken = await cli('import', file, '-t', 'TEST0000010', '-c', config, '--new-terminal');
  expect(taken).toMatchObject({ code: 0 });
  expect(cloud.stored.size).toBe(2 * before);
});

test('an unknown serial is refused also while the bridge runs', async () => {
  const { cloud, config, start } = await aSite([{ serial, users, punches: [] }]);
  start();
  await expect.poll(() => cloud.heartbeats.at(-1)?.terminals.length).toBe(1);
  const folder = aFolder();
  writeFileSync(join(folder, 'c.json'), JSON.stringify({ cloud: config.cloud, stateDir: config.stateDir }));
  writeFileSync(join(folder, 'attlog.dat'), punches.map(attlogLine).join('\n'));
  const args = ['import', join(folder, 'attlog.dat'), '-c', join(folder, 'c.json'), '-t'];
  expect(await cli(...args, 'TEST000001')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(serial),
  });
  expect(cloud.stored.size).toBe(0);
});
