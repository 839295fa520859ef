/** Installs, removes and queries the bridge as a daemon of macOS through launchctl. Nobody has run this on a Mac yet. @module */

import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ServiceError, type ServiceState } from './systemd.ts';
import { serviceName } from './unit.ts';
import { xmlText } from './xml-text.ts';

/** Where a bridge that is a service of macOS has its configuration, its state and its log, and nothing else lies. */
export const macFolder = '/Library/Application Support/Rollcall';
/** The log of the bridge there. */
export const macLogFile = posix.join(macFolder, 'bridge.log');

/** Fits the ten seconds within which a bridge stops. */
const stopMilliseconds = 15_000;
const lookMilliseconds = 250;

/** The Mac that this room works on. */
export interface Mac {
  /** Runs a program, by its absolute path, to its end. */
  run(program: string, args: readonly string[]): { status: number | null; text: string };
  /** Waits, in milliseconds. */
  pause(milliseconds: number): void;
  /** Folder of the daemons that an administrator adds. */
  daemons: string;
}

/** This machine. */
export const thisMac: Mac = {
  run(program, args) {
    const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
    if (error) throw new ServiceError(`${program} cannot be run: ${error.message}`);
    return { status, text: stdout.trim() || stderr.trim() };
  },
  pause: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  daemons: '/Library/LaunchDaemons',
};

const launchctl = '/bin/launchctl';
const target = `system/${serviceName}`;

function order(mac: Mac, program: string, ...args: string[]): void {
  const { status, text } = mac.run(program, args);
  if (status !== 0) throw new ServiceError(`${program} ${args.join(' ')}: ${text}`);
}

const plistFile = ({ daemons }: Mac): string => join(daemons, `${serviceName}.plist`);

/** What launchd is told of a bridge. */
export interface Daemon {
  /** The command that starts this program. */
  command: readonly string[];
  /** Absolute path of the configuration. */
  configFile: string;
  /** The account as which it works. */
  account: string;
}

/**
 * The property list of a bridge: it starts with the machine, and again however it has ended, ten seconds after its last start
 * at the earliest, which is launchd's own pace.
 */
export function daemonPlist({ command, configFile, account }: Daemon): string {
  const args = [...command, 'run', '--config', configFile, '--log-file', macLogFile];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${serviceName}</string>
  <key>ProgramArguments</key>
  <array>
${args.map((arg) => `    <string>${xmlText(arg)}</string>`).join('\n')}
  </array>
  <key>UserName</key>
  <string>${xmlText(account)}</string>
  <key>WorkingDirectory</key>
  <string>${xmlText(macFolder)}</string>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <true/>
  <key>ExitTimeOut</key>
  <integer>${stopMilliseconds / 1_000}</integer>
  <key>ProcessType</key>
  <string>Background</string>
</dict>
</plist>
`;
}

function isLoaded(mac: Mac): boolean {
  return mac.run(launchctl, ['print', target]).status === 0;
}

/** Stops the daemon and waits for its end, because launchd refuses to load one that is still stopping. */
function unload(mac: Mac): void {
  if (!isLoaded(mac)) return;
  // It answers before the end, and says on some versions that the end is still to come; what counts is that it is gone.
  mac.run(launchctl, ['bootout', target]);
  for (let waited = 0; isLoaded(mac); waited += lookMilliseconds) {
    if (waited > 2 * stopMilliseconds) throw new ServiceError(`launchd does not end ${serviceName}.`);
    mac.pause(lookMilliseconds);
  }
}

/**
 * Installs the bridge and starts it, now and with the machine. Installing again replaces what is there. The folder of
 * configuration and state is given to the account as which the bridge works, and closed to others.
 * @throws ServiceError when macOS refuses
 */
export function installDaemon(daemon: Daemon, mac: Mac = thisMac): void {
  order(mac, '/usr/sbin/chown', '-R', daemon.account, macFolder);
  order(mac, '/bin/chmod', '-R', 'go=', macFolder);
  unload(mac);
  const file = plistFile(mac);
  // launchd takes no list that others than root may write.
  writeFileSync(file, daemonPlist(daemon), { mode: 0o644 });
  order(mac, '/usr/sbin/chown', 'root:wheel', file);
  order(mac, '/bin/chmod', '644', file);
  order(mac, launchctl, 'enable', target);
  order(mac, launchctl, 'bootstrap', 'system', file);
}

/** Stops the bridge and removes it from launchd; configuration and state stay. @returns false when it was not installed */
export function uninstallDaemon(mac: Mac = thisMac): boolean {
  const file = plistFile(mac);
  const was = existsSync(file) || isLoaded(mac);
  unload(mac);
  rmSync(file, { force: true });
  return was;
}

/** The state of the daemon. */
export function daemonState(mac: Mac = thisMac): ServiceState {
  const { status, text } = mac.run(launchctl, ['print', target]);
  const isInstalled = existsSync(plistFile(mac));
  return {
    installed: isInstalled || status === 0,
    active: status === 0 && /^\s*state = running$/m.test(text) ? 'active' : 'inactive',
    enabled: isInstalled ? 'enabled' : 'disabled',
  };
}

/** Folders of which macOS shows a daemon nothing, or that are emptied, or that belong to one account. */
const unseen = ['/Users/', '/tmp/', '/private/', '/var/', '/Volumes/'];

/** Why a bridge cannot be a service of macOS as it is, and what to do; `undefined` when it can. */
export function macObstacle(
  command: readonly string[],
  { configFile, stateDir, account }: { configFile: string; stateDir: string; account: string | undefined },
): string | undefined {
  const hidden = command.find((part) => unseen.some((folder) => part.startsWith(folder)));
  if (hidden !== undefined)
    return `The service cannot rely on ${hidden}. Copy the executable to /usr/local/bin, and run that.`;
  const outside = [configFile, stateDir].find((path) => !path.startsWith(`${macFolder}/`));
  if (outside !== undefined)
    return `The service keeps configuration and state in ${macFolder}. Move ${outside} there, and say so in "stateDir".`;
  if (account !== undefined) return undefined;
  return 'The service works as the account that calls sudo. Run this with sudo, and not as root itself.';
}

/** The account that has called sudo, as which the bridge is to work; `undefined` for root itself. */
export function accountOfSudo({ SUDO_USER }: NodeJS.ProcessEnv = process.env): string | undefined {
  return SUDO_USER === undefined || SUDO_USER === '' || SUDO_USER === 'root' ? undefined : SUDO_USER;
}
