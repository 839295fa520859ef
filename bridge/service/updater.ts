/** Finds out whether something on this machine looks for releases, by looking at files: the bridge has no rights for more. @module */

import { lstatSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { thisMac } from './mac.ts';
import { thisSystemd } from './systemd.ts';
import { updateTask } from './task.ts';
import { updaterName } from './update-units.ts';

/** `disabled`: it is installed, and somebody has switched it off. */
export type UpdaterState = 'enabled' | 'disabled' | 'missing';

/** Where a kind of machine keeps what looks for releases. */
export interface UpdaterFiles {
  /** There when it is installed. */
  installed: string;
  /** There when it is also started; absent where that is the same. */
  enabled?: string;
}

/** Those of this machine. */
export function updaterFiles(
  platform: NodeJS.Platform = process.platform,
  { SystemRoot = 'C:\\Windows' }: NodeJS.ProcessEnv = process.env,
  unitFolder: string = thisSystemd.unitFolder,
): UpdaterFiles {
  if (platform === 'win32')
    return { installed: win32.join(SystemRoot, 'System32', 'Tasks', 'Rollcall', updateTask) };
  if (platform === 'darwin') return { installed: join(thisMac.daemons, `${updaterName}.plist`) };
  const timer = `${updaterName}.timer`;
  return {
    installed: join(unitFolder, timer),
    // What `systemctl enable` makes of "WantedBy=timers.target".
    enabled: join(unitFolder, 'timers.target.wants', timer),
  };
}

/** Whether there is something; what may not be looked at is there. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOTDIR');
  }
}

/** Whether something looks for releases here. */
export function updaterState({ installed, enabled }: UpdaterFiles = updaterFiles()): UpdaterState {
  if (!isThere(installed)) return 'missing';
  return enabled === undefined || isThere(enabled) ? 'enabled' : 'disabled';
}
