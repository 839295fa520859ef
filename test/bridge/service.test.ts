import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daemonPlist, updaterPlist } from '#bridge/service/daemon-plist.ts';
import { changeablePart, hiddenPart } from '#bridge/service/program.ts';
import {
  installService,
  ServiceError,
  type Systemd,
  serviceState,
  systemdControl,
  uninstallService,
} from '#bridge/service/systemd.ts';
import { serviceUnit } from '#bridge/service/unit.ts';
import { updateUnits } from '#bridge/service/update-units.ts';

const unit = serviceUnit({
  command: ['/usr/local/bin/rollcall-bridge'],
  configFile: '/etc/rollcall/bridge.yaml',
});

let folder: string;
let systemd: Systemd;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-service-'));
  const bootMark = join(folder, 'booted');
  const systemctl = join(folder, 'systemctl');
  mkdirSync(bootMark);
  writeFileSync(
    systemctl,
    `#!/bin/sh\necho "$*" >> ${folder}/asked\n[ "$1" = is-active ] && echo active\nexit 0\n`,
  );
  chmodSync(systemctl, 0o755);
  systemd = { systemctl, bootMark, unitFolder: folder };
});
afterEach(() => rmSync(folder, { recursive: true }));

const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
const installed = () => existsSync(join(folder, 'rollcall-bridge.service'));

describe('the unit', () => {
  const value = (name: string) => unit.match(new RegExp(`^${name}=(.*)$`, 'm'))?.[1];

  test('starts the bridge with its configuration as a credential', () => {
    expect(value('ExecStart')).toBe('/usr/local/bin/rollcall-bridge run --config %d/bridge.yaml');
    expect(value('LoadCredential')).toBe('bridge.yaml:/etc/rollcall/bridge.yaml');
  });

  const analyzer = spawnSync('systemd-analyze', ['--version']).status === 0;
  // Machines without systemd have nobody to ask.
  test.skipIf(!analyzer)('is one that systemd finds nothing wrong with', () => {
    const file = join(folder, 'rollcall-bridge.service');
    writeFileSync(
      file,
      serviceUnit({ command: [process.execPath], configFile: '/etc/rollcall/bridge.yaml' }),
    );
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  test.skipIf(!analyzer)('is one with blanks in all its paths, too', () => {
    const file = join(folder, 'rollcall-bridge.service');
    const program = join(folder, 'the $b bridge');
    writeFileSync(program, '', { mode: 0o755 });
    const configFile = '/etc/roll call/100% $b.yaml';
    const caFile = '/etc/roll call/company ca.pem';
    writeFileSync(file, serviceUnit({ command: [program], configFile, caFile }));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  test.each([
    ['DynamicUser', 'yes'],
    ['NoNewPrivileges', 'yes'],
    ['ProtectSystem', 'strict'],
    ['ProtectHome', 'yes'],
    ['PrivateTmp', 'yes'],
    ['PrivateDevices', 'yes'],
    ['CapabilityBoundingSet', ''],
    ['UMask', '0077'],
    ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_UNIX'],
    ['Restart', 'always'],
  ])('%s is %s', (name, wanted) => {
    expect(value(name)).toBe(wanted);
  });

  test('never forbids memory that is written and executed, which the JavaScript engine needs', () => {
    expect(unit).not.toContain('MemoryDenyWriteExecute');
  });

  test('quotes paths that systemd would misread', () => {
    const odd = serviceUnit({ command: ['/opt/my bridge/b'], configFile: '/etc/100%/$x.yaml' });
    expect(odd).toContain('ExecStart="/opt/my bridge/b" run');
    expect(odd).toContain('LoadCredential=bridge.yaml:/etc/100%%/$x.yaml\n');
  });
});

test('installing writes the unit, enables it and starts it', () => {
  installService(unit, systemd);
  expect(readFileSync(join(folder, 'rollcall-bridge.service'), 'utf8')).toBe(unit);
  expect(asked()).toEqual(['daemon-reload', 'enable rollcall-bridge', 'restart rollcall-bridge']);
  expect(serviceState(systemd)).toMatchObject({ installed: true, active: 'active' });
});

test('uninstalling stops and removes it, and says when there was none', () => {
  expect(uninstallService(systemd)).toBe(false);
  installService(unit, systemd);
  expect(uninstallService(systemd)).toBe(true);
  expect(installed()).toBe(false);
  expect(asked().slice(-2)).toEqual(['disable --now rollcall-bridge', 'daemon-reload']);
});

test('where the configuration wants releases, a timer looks for them; where it no longer does, it is removed', () => {
  const files = ['timer', 'service'].map((kind) => join(folder, `rollcall-bridge-update.${kind}`));
  const updates = updateUnits(['/usr/local/bin/rollcall-bridge'], '/etc/rollcall/bridge.yaml');
  installService(unit, systemd, updates);
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual([updates.timer, updates.service]);
  expect(asked().at(-1)).toBe('enable --now rollcall-bridge-update.timer');
  installService(unit, systemd);
  expect(asked()).toContain('disable --now rollcall-bridge-update.timer');
  expect(files.filter((file) => existsSync(file))).toEqual([]);
  installService(unit, systemd, updates);
  uninstallService(systemd);
  expect(files.filter((file) => existsSync(file))).toEqual([]);
});

test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
  'and systemd finds nothing wrong with it',
  () => {
    const updates = updateUnits([process.execPath], '/etc/rollcall/bridge.yaml');
    const files = [
      join(folder, 'rollcall-bridge-update.service'),
      join(folder, 'rollcall-bridge-update.timer'),
    ];
    writeFileSync(files[0] ?? '', updates.service);
    writeFileSync(files[1] ?? '', updates.timer);
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...files], {
      encoding: 'utf8',
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  },
);

test('an update stops and starts the service, and asks whether it runs', () => {
  const control = systemdControl(systemd);
  control.stop();
  control.start();
  expect(control.isRunning()).toBe(true);
  expect(asked()).toEqual(['stop rollcall-bridge', 'start rollcall-bridge', 'is-active rollcall-bridge']);
});

test('on a machine without systemd, installing says so and writes nothing', () => {
  rmSync(systemd.bootMark, { recursive: true });
  expect(() => installService(unit, systemd)).toThrow(/does not use systemd/);
  expect(() => serviceState(systemd)).toThrow(ServiceError);
  expect(installed()).toBe(false);
});

test('a refusal by systemd is reported in its own words', () => {
  writeFileSync(systemd.systemctl, '#!/bin/sh\necho "Access denied" >&2\nexit 1\n');
  expect(() => installService(unit, systemd)).toThrow(/daemon-reload: Access denied/);
});

test.each([
  [['/usr/local/bin/rollcall-bridge'], undefined],
  [['/usr/bin/node', '/home/me/bridge/main.ts'], '/home/me/bridge/main.ts'],
])('of the command %j the service cannot see %s', (command, part) => {
  expect(hiddenPart(command)).toBe(part);
});

test.each([
  ['root has all of it', {}, undefined],
  [
    'the program is of another user',
    { '/opt/b/rollcall-bridge': { uid: 1000, mode: 0o755 } },
    '/opt/b/rollcall-bridge',
  ],
  ['its folder is', { '/opt/b': { uid: 1000, mode: 0o755 } }, '/opt/b'],
  ['anybody may write above it', { '/opt': { uid: 0, mode: 0o777 } }, '/opt'],
  ['anybody may write there, and take nothing of root away', { '/opt': { uid: 0, mode: 0o1777 } }, undefined],
  ['a group may', { '/opt/b': { uid: 0, mode: 0o2775 } }, undefined],
])('where %s, root may not rely on %j because of %s', (_, others, part) => {
  const owners = new Map<string, { uid: number; mode: number }>(Object.entries(others));
  const look = (path: string) => owners.get(path) ?? { uid: 0, mode: 0o755 };
  expect(changeablePart(['/opt/b/rollcall-bridge'], look)).toBe(part);
});

test.skipIf(spawnSync('python3', ['-c', 'import plistlib']).status !== 0)(
  'the lists for launchd are property lists, whatever is in the paths',
  () => {
    const odd = {
      command: ['/opt/a & <b> "c"/rollcall-bridge'],
      configFile: '/etc/bridge.yaml',
      account: 'sample',
    };
    const read = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
    for (const input of [daemonPlist(odd), updaterPlist(odd)]) {
      const { stdout, stderr } = spawnSync('python3', ['-c', read], { input, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject({ ProgramArguments: expect.arrayContaining(odd.command) });
    }
  },
);
