/** What macOS is asked to do; no Mac takes part. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  accountOfSudo,
  daemonPlist,
  daemonState,
  installDaemon,
  type Mac,
  macFolder,
  macObstacle,
  uninstallDaemon,
} from './launchd.ts';
import { ServiceError } from './systemd.ts';

const configFile = `${macFolder}/bridge.yaml`;
const daemon = { command: ['/usr/local/bin/rollcall-bridge'], configFile, account: 'sample' };

let daemons: string;
beforeEach(() => {
  daemons = mkdtempSync(join(tmpdir(), 'rollcall-daemons-'));
});
afterEach(() => rmSync(daemons, { recursive: true }));
const list = () => join(daemons, 'rollcall-bridge.plist');

/**
 * Notes what is asked; launchd has a daemon from `bootstrap` on until it has been looked at some times after `bootout`.
 * @param refused - the first word of what launchctl refuses
 */
function aMac({ loaded = false, looksToEnd = 2, refused = '' } = {}) {
  const asked: string[] = [];
  let isLoaded = loaded;
  let left: number | undefined;
  const mac: Mac = {
    daemons,
    pause: () => undefined,
    run(program, args) {
      const [verb] = args;
      if (verb === 'print') {
        if (left !== undefined && left-- <= 0) isLoaded = false;
        return isLoaded
          ? { status: 0, text: '{\n\tstate = running\n}' }
          : { status: 113, text: 'Could not find' };
      }
      asked.push([program, ...args].join(' ').replaceAll(daemons, 'DAEMONS'));
      if (verb === refused) return { status: 5, text: 'Bootstrap failed: 5: Input/output error' };
      if (verb === 'bootout') left = looksToEnd;
      if (verb === 'bootstrap') {
        isLoaded = true;
        left = undefined;
      }
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
const started = [
  '/usr/sbin/chown root:wheel DAEMONS/rollcall-bridge.plist',
  '/bin/chmod 644 DAEMONS/rollcall-bridge.plist',
  '/bin/launchctl enable system/rollcall-bridge',
  '/bin/launchctl bootstrap system DAEMONS/rollcall-bridge.plist',
];

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
