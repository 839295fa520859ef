/** Installs, removes and queries the bridge as a daemon of macOS through launchctl. Nobody has run this on a Mac yet. @module */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Daemon, daemonPlist, stopMilliseconds, updaterPlist } from './daemon-plist.ts';
import { type Mac, macFolder, thisMac } from './mac.ts';
import { type ServiceControl, ServiceError, type ServiceState } from './systemd.ts';
import { serviceName } from './unit.ts';
import { updaterName } from './update-units.ts';
import { xmlText } from './xml-text.ts';

const lookMilliseconds = 250;
const launchctl = '/bin/launchctl';

const targetOf = (label: string): string => `system/${label}`;
const plistFile = ({ daemons }: Mac, label: string): string => join(daemons, `${label}.plist`);

function order(mac: Mac, program: string, ...args: string[]): void {
  const { status, text } = mac.run(program, args);
  if (status !== 0) throw new ServiceError(`${program} ${args.join(' ')}: ${text}`);
}

function isLoaded(mac: Mac, label: string): boolean {
  return mac.run(launchctl, ['print', targetOf(label)]).status === 0;
}

/** Stops a daemon and waits for its end, because launchd refuses to load one that is still stopping. */
function unload(mac: Mac, label: string): void {
  if (!isLoaded(mac, label)) return;
  // It answers before the end, and says on some versions that the end is still to come; what counts is that it is gone.
  mac.run(launchctl, ['bootout', targetOf(label)]);
  for (let waited = 0; isLoaded(mac, label); waited += lookMilliseconds) {
    if (waited > 2 * stopMilliseconds) throw new ServiceError(`launchd does not end ${label}.`);
    mac.pause(lookMilliseconds);
  }
}

/** Replaces a daemon by what a list says. */
function load(mac: Mac, label: string, list: string): void {
  unload(mac, label);
  const file = plistFile(mac, label);
  // launchd takes no list that others than root may write.
  writeFileSync(file, list, { mode: 0o644 });
  order(mac, '/usr/sbin/chown', 'root:wheel', file);
  order(mac, '/bin/chmod', '644', file);
  order(mac, launchctl, 'enable', targetOf(label));
  order(mac, launchctl, 'bootstrap', 'system', file);
}

/** @returns false when there was none */
function remove(mac: Mac, label: string): boolean {
  const file = plistFile(mac, label);
  const was = existsSync(file) || isLoaded(mac, label);
  unload(mac, label);
  rmSync(file, { force: true });
  return was;
}

/** Whether a configuration is that of the daemon which is installed here. */
export function hasDaemon(configFile: string, mac: Mac = thisMac): boolean {
  const file = plistFile(mac, serviceName);
  return existsSync(file) && readFileSync(file, 'utf8').includes(`<string>${xmlText(configFile)}</string>`);
}

/** Installs what looks for releases, or replaces it. @throws ServiceError when macOS refuses */
export function installUpdater(daemon: Pick<Daemon, 'command' | 'configFile'>, mac: Mac = thisMac): void {
  load(mac, updaterName, updaterPlist(daemon));
}

/**
 * Installs the bridge and starts it, now and with the machine. Installing again replaces what is there. The folder of
 * configuration and state is given to the account as which the bridge works, and closed to others.
 * @param updates - whether releases are looked for; without it nothing does, also where it did before
 * @throws ServiceError when macOS refuses
 */
export function installDaemon(daemon: Daemon, mac: Mac = thisMac, updates = false): void {
  order(mac, '/usr/sbin/chown', '-R', daemon.account, macFolder);
  order(mac, '/bin/chmod', '-R', 'go=', macFolder);
  load(mac, serviceName, daemonPlist(daemon));
  if (updates) installUpdater(daemon, mac);
  else remove(mac, updaterName);
}

/**
 * Stops the bridge and what looks for its releases, and removes both from launchd; configuration and state stay.
 * @returns false when it was not installed
 */
export function uninstallDaemon(mac: Mac = thisMac): boolean {
  remove(mac, updaterName);
  return remove(mac, serviceName);
}

function isRunning(mac: Mac): boolean {
  const { status, text } = mac.run(launchctl, ['print', targetOf(serviceName)]);
  return status === 0 && /^\s*state = running$/m.test(text);
}

/** The state of the daemon. */
export function daemonState(mac: Mac = thisMac): ServiceState {
  const isInstalled = existsSync(plistFile(mac, serviceName));
  return {
    installed: isInstalled || isLoaded(mac, serviceName),
    active: isRunning(mac) ? 'active' : 'inactive',
    enabled: isInstalled ? 'enabled' : 'disabled',
  };
}

/** Stops and starts the daemon. A machine that goes off in between starts it: its list is still there. */
export function daemonControl(mac: Mac = thisMac): ServiceControl {
  const file = plistFile(mac, serviceName);
  const requireList = () => {
    if (existsSync(file)) return;
    throw new ServiceError(`${serviceName} is not installed as a service of this Mac.`);
  };
  return {
    stop() {
      requireList();
      unload(mac, serviceName);
    },
    start() {
      requireList();
      if (isLoaded(mac, serviceName)) order(mac, launchctl, 'kickstart', targetOf(serviceName));
      else order(mac, launchctl, 'bootstrap', 'system', file);
    },
    isRunning: () => isRunning(mac),
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
