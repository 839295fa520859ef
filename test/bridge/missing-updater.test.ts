/** Whether something looks for releases is seen from files, and what is missing comes with an update by hand. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installMissingUpdater, ownInability } from '#bridge/cli/missing-updater.ts';
import { updateStatus, updateText } from '#bridge/cli/update-status.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { keepOrderedUpdates, noteLastUpdate } from '#bridge/outbox/index.ts';
import {
  hasUnit,
  installService,
  installUpdateUnits,
  type Systemd,
  serviceUnit,
  updateUnits,
} from '#bridge/service/index.ts';
import { updaterFiles, updaterState } from '#bridge/service/updater.ts';
import { cloudTime } from '#test/support/cloud.ts';

const command = ['/usr/local/bin/rollcall-bridge'];
const configFile = '/etc/rollcall/bridge.yaml';
const unit = serviceUnit({ command, configFile });
const units = updateUnits(command, configFile);
const timer = 'rollcall-bridge-update.timer';

let folder: string;
let systemd: Systemd;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-updater-'));
  const systemctl = join(folder, 'systemctl');
  mkdirSync(join(folder, 'timers.target.wants'));
  // As systemd does with what says "WantedBy=timers.target".
  writeFileSync(
    systemctl,
    `#!/bin/sh
case "$*" in
  "enable --now ${timer}") ln -s ../${timer} ${folder}/timers.target.wants/ ;;
  "disable --now ${timer}") rm -f ${folder}/timers.target.wants/${timer} ;;
esac\n`,
  );
  chmodSync(systemctl, 0o755);
  systemd = { systemctl, bootMark: folder, unitFolder: folder };
});
afterEach(() => rmSync(folder, { recursive: true }));
const state = () => updaterState(updaterFiles('linux', {}, folder));

test('what looks for releases is there, switched off, or missing', () => {
  installService(unit, systemd);
  expect(state()).toBe('missing');
  installService(unit, systemd, units);
  expect(state()).toBe('enabled');
  rmSync(join(folder, 'timers.target.wants', timer));
  expect(state()).toBe('disabled');
  installService(unit, systemd);
  expect(state()).toBe('missing');
});

test('on a Mac and on Windows one file says it', () => {
  expect(updaterFiles('darwin')).toEqual({
    installed: '/Library/LaunchDaemons/rollcall-bridge-update.plist',
  });
  const installed = 'D:\\Windows\\System32\\Tasks\\Rollcall\\Update';
  expect(updaterFiles('win32', { SystemRoot: 'D:\\Windows' })).toEqual({ installed });
  expect(updaterState({ installed: join(folder, 'none', 'none') })).toBe('missing');
  expect(updaterState({ installed: join(folder, 'systemctl', 'none') })).toBe('missing');
  expect(updaterState({ installed: join(folder, 'systemctl') })).toBe('enabled');
});

test('a bridge is unable because of its program, or else because nothing looks for releases', () => {
  expect(ownInability(false, () => 'enabled')).toBe('program');
  expect(ownInability(true, () => 'missing')).toBe('no-updater');
  expect(ownInability(true, () => 'disabled')).toBe('no-updater');
  expect(ownInability(true, () => 'enabled')).toBeUndefined();
});

/** An update by hand, of a service that was set up without what looks for releases. */
function afterUpdate(updates?: 'off', { updatesWanted = true, says = '' } = {}, file = configFile) {
  const config = BridgeConfig.parse({
    cloud: 'https://cloud.example',
    stateDir: '/var/lib/rollcall-bridge',
    ...(updates === undefined ? {} : { updates }),
  });
  return installMissingUpdater(config, file, {
    command,
    look: state,
    place: {
      hasService: (of) => hasUnit(of, systemd),
      install: (as, of) => installUpdateUnits(updateUnits(as, of), systemd),
    },
    wanted: { updates: updatesWanted, says },
  });
}

test('an update by hand brings what is missing, once', () => {
  installService(unit, systemd);
  expect(afterUpdate()).toMatch(/looks for releases every hour/);
  expect(readFileSync(join(folder, timer), 'utf8')).toBe(units.timer);
  expect(state()).toBe('enabled');
  expect(afterUpdate()).toBeUndefined();
});

test('it leaves alone what somebody has switched off, another bridge, and a machine without the service', () => {
  expect(afterUpdate()).toBeUndefined();
  installService(unit, systemd);
  expect(afterUpdate(undefined, {}, '/etc/rollcall/other.yaml')).toBeUndefined();
  expect(afterUpdate('off', { updatesWanted: false })).toBeUndefined();
  expect(afterUpdate(undefined, { updatesWanted: false, says: '\nOthers may change it.' })).toBe(
    'Others may change it.',
  );
  expect(existsSync(join(folder, timer))).toBe(false);
  installService(unit, systemd, units);
  rmSync(join(folder, 'timers.target.wants', timer));
  expect(afterUpdate()).toBeUndefined();
  expect(state()).toBe('disabled');
});

test('status says what a bridge goes by, and what to do where nothing looks for releases', () => {
  const file = { cloud: 'https://cloud.example', stateDir: folder };
  const text = (updates?: unknown, inability?: 'program' | 'no-updater') =>
    updateText(updateStatus(BridgeConfig.parse({ ...file, ...(updates ? { updates } : {}) }), inability));
  expect(text()).toBe('none, as the cloud says');
  keepOrderedUpdates(folder, { from: 'https://releases.example/', afterHours: 24 });
  expect(text()).toBe('from https://releases.example/, 24 h after a release, as the cloud says');
  expect(text(undefined, 'no-updater')).toMatch(
    /^by hand: nothing .* "rollcall-bridge service install" once more/,
  );
  expect(text(undefined, 'program')).toMatch(/^by hand: this is no program of a release/);
  expect(text('off', 'no-updater')).toBe('none, as the configuration says');
  noteLastUpdate(folder, {
    version: '0.2.0',
    at: cloudTime.instant(),
    result: 'failed',
    reason: 'it was away',
  });
  const own = text({ from: 'https://own.example/', afterHours: 0 });
  expect(own).toMatch(/^from https:\/\/own.example\/, 0 h after a release, as the configuration says\n/);
  expect(own).toMatch(/0\.2\.0 could not be taken at .*: it was away$/);
});
