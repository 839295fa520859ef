/** Finds Debian's libfaketime, and makes the environment of a process that runs under a set clock. @module */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SetClock } from './clocks.ts';

/** libfaketime is not on this machine. The message says how to install it. */
export class FaketimeMissing extends Error {
  override readonly name = 'FaketimeMissing';
}

/**
 * The library's file, in the folder of whichever processor this machine has.
 * @param file - where it is, when it is not where Debian puts it
 * @throws FaketimeMissing
 */
export function findFaketime(file?: string): string {
  const places =
    file === undefined
      ? readdirSync('/usr/lib', { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => join('/usr/lib', name, 'faketime/libfaketime.so.1'))
      : [file];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new FaketimeMissing(
    `The tests run under set clocks with libfaketime, which is not at ${file ?? '/usr/lib/*/faketime/libfaketime.so.1'}. ` +
      'On Debian and Ubuntu, install it with: apt-get install libfaketime',
  );
}

/**
 * Environment of a process whose clock begins at a moment. The shift is passed on, not the moment, because each
 * child process would begin at that moment again. The monotonic clock stays as it is, so timers wait for as long as they say.
 * @param library - file of {@link findFaketime}
 * @param now - epoch milliseconds of this machine
 */
export function underClock({ begins }: SetClock, library: string, now: number): Record<string, string> {
  const shiftSeconds = Math.round((Date.parse(begins) - now) / 1_000);
  return {
    LD_PRELOAD: library,
    FAKETIME: `${shiftSeconds < 0 ? '' : '+'}${shiftSeconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
