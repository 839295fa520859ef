/** Installs the service at the end of `setup`, or says the one command by which the bridge is kept running. @module */

import { resolve } from 'node:path';
import type { BridgeConfig } from '#bridge/config/index.ts';
import {
  accountOfSudo,
  changeablePart,
  hasSystemd,
  hiddenPart,
  installDaemon,
  installService,
  installTasks,
  isAdministrator,
  type Mac,
  macLogFile,
  macObstacle,
  ownCommand,
  type Systemd,
  serviceName,
  serviceStateDir,
  serviceUnit,
  thisMac,
  thisSystemd,
  thisWindows,
  updateUnits,
  type Windows,
  windowsLogFile,
  windowsObstacle,
} from '#bridge/service/index.ts';
import { canUpdateItself } from '#bridge/update/index.ts';
import { shellCommand } from './shell-words.ts';

/** Why a bridge cannot be a service as it is, and what to do; `undefined` when it can. */
export function serviceObstacle(command: readonly string[], stateDir: string): string | undefined {
  const hidden = hiddenPart(command);
  if (hidden !== undefined) {
    return `The service cannot see ${hidden}. Copy the executable to /usr/local/bin (npm run build:bridge makes it), and run that.`;
  }
  if (stateDir === serviceStateDir) return undefined;
  return (
    `The service keeps its state in ${serviceStateDir}, but the configuration says ${stateDir}. ` +
    `Write "stateDir: ${serviceStateDir}", and move what is in the folder there.`
  );
}

/**
 * Whether the service comes with what looks for releases: where the configuration names them, and where it leaves that to the
 * cloud, if this program can be updated at all. As long as nobody names releases, looking is reading one file.
 */
export function looksForReleases(
  { updates }: Pick<BridgeConfig, 'updates'>,
  updatable = canUpdateItself(),
): boolean {
  return updates === undefined ? updatable : updates !== null;
}

/** What {@link updaterFor} has found. */
export interface UpdaterWish {
  /** Whether the service comes with what looks for releases. */
  updates: boolean;
  /** Why it does not although it should, and what to do: a line of its own, for the end of what is said of the service. */
  says: string;
}

/**
 * Whether the service of Linux or macOS comes with what looks for releases: root starts that every hour, so the program must be
 * one that root alone can replace.
 */
export function updaterFor(
  config: Pick<BridgeConfig, 'updates'>,
  command: readonly string[],
  updatable = canUpdateItself(),
  changeable: typeof changeablePart = changeablePart,
): UpdaterWish {
  const updates = looksForReleases(config, updatable);
  const part = updates ? changeable(command) : undefined;
  if (part === undefined) return { updates, says: '' };
  const says = `\nReleases are not looked for, because others than root may change ${part}: put the program where only root may, and run this again from there.`;
  return { updates: false, says };
}

/** What became of the service. */
export interface ServiceOutcome {
  state: 'installed' | 'not-installed';
  /** For people: that it runs, or what keeps it from running and which command to give. */
  says: string;
}

/** What {@link setUpService} goes by. */
export interface ServiceWish {
  config: BridgeConfig;
  configFile: string;
  /** Whether a service is wanted. */
  wanted: boolean;
  systemd?: Systemd;
  /** Given where this is Windows. */
  windows?: Windows | undefined;
  /** Given where this is macOS. */
  mac?: Mac | undefined;
  /** On macOS: the account as which the bridge is to work. */
  account?: string | undefined;
  isRoot?: boolean;
  /** Whether this program can take releases by itself. */
  updatable?: boolean;
  /** The part of a command that others than root may replace. */
  changeable?: typeof changeablePart;
  /** The command by which this program is started. */
  command?: readonly string[];
}

interface TaskWish {
  config: BridgeConfig;
  file: string;
  command: readonly string[];
  windows: Windows;
  /** The command that keeps the bridge running without a service. */
  byHand: string;
  updates: boolean;
}

function setUpTasks({ config, file, command, windows, byHand, updates }: TaskWish): ServiceOutcome {
  const obstacle = windowsObstacle(command, { configFile: file, stateDir: config.stateDir });
  if (obstacle !== undefined) {
    const says = `No service was installed. ${obstacle} Until then the bridge works while this runs: ${byHand}`;
    return { state: 'not-installed', says };
  }
  if (!isAdministrator(windows)) {
    const again = shellCommand([...command, 'service', 'install', '--config', file], 'win32');
    const says = `Only an administrator can install the service; in a terminal opened "as administrator": ${again}`;
    return { state: 'not-installed', says };
  }
  installTasks({ command, configFile: file, updates }, windows);
  const says = `${serviceName} is installed as a service and running. Its log: ${windowsLogFile(file)}`;
  return { state: 'installed', says };
}

interface DaemonWish extends Omit<TaskWish, 'windows' | 'updates'> {
  mac: Mac;
  account: string | undefined;
  isRoot: boolean;
  updater: UpdaterWish;
}

function setUpDaemon({
  config,
  file,
  command,
  mac,
  account,
  isRoot,
  byHand,
  updater,
}: DaemonWish): ServiceOutcome {
  if (!isRoot) {
    const again = shellCommand(['sudo', ...command, 'service', 'install', '--config', file], 'darwin');
    return { state: 'not-installed', says: `Only an administrator can install the service: ${again}` };
  }
  const obstacle = macObstacle(command, { configFile: file, stateDir: config.stateDir, account });
  if (obstacle !== undefined || account === undefined) {
    const says = `No service was installed. ${obstacle} Until then the bridge works while this runs: ${byHand}`;
    return { state: 'not-installed', says };
  }
  installDaemon({ command, configFile: file, account }, mac, updater.updates);
  const says = `${serviceName} is installed as a service and running. Its log: ${macLogFile}${updater.says}`;
  return { state: 'installed', says };
}

/**
 * Installs the service and starts it, or starts it again where it is installed. Where it cannot be, the outcome has the
 * command to give instead.
 * @throws ServiceError when systemd refuses
 */
export function setUpService({
  config,
  configFile,
  wanted,
  systemd = thisSystemd,
  windows = process.platform === 'win32' ? thisWindows : undefined,
  mac = process.platform === 'darwin' ? thisMac : undefined,
  account = accountOfSudo(),
  isRoot = process.geteuid?.() === 0,
  command = ownCommand(),
  updatable = canUpdateItself(),
  changeable,
}: ServiceWish): ServiceOutcome {
  const file = windows ? configFile : resolve(configFile);
  const platform = windows ? 'win32' : 'linux';
  const byHand = shellCommand([...command, 'run', '--config', file], platform);
  const not = (says: string): ServiceOutcome => ({ state: 'not-installed', says });
  if (!wanted) return not(`No service was installed. The bridge works while this runs: ${byHand}`);
  if (windows) {
    const updates = looksForReleases(config, updatable);
    return setUpTasks({ config, file, command, windows, byHand, updates });
  }
  const updater = updaterFor(config, command, updatable, changeable);
  if (mac) return setUpDaemon({ config, file, command, mac, account, isRoot, byHand, updater });
  if (!hasSystemd(systemd)) {
    return not(`This machine does not use systemd. Have its service manager keep this running: ${byHand}`);
  }
  const obstacle = serviceObstacle(command, config.stateDir);
  if (obstacle !== undefined) {
    return not(
      `No service was installed. ${obstacle} Until then the bridge works while this runs: ${byHand}`,
    );
  }
  if (!isRoot) {
    const again = shellCommand(['sudo', ...command, 'service', 'install', '--config', file], platform);
    return not(`Only root can install the service: ${again}`);
  }
  const unit = serviceUnit({ command, configFile: file, caFile: config.caFile });
  installService(unit, systemd, updater.updates ? updateUnits(command, file) : undefined);
  return {
    state: 'installed',
    says: `${serviceName} is installed as a service and running. Its log: journalctl -u ${serviceName}${updater.says}`,
  };
}
