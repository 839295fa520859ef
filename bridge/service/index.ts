/**
 * Installing the bridge as a service of the machine.
 * Imports config/ and log/ at most.
 * @module
 */
export { hiddenPart, ownCommand } from './program.ts';
export { installService, ServiceError, serviceState, uninstallService } from './systemd.ts';
export { serviceName, serviceStateDir, serviceUnit } from './unit.ts';
