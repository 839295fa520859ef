/** Keeps UDP frames by index until an answer is complete, in a temporary file beyond a few pages of memory. @module */

import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const pageBytes = 65_536;
/** Full pages that stay in memory; what comes beyond them goes to a temporary file. */
const pagesInMemory = 16;

interface Place {
  page: number;
  at: number;
  bytes: number;
}

/**
 * Frames of an answer by their index. They are kept in pages, of which only the first few are held in memory: datagrams
 * cannot be made to wait, and what follows a lost one must be kept until it has come again.
 */
export class FrameShelf {
  readonly #places = new Map<number, Place>();
  readonly #firstPageBytes: number;
  /** Pages in memory; `undefined` for those in the file. */
  readonly #pages: (Buffer | undefined)[] = [];
  #filledBytes = 0;
  #file: number | undefined;
  #mayUseFile: boolean;
  readonly #shown = { page: -1, bytes: Buffer.alloc(0) };

  /**
   * @param expectedBytes - of all frames together, where that is known
   * @param mayUseFile - whether what memory should not hold goes to a file; then it must be closed
   */
  constructor(expectedBytes = pageBytes, mayUseFile = false) {
    this.#firstPageBytes = Math.min(pageBytes, Math.max(1, expectedBytes));
    this.#mayUseFile = mayUseFile;
  }

  /** Frames that are kept. */
  get size(): number {
    return this.#places.size;
  }

  /** The indexes that are kept, in order of arrival. */
  indexes(): number[] {
    return [...this.#places.keys()];
  }

  /** Length of a frame; 0 when it is not kept. */
  bytesOf(index: number): number {
    return this.#places.get(index)?.bytes ?? 0;
  }

  /** Keeps a frame; the caller's bytes are copied. */
  put(index: number, data: Buffer): void {
    let page = this.#pages.at(-1);
    if (page === undefined || this.#filledBytes + data.length > page.length) {
      page = Buffer.allocUnsafeSlow(
        Math.max(data.length, this.#pages.length === 0 ? this.#firstPageBytes : pageBytes),
      );
      this.#pages.push(page);
      this.#filledBytes = 0;
      this.#makeRoom();
    }
    data.copy(page, this.#filledBytes);
    this.#places.set(index, { page: this.#pages.length - 1, at: this.#filledBytes, bytes: data.length });
    this.#filledBytes += data.length;
  }

  /** A frame's bytes, valid until the next call; `undefined` when it is not kept. */
  get(index: number): Buffer | undefined {
    const place = this.#places.get(index);
    if (place === undefined) return undefined;
    return this.#page(place.page).subarray(place.at, place.at + place.bytes);
  }

  delete(index: number): void {
    this.#places.delete(index);
  }

  clear(): void {
    this.#places.clear();
  }

  /** Closes the temporary file. Nothing can be read afterwards. */
  close(): void {
    this.clear();
    this.#pages.length = 0;
    this.#shown.bytes = Buffer.alloc(0);
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#mayUseFile = false;
  }

  #page(number: number): Buffer {
    const inMemory = this.#pages[number];
    if (inMemory !== undefined) return inMemory;
    if (this.#shown.page === number) return this.#shown.bytes;
    if (this.#file === undefined) throw new Error(`page ${number} of a closed shelf`);
    if (this.#shown.bytes.length === 0) this.#shown.bytes = Buffer.alloc(pageBytes);
    readSync(this.#file, this.#shown.bytes, 0, pageBytes, number * pageBytes);
    this.#shown.page = number;
    return this.#shown.bytes;
  }

  /** Puts the page before the one being filled into the file. Where there is no room for a file it stays. */
  #makeRoom(): void {
    const number = this.#pages.length - 2;
    const page = this.#pages[number];
    if (number < pagesInMemory || page?.length !== pageBytes || !this.#mayUseFile) return;
    try {
      this.#file ??= temporaryFile();
      writeSync(this.#file, page, 0, pageBytes, number * pageBytes);
      this.#pages[number] = undefined;
    } catch {
      this.#mayUseFile = false;
    }
  }
}

/** A file that only this process can read, and that is gone with it. */
function temporaryFile(): number {
  const path = join(tmpdir(), `rollcall-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  try {
    unlinkSync(path);
  } catch {
    // Some systems do not remove the name of an open file; nobody else can read its bytes all the same.
  }
  return file;
}
