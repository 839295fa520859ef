/** Keeps the terminals that a search of the network has found, in found.json of the state folder. @module */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { InstantField, Serial } from '#shared/contract/fields.ts';
import { replacePrivateFile } from './private-file.ts';

/** A terminal as a search has found it. */
const FoundOnce = z.strictObject({
  /** Absent when it did not say. */
  serial: Serial.optional(),
  host: z.string().min(1).max(180),
  port: z.number().int().min(1).max(65_535),
  model: z.string().max(100).optional(),
  /** When the search found it. */
  lastSeenAt: InstantField,
});
export type FoundOnce = z.output<typeof FoundOnce>;

const fileName = 'found.json';

/** What the last search has found; nothing when there was none, or when its file is damaged: another search finds it again. */
export function readFound(stateDir: string): FoundOnce[] {
  const file = join(stateDir, fileName);
  if (!existsSync(file)) return [];
  try {
    return z.array(FoundOnce).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

/** Keeps what a search has found, in place of what the one before found. */
export function writeFound(stateDir: string, found: readonly FoundOnce[]): void {
  replacePrivateFile(join(stateDir, fileName), `${JSON.stringify(found, undefined, 2)}\n`);
}
