/** Keeps in the state folder which releases the cloud has this bridge take, and what became of the last one. @module */

import {
  closeSync,
  existsSync,
  fchownSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AfterHours, ReleaseAddress, UpdateReport } from '#shared/contract/bridge-updates.ts';
import { replacePrivateFile } from './private-file.ts';

/** Which releases the cloud has a bridge take: never a folder of its machine, whatever the cloud says. */
const OrderedUpdates = z.object({ from: ReleaseAddress, afterHours: AfterHours });
export type OrderedUpdates = z.output<typeof OrderedUpdates>;

const LastUpdate = UpdateReport.shape.last.unwrap();
/** What became of the last release that was tried here. */
export type LastUpdate = z.output<typeof LastUpdate>;

const orderedFile = (stateDir: string): string => join(stateDir, 'ordered-updates.json');
const lastFile = (stateDir: string): string => join(stateDir, 'last-update.json');
const mostBytes = 64 * 1024;

/**
 * The content of a small file, if it fits. Root reads what the bridge has written and the other way round, so neither follows a
 * link, waits for a pipe or believes a form that it does not know.
 */
function contentOf<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  const about = lstatSync(file);
  if (!about.isFile() || about.size > mostBytes) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Which releases the cloud has this bridge take; `undefined` when none, or when the file is damaged: the cloud says it again. */
export function readOrderedUpdates(stateDir: string): OrderedUpdates | undefined {
  return contentOf(orderedFile(stateDir), OrderedUpdates);
}

/**
 * Keeps what the cloud says of releases with a heartbeat, for the updater and for the time without the cloud.
 * @param said - as it came; what is no order, such as a folder, counts as none
 * @returns what is new, `null` when the order was taken back; `undefined` when nothing has changed
 */
export function keepOrderedUpdates(stateDir: string, said: unknown): OrderedUpdates | null | undefined {
  const file = orderedFile(stateDir);
  const ordered = OrderedUpdates.safeParse(said).data;
  const known = readOrderedUpdates(stateDir);
  if (ordered === undefined) {
    if (!existsSync(file)) return undefined;
    rmSync(file);
    return null;
  }
  if (known?.from === ordered.from && known.afterHours === ordered.afterHours) return undefined;
  replacePrivateFile(file, `${JSON.stringify(ordered)}\n`);
  return ordered;
}

/** What became of the last release that was tried; `undefined` when none was. */
export function readLastUpdate(stateDir: string): LastUpdate | undefined {
  return contentOf(lastFile(stateDir), LastUpdate);
}

/**
 * Notes what became of a release, for the bridge to report. The updater is root and the folder the bridge's, so what lies there
 * is not written through, and the new file is given to the owner of the folder before it has its name.
 */
export function noteLastUpdate(stateDir: string, last: LastUpdate): void {
  const file = lastFile(stateDir);
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  const descriptor = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(last)}\n`);
    const { uid, gid } = statSync(stateDir);
    if (process.geteuid?.() === 0) fchownSync(descriptor, uid, gid);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
}

/** Forgets that a release could not be had: now it can. */
export function forgetFailedUpdate(stateDir: string): void {
  if (readLastUpdate(stateDir)?.result === 'failed') rmSync(lastFile(stateDir), { force: true });
}
