import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig, readConfig } from './read-config.ts';

function problemsOf(text: string): string[] {
  try {
    parseConfig(text, '/etc/rollcall/bridge.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('a short file is enough: everything else has a default', () => {
  const config = parseConfig(
    'cloud: https://rollcall.example/\nname: Gate\nstateDir: state\nterminals:\n  - host: 192.0.2.10\n',
    '/etc/rollcall/bridge.yaml',
  );
  expect(config).toEqual({
    cloud: 'https://rollcall.example',
    name: 'Gate',
    stateDir: '/etc/rollcall/state',
    terminals: [
      {
        host: '192.0.2.10',
        port: 4370,
        disableWhileReading: false,
        realtime: true,
        setClock: false,
        transport: 'auto',
      },
    ],
    limits: { outboxBytes: 1024 ** 3, parallelTerminals: 8, realtimeSessions: 250 },
    poll: { maxSeconds: 60, probeSeconds: 300 },
  });
});

test('a JSON file is read like a YAML file', () => {
  const config = parseConfig(
    '{"cloud": "http://127.0.0.1:8080", "stateDir": "/s", "terminals": []}',
    'c.json',
  );
  expect(config.cloud).toBe('http://127.0.0.1:8080');
});

test('every problem is named with its line', () => {
  expect(
    problemsOf(
      [
        'cloud: http://rollcall.example',
        'terminals:',
        '  - host: 192.0.2.10',
        '    port: 99999',
        '  - host: 192.0.2.11',
        '    comKey: 5',
        '    zone: Mars/Base',
        '    encoding: klingon',
      ].join('\n'),
    ),
  ).toEqual([
    '/etc/rollcall/bridge.yaml:1: cloud: must begin with https:// (plain http only for 127.0.0.1, [::1] or localhost)',
    '/etc/rollcall/bridge.yaml:1: stateDir: is missing',
    '/etc/rollcall/bridge.yaml:4: terminals[0].port: Too big: expected number to be <=65535',
    '/etc/rollcall/bridge.yaml:7: terminals[1].zone: must be a time zone of the IANA database, such as Europe/Berlin',
    '/etc/rollcall/bridge.yaml:8: terminals[1].encoding: must be a code page such as utf-8, windows-1252 or gb18030',
    '/etc/rollcall/bridge.yaml:6: terminals[1].comKey: is not a setting; check the spelling',
  ]);
});

test('a file that is not YAML is refused with the line', () => {
  expect(problemsOf('cloud: [1, 2\nstateDir: x\n')[0]).toMatch(/^\/etc\/rollcall\/bridge\.yaml:2: /);
});

test('a terminal that is configured twice is refused at its second occurrence', () => {
  const text = [
    'cloud: https://a.example',
    'stateDir: s',
    'terminals:',
    '  - {host: 192.0.2.1, serial: A1}',
    '  - {host: 192.0.2.2, serial: A1}',
    '  - {host: 192.0.2.1}',
  ].join('\n');
  expect(problemsOf(text)).toEqual([
    '/etc/rollcall/bridge.yaml:5: terminals[1]: serial A1 is configured twice',
    '/etc/rollcall/bridge.yaml:6: terminals[2]: address 192.0.2.1:4370 is configured twice',
  ]);
});

test.each([
  ['', 'is empty'],
  ['# cloud: https://a.example\n', 'is empty'],
  ['---\n', 'is empty'],
  ['null', 'is empty'],
  ['[]', 'does not consist of settings'],
  ['42', 'does not consist of settings'],
  ['cloud', 'does not consist of settings'],
])('a file of %j names the settings that it needs', (text, reason) => {
  expect(() => parseConfig(text, '/sample/bridge.yaml')).toThrow(
    `/sample/bridge.yaml:1: the file ${reason}. It needs "cloud" (the address of the cloud) and "stateDir" (a folder), and as a rule "terminals".`,
  );
});

test.each(['', 'null', '[]', '42', 'cloud: &a [*a]', '? {a: b}\n: c', 'a: *nobody'])(
  'the document %j is refused',
  (text) => {
    expect(problemsOf(text)).not.toEqual([]);
  },
);

test('a file with communication keys must be readable by its owner only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
  try {
    const file = join(folder, 'bridge.yaml');
    const text = 'cloud: https://a.example\nstateDir: s\nterminals: [{host: 192.0.2.1, commKey: 7}]\n';
    writeFileSync(file, text, { mode: 0o600 });
    expect(readConfig(file).terminals[0]?.commKey).toBe(7);
    chmodSync(file, 0o644);
    expect(() => readConfig(file)).toThrow(/chmod 0600/);
    const pushed =
      'cloud: https://a.example\nstateDir: s\npush: {terminals: [{serial: A1, commKey: secret}]}\n';
    writeFileSync(file, pushed);
    expect(() => readConfig(file)).toThrow(/chmod 0600/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a file that is not there is refused with its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
  try {
    expect(() => readConfig(join(folder, 'none.yaml'))).toThrow(/none\.yaml: cannot be read/);
    writeFileSync(join(folder, 'b.yaml'), 'cloud: https://a.example\nstateDir: ./state\n');
    expect(readConfig(join(folder, 'b.yaml')).stateDir).toBe(join(folder, 'state'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const base = 'cloud: https://a.example\nstateDir: s\n';
const terminalOf = (text: string) => parseConfig(`${base}terminals:\n  - ${text}\n`, 'c.yaml').terminals[0];
const problemOf = (text: string) => problemsOf(`${base}terminals:\n  - ${text}\n`).join('\n');

test.each([
  ['{host: a, serial: 6106153300123}', { serial: '6106153300123' }],
  ['{host: a, serial: "6106153300123"}', { serial: '6106153300123' }],
  ['{host: a, serial: 0012345}', { serial: '0012345' }],
  ['{host: a, serial: 99999999999999999999}', { serial: '99999999999999999999' }],
  ['{host: a, serial: 12E4567}', { serial: '12E4567' }],
  ['{host: a, commKey: "123"}', { commKey: 123 }],
  ['{host: a, commKey: 123}', { commKey: 123 }],
  ['{host: a, commKey: 000123}', { commKey: 123 }],
  ['{host: a, name: 42}', { name: '42' }],
  ['{host: "1.2.3.4:4371"}', { host: '1.2.3.4', port: 4371 }],
  ['{host: "1.2.3.4:4371", port: 4371}', { host: '1.2.3.4', port: 4371 }],
  ['{host: "[2001:db8::7]:4371"}', { host: '2001:db8::7', port: 4371 }],
  ['{host: "2001:db8::7"}', { host: '2001:db8::7', port: 4370 }],
  ['{host: gate-2.example}', { host: 'gate-2.example', port: 4370 }],
  ['{host: a, zone: asia/kolkata}', { zone: 'Asia/Kolkata' }],
  ['{host: a, zone: EUROPE/BERLIN}', { zone: 'Europe/Berlin' }],
  ['{host: a, zone: utc}', { zone: 'UTC' }],
  ['{host: a, zone: America/Argentina/Buenos_Aires}', { zone: 'America/Argentina/Buenos_Aires' }],
])('%s is taken as it is meant', (text, settings) => {
  expect(terminalOf(text)).toMatchObject(settings);
});

test('a key of digits of a push terminal stays what it is', () => {
  const text = `${base}push:\n  terminals:\n    - {serial: 0012, commKey: 0077}\n`;
  expect(parseConfig(text, 'c.yaml').push?.terminals).toMatchObject([{ serial: '0012', commKey: '0077' }]);
});

test.each([
  ['{host: 300.1.1.1}', 'is not an IP address: it has four numbers from 0 to 255'],
  ['{host: 192.168.1}', 'is not an IP address'],
  ['{host: 192.168}', 'is not an IP address'],
  ['{host: 192.168.001.010}', 'write 192.168.1.10'],
  ['{host: 0.0.0.0}', 'is no address that a terminal can have'],
  ['{host: "http://192.168.1.2/csl"}', 'write the host alone, 192.168.1.2'],
  ['{host: 192.168.1.0/24}', 'is a network'],
  ['{host: "192.168.1.2, 192.168.1.3"}', 'must be one host name or IP address'],
  ['{host: "gate 2"}', 'must be one host name or IP address'],
  ['{host: "1.2.3.4:70000"}', 'port: Too big'],
  ['{host: "1.2.3.4:0"}', 'port: Too small'],
  ['{host: "1.2.3.4:4371", port: 4370}', 'leave one of them out'],
  ['{host: "1.2.3.4:port"}', 'such as 192.168.1.201:4370'],
  ['{host: a, commKey: 1234567}', 'must be a number of up to 6 digits'],
  ['{host: a, commKey: 0x1F}', 'must be a number of up to 6 digits'],
  ['{host: a, commKey: -5}', 'must be a number of up to 6 digits'],
  ['{host: a, commKey: secret}', 'must be a number of up to 6 digits'],
  ['{host: a, commKey: true}', 'must be a number of up to 6 digits'],
  ['{host: a, zone: IST}', 'write Asia/Kolkata (India), Europe/Dublin (Ireland)'],
  ['{host: a, zone: pst}', 'write America/Los_Angeles'],
  ['{host: a, zone: EST}', 'write America/New_York'],
  [
    '{host: a, zone: "+05:30"}',
    'is an offset, not a zone: write the IANA name of the place, such as Asia/Kolkata',
  ],
  ['{host: a, zone: GMT+8}', 'such as Asia/Shanghai'],
  ['{host: a, zone: UTC+5:45}', 'such as Asia/Kathmandu'],
  ['{host: a, zone: Singapore}', 'such as Asia/Singapore'],
  ['{host: a, zone: Kolkata}', 'such as Asia/Kolkata'],
  ['{host: a, zone: Asia/Kolkatta}', 'such as Asia/Kolkata'],
])('%s is refused with what to write', (text, said) => {
  expect(problemOf(text)).toContain(said);
});

test('updates are of the site itself, of the cloud, or ruled out', () => {
  const head = 'cloud: https://a.example\nstateDir: s\n';
  const updatesIn = (text: string) => parseConfig(head + text, '/etc/rollcall/bridge.yaml').updates;
  expect(updatesIn('')).toBeUndefined();
  expect(updatesIn('updates: off\n')).toBeNull();
  expect(updatesIn('updates: {from: https://b.example/}\n')).toEqual({
    from: 'https://b.example/',
    afterHours: 0,
  });
  expect(problemsOf(`${head}updates: {form: https://b.example/}\n`)).toEqual([
    '/etc/rollcall/bridge.yaml:3: updates.from: is missing',
    '/etc/rollcall/bridge.yaml:3: updates.form: is not a setting; check the spelling',
  ]);
});
