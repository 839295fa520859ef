import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usualPlaces } from '#bridge/cli/setup-config.ts';
import { type ServiceWish, setUpService } from '#bridge/cli/setup-service.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { type Mac, ServiceError, serviceStateDir, type Windows } from '#bridge/service/index.ts';

let folder: string;
let wish: ServiceWish;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-service-'));
  const bootMark = join(folder, 'booted');
  const systemctl = join(folder, 'systemctl');
  mkdirSync(bootMark);
  writeFileSync(systemctl, `#!/bin/sh\necho "$*" >> ${folder}/asked\nexit 0\n`);
  chmodSync(systemctl, 0o755);
  wish = {
    config: BridgeConfig.parse({ cloud: 'https://cloud.example', stateDir: serviceStateDir }),
    configFile: '/etc/rollcall/bridge.yaml',
    wanted: true,
    systemd: { systemctl, bootMark, unitFolder: folder },
    isRoot: true,
    command: ['/usr/local/bin/rollcall-bridge'],
    // Whatever the machine of this test is like.
    changeable: () => undefined,
  };
});
afterEach(() => rmSync(folder, { recursive: true }));
const unit = () => join(folder, 'rollcall-bridge.service');

test('root installs the service and starts it, also once more', () => {
  expect(setUpService(wish)).toMatchObject({ state: 'installed' });
  expect(readFileSync(unit(), 'utf8')).toContain('/etc/rollcall/bridge.yaml');
  expect(setUpService(wish)).toMatchObject({ state: 'installed' });
  const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
  expect(asked.filter((text) => text.startsWith('restart'))).toHaveLength(2);
});

test.each<[string, unknown, boolean, boolean]>([
  ['leaves releases to the cloud', undefined, true, true],
  ['does so for a program that cannot be updated', undefined, false, false],
  ['names releases', { from: 'https://releases.example/' }, false, true],
  ['rules releases out', 'off', true, false],
])(
  'what looks for releases comes with a configuration that %s: %j, %s → %s',
  (_, updates, updatable, there) => {
    const { cloud, stateDir } = wish.config;
    const config = BridgeConfig.parse({ cloud, stateDir, ...(updates === undefined ? {} : { updates }) });
    setUpService({ ...wish, config, updatable });
    expect(existsSync(join(folder, 'rollcall-bridge-update.timer'))).toBe(there);
  },
);

test('what root starts every hour is a program that root alone can replace; else the service comes without', () => {
  const outcome = setUpService({ ...wish, updatable: true, changeable: () => '/opt/shared' });
  expect(outcome.state).toBe('installed');
  expect(outcome.says).toMatch(
    /Releases are not looked for, because others than root may change \/opt\/shared/,
  );
  expect(existsSync(join(folder, 'rollcall-bridge-update.timer'))).toBe(false);
});

const byHand = '/usr/local/bin/rollcall-bridge run --config /etc/rollcall/bridge.yaml';
test.each<[string, () => Partial<ServiceWish>, string]>([
  ['it is not wanted', () => ({ wanted: false }), byHand],
  [
    'systemd does not run this machine',
    () => ({ systemd: { systemctl: 'none', bootMark: join(folder, 'none'), unitFolder: folder } }),
    byHand,
  ],
  [
    'somebody else than root asks',
    () => ({ isRoot: false }),
    'sudo /usr/local/bin/rollcall-bridge service install --config /etc/rollcall/bridge.yaml',
  ],
  [
    'the program lies where a service may not look',
    () => ({ command: ['/home/me/rollcall-bridge'] }),
    'The service cannot see /home/me/rollcall-bridge. Copy the executable to /usr/local/bin',
  ],
  [
    'the state is somewhere else',
    () => ({ config: { ...wish.config, stateDir: '/srv/bridge' } }),
    'the configuration says /srv/bridge',
  ],
])('no service is installed where %s, and the command to give is said', (_, differing, says) => {
  const outcome = setUpService({ ...wish, ...differing() });
  expect(outcome.state).toBe('not-installed');
  expect(outcome.says).toContain(says);
  expect(existsSync(unit())).toBe(false);
});

test('what systemd refuses is an error of its own', () => {
  writeFileSync(join(folder, 'systemctl'), '#!/bin/sh\necho "Access denied" >&2\nexit 1\n');
  expect(() => setUpService(wish)).toThrow(ServiceError);
});

describe('on Windows', () => {
  const program = 'C:\\Program Files\\Rollcall\\rollcall-bridge.exe';
  const folder = 'C:\\ProgramData\\Rollcall';
  const onWindows = (administrator: boolean): { asked: string[]; wish: ServiceWish } => {
    const asked: string[] = [];
    const windows: Windows = {
      run(name, args) {
        if (args.join(' ').includes('WindowsPrincipal')) {
          return { status: 0, text: administrator ? 'True' : 'False' };
        }
        asked.push(name);
        // There is no task yet.
        return {
          status: name === 'powershell.exe' && args.join(' ').includes('Get-ScheduledTask') ? 1 : 0,
          text: '',
        };
      },
    };
    const config = { ...wish.config, stateDir: `${folder}\\state` };
    return {
      asked,
      wish: { ...wish, config, windows, command: [program], configFile: `${folder}\\bridge.yaml` },
    };
  };

  test('an administrator installs the service and starts it', () => {
    const { wish: here, asked } = onWindows(true);
    expect(setUpService(here)).toMatchObject({ state: 'installed' });
    expect(asked.filter((name) => name === 'schtasks.exe')).toHaveLength(2);
  });

  test('others, and programs that anybody may change, are told what to do', () => {
    const { wish: here, asked } = onWindows(false);
    expect(setUpService(here).says).toContain('opened "as administrator"');
    const inDownloads = { ...here, command: ['C:\\Users\\me\\Downloads\\rollcall-bridge.exe'] };
    expect(setUpService(inDownloads).says).toContain('Copy the executable to C:\\Program Files\\Rollcall');
    expect(asked).toEqual([]);
  });
});

describe('on macOS', () => {
  const onMac = (differing: Partial<ServiceWish> = {}): { asked: string[]; wish: ServiceWish } => {
    const asked: string[] = [];
    const mac: Mac = {
      daemons: folder,
      pause: () => undefined,
      run(program, [verb = '']) {
        if (verb === 'print') return { status: 113, text: '' };
        asked.push(`${program} ${verb}`);
        return { status: 0, text: '' };
      },
    };
    const { configFile, stateDir } = usualPlaces({ platform: 'darwin', env: {} }, true);
    const config = { ...wish.config, stateDir };
    return { asked, wish: { ...wish, config, configFile, mac, account: 'sample', ...differing } };
  };

  test('where setup keeps things for root, sudo installs the service and starts it', () => {
    const { wish: here, asked } = onMac();
    expect(setUpService(here)).toMatchObject({ state: 'installed' });
    expect(asked.at(-1)).toBe('/bin/launchctl bootstrap');
    expect(readFileSync(join(folder, 'rollcall-bridge.plist'), 'utf8')).toContain('<string>sample</string>');
  });

  test.each([true, false])(
    'what looks for releases comes with a program that can be updated: %s',
    (updatable) => {
      const { wish: here } = onMac({ updatable });
      setUpService(here);
      expect(existsSync(join(folder, 'rollcall-bridge-update.plist'))).toBe(updatable);
    },
  );

  test.each<[string, Partial<ServiceWish>, string]>([
    [
      'without sudo',
      { isRoot: false },
      "sudo /usr/local/bin/rollcall-bridge service install --config '/Library",
    ],
    ['as root itself', { account: undefined }, 'Run this with sudo'],
    ['from a folder of downloads', { command: ['/Users/sample/rollcall-bridge'] }, 'Copy the executable'],
  ])('%s nothing is asked of launchd, and the command to give is said', (_, differing, says) => {
    const { wish: here, asked } = onMac(differing);
    expect(setUpService(here)).toMatchObject({ state: 'not-installed', says: expect.stringContaining(says) });
    expect(asked).toEqual([]);
  });
});
