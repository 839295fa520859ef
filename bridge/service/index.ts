/**
 * Installing the bridge as a service of the machine.
 * Imports config/ and log/ at most.
 * @module
 */
export {
  accountOfSudo,
  daemonControl,
  daemonState,
  hasDaemon,
  installDaemon,
  installUpdater,
  macObstacle,
  uninstallDaemon,
} from './launchd.ts';
export { type Mac, macFolder, macLogFile, thisMac } from './mac.ts';
export { changeablePart, hiddenPart, ownCommand } from './program.ts';
export {
  hasSystemd,
  hasUnit,
  installService,
  installUpdateUnits,
  type ServiceControl,
  ServiceError,
  type Systemd,
  serviceState,
  systemdControl,
  thisSystemd,
  uninstallService,
} from './systemd.ts';
export { serviceName, serviceStateDir, serviceUnit } from './unit.ts';
export { updateUnits } from './update-units.ts';
export { type UpdaterState, updaterState } from './updater.ts';
export {
  hasTask,
  installTasks,
  installUpdateTask,
  isAdministrator,
  taskState,
  thisWindows,
  uninstallTasks,
  type Windows,
  windowsControl,
  windowsLogFile,
  windowsObstacle,
  writeEvent,
} from './windows.ts';
