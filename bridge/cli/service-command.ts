/** `rollcall-bridge service` installs, shows and removes the bridge as a service: of systemd, of Windows, or of macOS. @module */

import { resolve } from 'node:path';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { readIdentity } from '#bridge/outbox/index.ts';
import {
  accountOfSudo,
  daemonState,
  installDaemon,
  installService,
  installTasks,
  macFolder,
  macLogFile,
  macObstacle,
  ownCommand,
  serviceName,
  serviceState,
  serviceStateDir,
  serviceUnit,
  taskState,
  uninstallDaemon,
  uninstallService,
  uninstallTasks,
  updaterState,
  updateUnits,
  windowsLogFile,
  windowsObstacle,
} from '#bridge/service/index.ts';
import type { Command, Console } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { configOf, readOptionsAndPlace } from './options.ts';
import { looksForReleases, serviceObstacle, updaterFor } from './setup-service.ts';

const onWindows = process.platform === 'win32';
const onMac = process.platform === 'darwin';

/** On Windows there is no unit to show. */
function installOnWindows(configFile: string, config: BridgeConfig, { stdout }: Console): ExitCode {
  const command = ownCommand();
  requireEnrolment(config);
  const obstacle = windowsObstacle(command, { configFile, stateDir: config.stateDir });
  if (obstacle !== undefined) throw new UsageError(`${obstacle} Then run this again.`);
  installTasks({ command, configFile, updates: looksForReleases(config) });
  stdout.write(`${serviceName} is installed and running. Its log: ${windowsLogFile(configFile)}\n`);
  return exitCodes.ok;
}

function installOnMac(configFile: string, config: BridgeConfig, { stdout }: Console): ExitCode {
  const command = ownCommand();
  const account = accountOfSudo();
  requireEnrolment(config);
  const obstacle = macObstacle(command, { configFile, stateDir: config.stateDir, account });
  if (obstacle !== undefined || account === undefined)
    throw new UsageError(`${obstacle} Then run this again.`);
  const updater = updaterFor(config, command);
  installDaemon({ command, configFile, account }, undefined, updater.updates);
  stdout.write(`${serviceName} is installed and running. Its log: ${macLogFile}${updater.says}\n`);
  return exitCodes.ok;
}

/** What the service would stop at right after its start is said before anything is changed. */
function requireEnrolment({ stateDir, cloud }: BridgeConfig): void {
  const identity = readIdentity(stateDir);
  if (identity === null)
    throw new UsageError('This bridge is not enrolled yet. Enrol it, and run this again.');
  if (identity.cloudUrl === cloud) return;
  throw new UsageError(
    `This bridge is enrolled with ${identity.cloudUrl}, but the configuration names ${cloud}. Enrol it there, and run this again. Nothing was changed.`,
  );
}

function install(configFile: string | undefined, print: boolean, console: Console): ExitCode {
  const { stdout } = console;
  const config = configOf(configFile);
  if (onWindows) return installOnWindows(resolve(configFile ?? ''), config, console);
  if (onMac) return installOnMac(resolve(configFile ?? ''), config, console);
  const command = ownCommand();
  const unit = serviceUnit({ command, configFile: resolve(configFile ?? ''), caFile: config.caFile });
  if (print) {
    stdout.write(unit);
    return exitCodes.ok;
  }
  requireEnrolment(config);
  const obstacle = serviceObstacle(command, config.stateDir);
  if (obstacle !== undefined) throw new UsageError(`${obstacle} Then run this again.`);
  const updater = updaterFor(config, command);
  const updates = updater.updates ? updateUnits(command, resolve(configFile ?? '')) : undefined;
  installService(unit, undefined, updates);
  stdout.write(
    `${serviceName} is installed and running. Its log: journalctl -u ${serviceName}${updater.says}\n`,
  );
  return exitCodes.ok;
}

function stateOfService() {
  if (onWindows) return taskState();
  return onMac ? daemonState() : serviceState();
}

function removeService(): boolean {
  if (onWindows) return uninstallTasks();
  return onMac ? uninstallDaemon() : uninstallService();
}

const updaterSays = {
  enabled: 'Releases are looked for every hour.',
  disabled: 'What looks for releases is switched off.',
  missing: 'Nothing looks for releases.',
} as const;

function status({ stdout }: Console): ExitCode {
  const { installed, active, enabled } = stateOfService();
  stdout.write(
    installed
      ? `${serviceName} is ${active}, ${enabled}. ${updaterSays[updaterState()]}\n`
      : `${serviceName} is not installed as a service.\n`,
  );
  return exitCodes.ok;
}

function uninstall({ stdout }: Console): ExitCode {
  const where = onWindows ? 'its folder' : onMac ? macFolder : serviceStateDir;
  stdout.write(
    removeService()
      ? `${serviceName} is stopped and removed. Its state is still in ${where}.\n`
      : `${serviceName} was not installed as a service.\n`,
  );
  return exitCodes.ok;
}

/** `service`: the bridge under systemd. */
export const serviceCommand: Command = {
  summary: 'run the bridge as a service: of systemd, a scheduled task on Windows, a daemon on macOS',
  help: `Usage: rollcall-bridge service install --config FILE [--print]
       rollcall-bridge service status
       rollcall-bridge service uninstall

Installs a systemd unit that runs the bridge as a user of its own, without access to the rest of the machine, and starts
it with the machine. On Windows a scheduled task does the same, as the account LOCAL SERVICE,
and on macOS a daemon of launchd, as the account that calls sudo. Under systemd a file bridge.env beside the configuration
gives it HTTPS_PROXY and the like. Uninstalling keeps state and configuration.

  -c, --config FILE   configuration (YAML or JSON); may stay readable for root alone
      --print         show the unit and change nothing
`,
  async run(args, console): Promise<ExitCode> {
    const { values, place } = readOptionsAndPlace(args, 'install, uninstall or status', {
      print: { type: 'boolean' },
    });
    switch (place) {
      case 'install':
        return install(values.config, values.print ?? false, console);
      case 'uninstall':
        return uninstall(console);
      case 'status':
        return status(console);
      default:
        throw new UsageError(`"service ${place}" does not exist; use install, uninstall or status.`);
    }
  },
};
