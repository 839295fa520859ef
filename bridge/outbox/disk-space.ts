/** Measures the room on the outbox's disk, recognises a write that failed for lack of it, and holds a reserve. @module */

import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { shareWithFolderOwner } from '#bridge/config/index.ts';

/** The room of a disk at one moment. */
export interface Room {
  /** Bytes that this program may still write. */
  freeBytes: number;
  /** Bytes of the whole disk. */
  totalBytes: number;
}

/** Asks a disk for its room. */
export type MeasureRoom = (folder: string) => Room;

/** What the file system says of the disk that a folder lies on. */
export const measuredRoom: MeasureRoom = (folder) => {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
};

/** A full disk, with where and how much is left, for people. */
export interface FullDisk {
  path: string;
  freeBytes: number;
}

/** The sentence about a full disk. */
export function diskFullSentence({ path, freeBytes }: FullDisk): string {
  return (
    `The disk is full: ${path} has ${freeBytes} bytes free. Terminals are not read until there is room; what waits is ` +
    'still sent to the cloud, which makes room, and nothing is dropped. Delete other files on this disk, or enlarge it.'
  );
}

/** SQLITE_FULL: the disk has no room. */
const fullCode = 13;
/** SQLITE_IOERR and SQLITE_CANTOPEN: among other causes, a quota, or no room for a file beside the database. */
const doubtfulCodes: readonly number[] = [10, 14];
const noRoomErrors: readonly unknown[] = ['ENOSPC', 'EDQUOT'];
const triedBytes = 16 * 1024;

/**
 * Whether a write failed because the disk, or this user's share of it, is full.
 * @param folder - the state folder; where SQLite's code leaves it open, a small file is tried there. Without it, such
 *   a failure counts as another one
 */
export function isDiskFull(error: unknown, folder?: string): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && noRoomErrors.includes(error.code)) return true;
  if (!('errcode' in error)) return error.cause !== undefined && isDiskFull(error.cause, folder);
  const code = Number(error.errcode) & 0xff;
  return code === fullCode || (folder !== undefined && doubtfulCodes.includes(code) && !takesFile(folder));
}

/** Whether a small file can be written; what keeps it from being written for another reason is not a full disk. */
function takesFile(folder: string): boolean {
  const file = join(folder, 'room.try');
  try {
    writeWhole(file, triedBytes);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && noRoomErrors.includes(error.code));
  } finally {
    rmSync(file, { force: true });
  }
}

/** Writes real bytes: a hole would reserve nothing. */
function writeWhole(file: string, bytes: number): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    const block = Buffer.alloc(Math.min(bytes, 64 * 1024), 0x52);
    for (let at = 0; at < bytes; ) at += writeSync(descriptor, block, 0, Math.min(block.length, bytes - at));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const smallestReserve = 192 * 1024;
const largestReserve = 4 * 1024 * 1024;
/** The reserve's share of a small disk. */
const reserveShare = 0.1;
/** Room for one transaction of a read beside the reserve, before reading begins again. */
const roomToBeginBytes = 1024 * 1024;

/**
 * Room that is held on the disk, as a file of its own, so that sending can always write what it must: acknowledging a
 * batch makes room, but needs a little first. Released while the disk is full, taken again when there is room.
 */
export class Reserve {
  readonly #folder: string;
  readonly #file: string;
  readonly #measure: MeasureRoom;
  /** Bytes that are held. */
  readonly bytes: number;
  readonly #totalBytes: number;

  constructor(folder: string, measure: MeasureRoom) {
    this.#folder = folder;
    this.#file = join(folder, 'outbox.reserve');
    this.#measure = measure;
    this.#totalBytes = measure(folder).totalBytes;
    const share = Math.floor(this.#totalBytes * reserveShare);
    this.bytes = Math.min(largestReserve, Math.max(smallestReserve, share));
  }

  /** Bytes that may still be written beside the reserve. */
  get freeBytes(): number {
    return this.#measure(this.#folder).freeBytes;
  }

  /** The disk, as it is reported when it is full. */
  get disk(): FullDisk {
    return { path: this.#folder, freeBytes: this.freeBytes };
  }

  get isHeld(): boolean {
    return existsSync(this.#file) && statSync(this.#file).size >= this.bytes;
  }

  /** Whether this much can be written, and as much again as the database's log needs, beside the reserve. */
  allows(bytes: number): boolean {
    return this.freeBytes >= 2 * bytes + this.bytes / 2;
  }

  /** Whether there is room enough to read again, the reserve included. */
  get mayBegin(): boolean {
    const missing = this.isHeld ? 0 : this.bytes;
    return this.freeBytes >= missing + Math.min(roomToBeginBytes, this.#totalBytes / 3);
  }

  /** Takes the reserve. @returns false when there is no room for it */
  hold(): boolean {
    if (this.isHeld) return true;
    if (this.freeBytes < this.bytes) return false;
    try {
      writeWhole(this.#file, this.bytes);
      shareWithFolderOwner(this.#file);
      return true;
    } catch (error) {
      rmSync(this.#file, { force: true });
      if (isDiskFull(error, this.#folder)) return false;
      throw error;
    }
  }

  /** Gives the reserve to whoever writes next: to the acknowledgements, one hopes. */
  release(): void {
    rmSync(this.#file, { force: true });
  }
}
