/** Recognises records that hold nothing: all their bytes are zero, or all are those of erased memory. @module */

import type { TerminalRecord } from './punch.ts';

/** Base64 of bytes that are all 0x00, or all 0xFF. */
const blankBytes = /^(?:A+={0,2}|\/+(?:w==|8=)?)$/;

/** Whether a record names neither a user nor a time, so that nothing but its place tells it from others like it. */
export function namesNothing({ pin, time }: Pick<TerminalRecord, 'pin' | 'time'>): boolean {
  return pin === '' && time === '';
}

/** Whether a record holds nothing: it names nobody and no time, and its bytes are all zero or all 0xFF. */
export function isBlankRecord({ pin, time, raw }: TerminalRecord): boolean {
  return raw !== undefined && pin === '' && time === '' && blankBytes.test(raw);
}
