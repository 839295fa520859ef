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
