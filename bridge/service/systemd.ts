/** Installs, removes and queries the bridge's systemd service through systemctl. @module */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restOfLine, serviceName } from './unit.ts';
import { type UpdateUnits, updaterName } from './update-units.ts';

/** The service manager did not do what it was asked to do, or is missing. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
}

/** Where systemd is on a machine. */
export interface Systemd {
  /** The program that controls it. */
  systemctl: string;
  /** Folder of the units that an administrator adds. */
  unitFolder: string;
  /** A folder that exists only where systemd runs the machine (sd_booted). */
  bootMark: string;
}

/** The systemd of this machine. */
export const thisSystemd: Systemd = {
  systemctl: 'systemctl',
  unitFolder: '/etc/systemd/system',
  bootMark: '/run/systemd/system',
};

/** The state of the service, in systemd's words. */
export interface ServiceState {
  installed: boolean;
  /** `active`, `inactive`, `failed`, … */
  active: string;
  /** `enabled`, `disabled`, … */
  enabled: string;
}

function unitFile({ unitFolder }: Systemd): string {
  return join(unitFolder, `${serviceName}.service`);
}

/** Whether systemd runs this machine. */
export function hasSystemd({ bootMark }: Systemd = thisSystemd): boolean {
  return existsSync(bootMark);
}

function requireSystemd(systemd: Systemd): void {
  if (hasSystemd(systemd)) return;
  throw new ServiceError(
    'This machine does not use systemd. Have its service manager keep "rollcall-bridge run --config FILE" running, ' +
      'as a user of its own; --print shows what systemd would do.',
  );
}

function ask({ systemctl }: Systemd, ...args: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr, error } = spawnSync(systemctl, args, { encoding: 'utf8' });
  if (error) throw new ServiceError(`${systemctl} cannot be run: ${error.message}`);
  return { status, text: (stdout.trim() || stderr.trim()).split('\n')[0] ?? '' };
}

function order(systemd: Systemd, ...args: string[]): void {
  const { status, text } = ask(systemd, ...args);
  if (status !== 0) throw new ServiceError(`systemctl ${args.join(' ')}: ${text}`);
}

function writeUnit(file: string, unit: string): void {
  try {
    writeFileSync(file, unit, { mode: 0o644 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError(`${file} cannot be written (${reason}). Run this as root.`, { cause: error });
  }
}

function removeUnit(file: string): void {
  try {
    rmSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError(`${file} cannot be removed (${reason}). Run this as root.`, { cause: error });
  }
}

/** Files of the units that look for releases. */
function updateFiles({ unitFolder }: Systemd): { service: string; timer: string } {
  return {
    service: join(unitFolder, `${updaterName}.service`),
    timer: join(unitFolder, `${updaterName}.timer`),
  };
}

function writeUpdates(updates: UpdateUnits, systemd: Systemd): void {
  const files = updateFiles(systemd);
  writeUnit(files.service, updates.service);
  writeUnit(files.timer, updates.timer);
}

function removeUpdates(systemd: Systemd): void {
  const { service, timer } = updateFiles(systemd);
  if (!existsSync(timer)) return;
  order(systemd, 'disable', '--now', `${updaterName}.timer`);
  removeUnit(timer);
  removeUnit(service);
}

/**
 * Installs the service, starts it, and has it start with the machine. Installing again replaces the unit.
 * @param updates - what looks for releases; without it nothing does, also where it did before
 * @throws ServiceError without systemd, without the necessary rights, or when systemd refuses
 */
export function installService(unit: string, systemd: Systemd = thisSystemd, updates?: UpdateUnits): void {
  requireSystemd(systemd);
  writeUnit(unitFile(systemd), unit);
  if (updates) writeUpdates(updates, systemd);
  else removeUpdates(systemd);
  order(systemd, 'daemon-reload');
  order(systemd, 'enable', serviceName);
  order(systemd, 'restart', serviceName);
  if (updates) order(systemd, 'enable', '--now', `${updaterName}.timer`);
}

/** Whether a configuration is that of the service which is installed here. */
export function hasUnit(configFile: string, systemd: Systemd = thisSystemd): boolean {
  const file = unitFile(systemd);
  if (!hasSystemd(systemd) || !existsSync(file)) return false;
  return readFileSync(file, 'utf8').includes(`:${restOfLine(configFile)}\n`);
}

/** Installs what looks for releases beside a service that is there. @throws ServiceError as {@link installService} */
export function installUpdateUnits(updates: UpdateUnits, systemd: Systemd = thisSystemd): void {
  requireSystemd(systemd);
  writeUpdates(updates, systemd);
  order(systemd, 'daemon-reload');
  order(systemd, 'enable', '--now', `${updaterName}.timer`);
}

/**
 * Stops the service and removes it. State and configuration stay.
 * @returns false when it was not installed
 * @throws ServiceError as {@link installService}
 */
export function uninstallService(systemd: Systemd = thisSystemd): boolean {
  requireSystemd(systemd);
  if (!existsSync(unitFile(systemd))) return false;
  order(systemd, 'disable', '--now', serviceName);
  removeUnit(unitFile(systemd));
  removeUpdates(systemd);
  order(systemd, 'daemon-reload');
  return true;
}

/** Stops and starts the service where it is installed. */
export interface ServiceControl {
  /** @throws ServiceError when the service manager refuses */
  stop(): void;
  /** @throws ServiceError as {@link stop} */
  start(): void;
  isRunning(): boolean;
}

/** The service under systemd. @throws ServiceError without systemd */
export function systemdControl(systemd: Systemd = thisSystemd): ServiceControl {
  requireSystemd(systemd);
  return {
    stop: () => order(systemd, 'stop', serviceName),
    start: () => order(systemd, 'start', serviceName),
    isRunning: () => ask(systemd, 'is-active', serviceName).text === 'active',
  };
}

/** The state of the service. @throws ServiceError without systemd */
export function serviceState(systemd: Systemd = thisSystemd): ServiceState {
  requireSystemd(systemd);
  return {
    installed: existsSync(unitFile(systemd)),
    active: ask(systemd, 'is-active', serviceName).text,
    enabled: ask(systemd, 'is-enabled', serviceName).text,
  };
}
