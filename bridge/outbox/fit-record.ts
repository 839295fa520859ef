/** Cuts a record to the contract's field limits, so that a single bad record cannot block its batch. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';

const limits = { pin: 64, time: 32, workCode: 32, raw: 1024 } as const;

function isByte(value: number, largest: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= largest;
}

function fits(record: TerminalRecord): boolean {
  return (
    record.pin.length <= limits.pin &&
    record.time.length <= limits.time &&
    record.workCode.length <= limits.workCode &&
    (record.raw?.length ?? 0) <= limits.raw &&
    isByte(record.status, 255) &&
    isByte(record.verify, 65_535)
  );
}

function numberWithin(value: number, largest: number): number {
  return Number.isInteger(value) ? Math.min(Math.max(value, 0), largest) : 0;
}

/**
 * Makes a record fit the contract's field limits. One that does not fit would be refused for ever and block its batch;
 * cut to fit, with the original in `raw`, it reaches the cloud's quarantine.
 * @returns the record itself when it fits
 */
export function fitRecord(record: TerminalRecord): TerminalRecord {
  if (fits(record)) return record;
  const whole = Buffer.from(JSON.stringify(record)).toString('base64');
  return {
    pin: record.pin.slice(0, limits.pin),
    time: record.time.slice(0, limits.time),
    status: numberWithin(record.status, 255),
    verify: numberWithin(record.verify, 65_535),
    workCode: record.workCode.slice(0, limits.workCode),
    raw: (record.raw ?? whole).slice(0, limits.raw),
  };
}
