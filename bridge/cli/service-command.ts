/** `rollcall-bridge service` installs, shows and removes the bridge as a systemd service. @module */

import { resolve } from 'node:path';
import { readIdentity } from '#bridge/outbox/index.ts';
import {
  installService,
  ownCommand,
  serviceName,
  serviceState,
  serviceStateDir,
  serviceUnit,
  uninstallService,
  updateUnits,
} from '#bridge/service/index.ts';
import type { Command, Console } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { configOf, readOptionsAndPlace } from './options.ts';
import { serviceObstacle } from './setup-service.ts';

function install(configFile: string | undefined, print: boolean, { stdout }: Console): ExitCode {
  const config = configOf(configFile);
  const command = ownCommand();
  const unit = serviceUnit({ command, configFile: resolve(configFile ?? ''), caFile: config.caFile });
  if (print) {
    stdout.write(unit);
    return exitCodes.ok;
  }
  const obstacle = serviceObstacle(command, config.stateDir);
  if (obstacle !== undefined) throw new UsageError(`${obstacle} Then run this again.`);
  if (readIdentity(config.stateDir) === null) {
    throw new UsageError('This bridge is not enrolled yet. Enrol it, and run this again.');
  }
  installService(unit, undefined, config.updates && updateUnits(command, resolve(configFile ?? '')));
  stdout.write(`${serviceName} is installed and running. Its log: journalctl -u ${serviceName}\n`);
  return exitCodes.ok;
}

function status({ stdout }: Console): ExitCode {
  const { installed, active, enabled } = serviceState();
  stdout.write(
    installed
      ? `${serviceName} is ${active}, ${enabled}.\n`
      : `${serviceName} is not installed as a service.\n`,
  );
  return exitCodes.ok;
}

function uninstall({ stdout }: Console): ExitCode {
  stdout.write(
    uninstallService()
      ? `${serviceName} is stopped and removed. Its state is still in ${serviceStateDir}.\n`
      : `${serviceName} was not installed as a service.\n`,
  );
  return exitCodes.ok;
}

/** `service`: the bridge under systemd. */
export const serviceCommand: Command = {
  summary: 'run the bridge as a hardened systemd service',
  help: `Usage: rollcall-bridge service install --config FILE [--print]
       rollcall-bridge service status
       rollcall-bridge service uninstall

Installs a systemd unit that runs the bridge as a user of its own, without access to the rest of the machine, and starts
it with the machine. A file bridge.env beside the configuration gives it HTTPS_PROXY and the like. Uninstalling keeps state and configuration.

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
