import { describe, expect, test } from 'vitest';
import { newConfigText, withTerminals } from './extend-config.ts';
import { ConfigError, parseConfig } from './read-config.ts';

const file = '/etc/rollcall/bridge.yaml';
const added = { host: '192.168.1.202', serial: '0000002', commKey: 12 };
const extended = (text: string) => {
  const result = withTerminals(text, file, [added]);
  return { result, config: parseConfig(result, file) };
};

test('a new configuration can be read as it is written', () => {
  const text = newConfigText({ cloud: 'https://cloud.example', stateDir: '/var/lib/x' }, [added]);
  expect(parseConfig(text, file)).toMatchObject({
    cloud: 'https://cloud.example',
    stateDir: '/var/lib/x',
    terminals: [{ host: '192.168.1.202', port: 4370, serial: '0000002', commKey: 12 }],
  });
});

describe('terminals are added', () => {
  test('behind those that are there, and comments, digits and everything else stay', () => {
    const { result, config } = extended(
      [
        '# ours',
        'cloud: https://cloud.example # the address',
        'stateDir: state',
        'terminals:',
        '  # the gate',
        '  - host: 192.168.1.201',
        '    serial: 0000001 # with its zeros',
        '    commKey: 000123',
        'limits: { outboxBytes: 2097152 }',
        '',
      ].join('\n'),
    );
    for (const comment of ['# ours', '# the address', '# the gate', '# with its zeros']) {
      expect(result).toContain(comment);
    }
    expect(config.terminals).toMatchObject([
      { serial: '0000001', commKey: 123 },
      { serial: '0000002', commKey: 12 },
    ]);
    expect(config.limits.outboxBytes).toBe(2_097_152);
  });

  test.each([
    ['no list yet', 'cloud: https://cloud.example\nstateDir: s\n'],
    ['an empty list', 'cloud: https://cloud.example\nstateDir: s\nterminals: []\n'],
    ['JSON', '{"cloud": "https://cloud.example", "stateDir": "s", "terminals": []}\n'],
  ])('to a configuration with %s', (_, text) => {
    expect(extended(text).config.terminals).toMatchObject([{ serial: '0000002' }]);
  });

  test('never where the result would be another configuration, or none', () => {
    const text = 'cloud: https://cloud.example\nstateDir: s\nterminals: &t\n  - host: 192.168.1.202\n';
    expect(() => withTerminals(text, file, [added])).toThrow(ConfigError);
    expect(() => withTerminals(text, file, [added])).toThrow(/Add them by hand:\nterminals:\n/);
    expect(() => withTerminals('cloud: x\n', file, [added])).toThrow(ConfigError);
  });
});
