/** Stops the service of this machine for as long as `setup` needs the state folder for itself. @module */

import { isHeld } from '#bridge/config/index.ts';
import type { ServiceControl } from '#bridge/service/index.ts';
import { isOurService, serviceOfMachine } from './machine-service.ts';

/** The service that may be stopped; `undefined` when there is none, or somebody else may. */
export type PausableService = Pick<ServiceControl, 'stop' | 'start'> | undefined;

/** The service of this machine, where it runs this configuration and whoever asks may stop it. */
export function pausableService(configFile: string): PausableService {
  return isOurService(configFile) ? serviceOfMachine() : undefined;
}

/**
 * Does something while the service does not run.
 * @param job - must start it when all is well; when it throws, it is started here
 * @throws whatever the job throws; ServiceError when the service manager refuses
 */
export async function whilePaused<T>(service: PausableService, job: () => Promise<T>): Promise<T> {
  if (service === undefined) return await job();
  service.stop();
  try {
    return await job();
  } catch (error) {
    service.start();
    throw error;
  }
}

/** Whether a bridge is at work that is not the service, so that nobody here can stop it. */
export const isHeldByOthers = (stateDir: string, service: PausableService): boolean =>
  service === undefined && isHeld(stateDir);
