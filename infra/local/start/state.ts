/** Keeps what one machine remembers between starts: the administrator's key, the zone, the sample's first date. @module */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LocalDateField, ZoneField } from '#shared/contract/fields.ts';
import { replacePrivateFile } from '../replace-private-file.ts';
import { StartFailure } from '../start-failure.ts';

/** What one machine remembers between starts, besides the data of the cloud and the bridge. */
const LocalState = z.strictObject({
  /** API key of the first administrator. The cloud keeps only its hash. */
  adminKey: z.string(),
  zone: ZoneField,
  /** First date of the sample; absent where a file of punches was given first. */
  sampleFrom: LocalDateField.optional(),
  /** Present until the first settings are saved: the start that was to do it may have been stopped. */
  settingsDue: z.literal(true).optional(),
});
export type LocalState = z.output<typeof LocalState>;

/** The file that holds it. */
export const stateFileOf = (dataDir: string) => join(dataDir, 'local.json');

/**
 * What an earlier start left behind; `null` at the first one.
 * @throws StartFailure when the file is damaged
 */
export function readLocalState(dataDir: string): LocalState | null {
  const file = stateFileOf(dataDir);
  if (!existsSync(file)) return null;
  try {
    return LocalState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new StartFailure(`${file} is damaged. Remove the folder ${dataDir} to start afresh.`, {
      cause: error,
    });
  }
}

/** Writes the state to a file that only its owner can read, because it holds a key. */
export function keepLocalState(dataDir: string, state: LocalState): void {
  replacePrivateFile(stateFileOf(dataDir), `${JSON.stringify(state, null, 2)}\n`);
}
