/** Writes the punches of a probe to a file or the standard output, batch by batch, as NDJSON. @module */

import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { fileTrouble } from '#shared/file-trouble.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { writePunchLine } from '#shared/punch/punch-ndjson.ts';
import type { Console } from './command.ts';
import { UsageError } from './failures.ts';

/** Where the punches of a probe go. */
export interface PunchOutput {
  write(serial: string, records: readonly TerminalRecord[]): void;
  /** Removes what was written, where that is possible, because the rows have proved to be wrong. */
  discard(): void;
  close(): void;
}

/**
 * Opens the place where punches are written as NDJSON, batch by batch, so that a long log needs no memory.
 * @param file - `-` for the standard output; `undefined` for nowhere
 * @throws UsageError when the file cannot be opened; its `write` does when the disk is full
 */
export function openPunchOutput(file: string | undefined, stdout: Console['stdout']): PunchOutput {
  if (file === undefined) return { write() {}, discard() {}, close() {} };
  const textOf = (serial: string, records: readonly TerminalRecord[]) =>
    records.map((record) => `${writePunchLine({ serial, ...record })}\n`).join('');
  if (file === '-') {
    return {
      write: (serial, records) => void stdout.write(textOf(serial, records)),
      discard() {},
      close() {},
    };
  }
  const descriptor = openForWriting(file);
  return {
    write(serial, records) {
      const bytes = Buffer.from(textOf(serial, records));
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      } catch (error) {
        throw cannotWrite(file, error);
      }
    },
    discard: () => ftruncateSync(descriptor, 0),
    close: () => closeSync(descriptor),
  };
}

function openForWriting(file: string): number {
  try {
    return openSync(file, 'w', 0o600);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): UsageError {
  return new UsageError(`--punches ${file}: cannot be written (${fileTrouble(error)})`);
}
