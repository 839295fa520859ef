import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError, parseConfig, readConfig } from './read-config.ts';

const base = 'cloud: https://rollcall.example\nstateDir: state\n';
const problemsOf = (text: string) => {
  try {
    parseConfig(base + text, 'bridge.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ line, field }) => `${line} ${field}`);
  }
};

describe('the push section', () => {
  test('needs serial numbers only', () => {
    const { push } = parseConfig(`${base}push:\n  terminals:\n    - serial: A1\n`, 'bridge.yaml');
    expect(push).toEqual({
      port: 8081,
      host: '0.0.0.0',
      terminals: [{ serial: 'A1', oneHourInMinutes: false }],
    });
  });

  test.each([
    ['networks: [192.168.4.0/33]', 'networks[0]'],
    ['transFlag: AttLog', 'transFlag'],
    ['commKey: "with blank"', 'commKey'],
    ['zone: "+05:30"', 'zone'],
    ['colour: red', 'colour'],
  ])('names the line of %s', (setting, field) => {
    const text = `push:\n  terminals:\n    - serial: A1\n      ${setting}\n`;
    expect(problemsOf(text)).toEqual([`6 push.terminals[0].${field}`]);
  });

  test('refuses a terminal that is listed twice or pulled as well', () => {
    const text =
      'terminals:\n  - host: 192.0.2.7\n    serial: A1\npush:\n  terminals:\n    - serial: A1\n    - serial: B1\n    - serial: B1\n';
    expect(problemsOf(text)).toEqual(['8 push.terminals[0]', '10 push.terminals[2]']);
  });

  test.skipIf(process.platform === 'win32')('with a communication key makes the file private', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'bridge.yaml');
    writeFileSync(file, `${base}push:\n  terminals:\n    - serial: A1\n      commKey: sample\n`);
    chmodSync(file, 0o644);
    expect(() => readConfig(file)).toThrow('can be read by other users');
    chmodSync(file, 0o600);
    expect(readConfig(file).push?.terminals).toHaveLength(1);
  });
});
