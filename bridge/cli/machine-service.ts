/** Finds the service of this machine that runs a configuration. @module */

import {
  daemonControl,
  hasDaemon,
  hasTask,
  hasUnit,
  isAdministrator,
  type ServiceControl,
  systemdControl,
  windowsControl,
} from '#bridge/service/index.ts';

const isRoot = () => process.geteuid?.() === 0;

/** Whether a configuration is that of the service of this machine, and whoever asks may change services. @param configFile - absolute */
export function isOurService(configFile: string): boolean {
  if (process.platform === 'win32') return isAdministrator() && hasTask();
  return isRoot() && (process.platform === 'darwin' ? hasDaemon(configFile) : hasUnit(configFile));
}

/** Stops and starts the service of this machine. @throws ServiceError where there is no service manager */
export function serviceOfMachine(): ServiceControl {
  if (process.platform === 'win32') return windowsControl();
  return process.platform === 'darwin' ? daemonControl() : systemdControl();
}
