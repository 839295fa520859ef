/** Says whether this bridge takes releases by itself, and installs what looks for them where an earlier version did not. @module */

import type { BridgeConfig } from '#bridge/config/index.ts';
import {
  installUpdater,
  installUpdateTask,
  installUpdateUnits,
  ownCommand,
  type UpdaterState,
  updaterState,
  updateUnits,
} from '#bridge/service/index.ts';
import { canUpdateItself } from '#bridge/update/index.ts';
import type { Inability } from '#bridge/work/index.ts';
import { isOurService } from './machine-service.ts';
import { updaterFor } from './setup-service.ts';

/** Why this bridge takes no releases by itself, whoever orders that; `undefined` when it does. */
export function ownInability(
  updatable = canUpdateItself(),
  look: () => UpdaterState = updaterState,
): Inability | undefined {
  if (!updatable) return 'program';
  return look() === 'enabled' ? undefined : 'no-updater';
}

/** A way to install what looks for releases beside a service that is there. */
export interface UpdaterPlace {
  /** Whether this bridge, with this configuration, is a service here, and whoever asks may change services. */
  hasService(configFile: string): boolean;
  install(command: readonly string[], configFile: string): void;
}

function installOnMachine(command: readonly string[], configFile: string): void {
  if (process.platform === 'win32') installUpdateTask({ command, configFile });
  else if (process.platform === 'darwin') installUpdater({ command, configFile });
  else installUpdateUnits(updateUnits(command, configFile));
}

const placeOfMachine: UpdaterPlace = { hasService: isOurService, install: installOnMachine };

/**
 * Installs what looks for releases where the service was set up by a version that had none. Where somebody has switched it off,
 * that stays so.
 * @param configFile - absolute
 * @returns what has been done or is in the way, in a sentence; `undefined` when there is nothing to say
 * @throws ServiceError when the service manager refuses
 */
export function installMissingUpdater(
  config: Pick<BridgeConfig, 'updates'>,
  configFile: string,
  {
    command = ownCommand(),
    look = updaterState as () => UpdaterState,
    place = placeOfMachine,
    wanted = updaterFor(config, command),
  } = {},
): string | undefined {
  if (look() !== 'missing' || !place.hasService(configFile)) return undefined;
  if (!wanted.updates) return wanted.says === '' ? undefined : wanted.says.trim();
  place.install(command, configFile);
  return 'From now on this machine looks for releases every hour, and takes them when the configuration or the cloud says so.';
}
