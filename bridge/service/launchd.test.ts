/** What macOS is asked to do; no Mac takes part. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { daemonPlist, updaterPlist } from './daemon-plist.ts';
import {
  accountOfSudo,
  daemonControl,
  daemonState,
  installDaemon,
  macObstacle,
  uninstallDaemon,
} from './launchd.ts';
import { type Mac, macFolder } from './mac.ts';
import { ServiceError } from './systemd.ts';

const configFile = `${macFolder}/bridge.yaml`;
const daemon = { command: ['/usr/local/bin/rollcall-bridge'], configFile, account: 'sample' };

let daemons: string;
beforeEach(() => {
  daemons = mkdtempSync(join(tmpdir(), 'rollcall-daemons-'));
});
afterEach(() => rmSync(daemons, { recursive: true }));
const list = () => join(daemons, 'rollcall-bridge.plist');
const updaterList = () => join(daemons, 'rollcall-bridge-update.plist');

/**
 * Notes what is asked; launchd has a daemon from `bootstrap` on until it has been looked at some times after `bootout`.
 * @param loaded - the bridge is
 * @param refused - the first word of what launchctl refuses
 */
function aMac({ loaded = false, looksToEnd = 2, refused = '' } = {}) {
  const asked: string[] = [];
  const left = new Map<string, number>(loaded ? [['system/rollcall-bridge', Number.POSITIVE_INFINITY]] : []);
  const mac: Mac = {
    daemons,
    pause: () => undefined,
    run(program, args) {
      const [verb, place = '', file = ''] = args;
      if (verb === 'print') {
        const looks = left.get(place) ?? 0;
        left.set(place, looks - 1);
        return looks > 0
          ? { status: 0, text: '{\n\tstate = running\n}' }
          : { status: 113, text: 'Could not find' };
      }
      asked.push([program, ...args].join(' ').replaceAll(daemons, 'DAEMONS'));
      if (verb === refused) return { status: 5, text: 'Bootstrap failed: 5: Input/output error' };
      if (verb === 'bootout') left.set(place, looksToEnd);
      if (verb === 'bootstrap') left.set(`system/${basename(file, '.plist')}`, Number.POSITIVE_INFINITY);
      return { status: 0, text: '' };
    },
  };
  return { mac, asked };
}

test('the list says what is started, as whom, and that it is started again', () => {
  const text = daemonPlist({ ...daemon, configFile: `${macFolder}/a & <b>.yaml` });
  const [, args = ''] = /<array>([\s\S]*)<\/array>/.exec(text) ?? [];
  expect([...args.matchAll(/<string>(.*)<\/string>/g)].map(([, arg]) => arg)).toEqual([
    '/usr/local/bin/rollcall-bridge',
    'run',
    '--config',
    '/Library/Application Support/Rollcall/a &amp; &lt;b&gt;.yaml',
    '--log-file',
    '/Library/Application Support/Rollcall/bridge.log',
  ]);
  expect(text).toMatch(/<key>UserName<\/key>\s*<string>sample</);
  expect(text).toMatch(/<key>RunAtLoad<\/key>\s*<true\/>\s*<key>KeepAlive<\/key>\s*<true\/>/);
});

const opened = [
  '/usr/sbin/chown -R sample /Library/Application Support/Rollcall',
  '/bin/chmod -R go= /Library/Application Support/Rollcall',
];
const startedAs = (label: string) => [
  `/usr/sbin/chown root:wheel DAEMONS/${label}.plist`,
  `/bin/chmod 644 DAEMONS/${label}.plist`,
  `/bin/launchctl enable system/${label}`,
  `/bin/launchctl bootstrap system DAEMONS/${label}.plist`,
];
const started = startedAs('rollcall-bridge');
const updaterStarted = startedAs('rollcall-bridge-update');

test('the list of what looks for releases says that root does, every hour, and not while the machine starts', () => {
  const text = updaterPlist(daemon);
  const [, args = ''] = /<array>([\s\S]*)<\/array>/.exec(text) ?? [];
  expect([...args.matchAll(/<string>(.*)<\/string>/g)].map(([, arg]) => arg)).toEqual([
    '/usr/local/bin/rollcall-bridge',
    'update',
    '--scheduled',
    '--config',
    '/Library/Application Support/Rollcall/bridge.yaml',
  ]);
  expect(text).toMatch(/<key>Label<\/key>\s*<string>rollcall-bridge-update</);
  expect(text).toMatch(/<key>StartInterval<\/key>\s*<integer>3600</);
  expect(text).toMatch(/<key>Umask<\/key>\s*<integer>63</);
  // What root writes does not lie where the account of the bridge could lay a link.
  expect(text).toMatch(/<key>StandardErrorPath<\/key>\s*<string>\/var\/log\//);
  expect(text).not.toMatch(/UserName|RunAtLoad|KeepAlive/);
});

test('what looks for releases comes and goes with the service, as the configuration wants it', () => {
  const { mac, asked } = aMac();
  installDaemon(daemon, mac, true);
  expect(asked.splice(0)).toEqual([...opened, ...started, ...updaterStarted]);
  expect(readFileSync(updaterList(), 'utf8')).toBe(updaterPlist(daemon));
  installDaemon(daemon, mac);
  expect(asked.splice(0)).toEqual([
    ...opened,
    '/bin/launchctl bootout system/rollcall-bridge',
    ...started,
    '/bin/launchctl bootout system/rollcall-bridge-update',
  ]);
  expect(existsSync(updaterList())).toBe(false);
  installDaemon(daemon, mac, true);
  uninstallDaemon(mac);
  expect([existsSync(list()), existsSync(updaterList())]).toEqual([false, false]);
});

test('an update stops the daemon to its end, and starts it whether launchd still knows it or not', () => {
  const { mac, asked } = aMac();
  installDaemon(daemon, mac);
  asked.splice(0);
  const control = daemonControl(mac);
  expect(control.isRunning()).toBe(true);
  control.stop();
  expect(control.isRunning()).toBe(false);
  control.start();
  expect(control.isRunning()).toBe(true);
  control.start();
  expect(asked).toEqual([
    '/bin/launchctl bootout system/rollcall-bridge',
    '/bin/launchctl bootstrap system DAEMONS/rollcall-bridge.plist',
    '/bin/launchctl kickstart system/rollcall-bridge',
  ]);
});

test('an update of a bridge that is no service of this Mac stops at that', () => {
  const { mac, asked } = aMac();
  expect(() => daemonControl(mac).stop()).toThrow('is not installed as a service of this Mac');
  expect(asked).toEqual([]);
});

test('a daemon is installed, and again only after the one before has ended', () => {
  const { mac, asked } = aMac();
  installDaemon(daemon, mac);
  expect(asked.splice(0)).toEqual([...opened, ...started]);
  expect(readFileSync(list(), 'utf8')).toBe(daemonPlist(daemon));
  expect(daemonState(mac)).toEqual({ installed: true, active: 'active', enabled: 'enabled' });
  installDaemon(daemon, mac);
  expect(asked).toEqual([...opened, '/bin/launchctl bootout system/rollcall-bridge', ...started]);
});

test('what launchd refuses, or does not end, is an error of its own', () => {
  expect(() => installDaemon(daemon, aMac({ refused: 'bootstrap' }).mac)).toThrow(
    new ServiceError(`/bin/launchctl bootstrap system ${list()}: Bootstrap failed: 5: Input/output error`),
  );
  const stuck = aMac({ loaded: true, looksToEnd: 1_000_000 }).mac;
  expect(() => installDaemon(daemon, stuck)).toThrow('launchd does not end rollcall-bridge.');
});

test('a daemon is removed once', () => {
  const { mac } = aMac();
  installDaemon(daemon, mac);
  expect(uninstallDaemon(mac)).toBe(true);
  expect(existsSync(list())).toBe(false);
  expect(daemonState(mac)).toEqual({ installed: false, active: 'inactive', enabled: 'disabled' });
  expect(uninstallDaemon(mac)).toBe(false);
});

test.each([
  [['/usr/local/bin/rollcall-bridge'], {}, undefined],
  [['/Users/sample/Downloads/rollcall-bridge'], {}, 'Copy the executable to /usr/local/bin'],
  [
    ['/usr/local/bin/rollcall-bridge'],
    { stateDir: '/var/lib/rollcall-bridge' },
    'Move /var/lib/rollcall-bridge there',
  ],
  [['/usr/local/bin/rollcall-bridge'], { configFile: '/etc/rollcall/bridge.yaml' }, 'Move /etc/rollcall'],
  [['/usr/local/bin/rollcall-bridge'], { account: undefined }, 'Run this with sudo'],
])('%j with %j: what is in the way is said', (command, differing, says) => {
  const places = { configFile, stateDir: `${macFolder}/state`, account: 'sample', ...differing };
  const found = macObstacle(command, places);
  if (says === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(says);
});

test('the bridge works as whoever has called sudo', () => {
  expect(accountOfSudo({ SUDO_USER: 'sample' })).toBe('sample');
  expect(accountOfSudo({ SUDO_USER: 'root' })).toBeUndefined();
  expect(accountOfSudo({})).toBeUndefined();
});
