/** Makes the block of options that answers a push terminal's handshake: stamps, zone, what to upload. @module */

import type { Serial } from '#shared/punch/serial.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/** Resume marks of a terminal, as it sent them, by table. */
export interface PushStamps {
  ATTLOG?: string;
  OPERLOG?: string;
  ATTPHOTO?: string;
}

/** What a terminal uploads unasked: punches, operations and users; no photos and no templates. */
export const attendanceTransFlag = 'TransData AttLog\tOpLog\tEnrollUser\tChgUser';

const textTransFlag = /^TransData( [A-Za-z]+)?(\t[A-Za-z]+)*$/;
const digitTransFlag = /^[01]{8,16}$/;

/** Whether a text can stand behind `TransFlag=`: the text form (begins with `TransData`) or 8 to 16 digits 0 and 1. */
export function isTransFlag(text: string): boolean {
  return textTransFlag.test(text) || digitTransFlag.test(text);
}

/** What the answer to a terminal's first request is made of. */
export interface HandshakeOptions {
  serial: Serial;
  stamps: PushStamps;
  /** Minutes by which the terminal's zone is ahead of UTC at the moment. */
  offsetMinutes: number;
  /** For firmware that reads an offset of exactly one hour as minutes. */
  oneHourInMinutes?: boolean;
  /** Replaces {@link attendanceTransFlag}; the digit form is for firmware that sends nothing with the text form. */
  transFlag?: string;
  /** How often the terminal asks for commands when nothing happens, 2 to 60. */
  delaySeconds?: number;
}

/**
 * The `TimeZone` option. Firmware reads small numbers as hours and large ones as minutes, and differs about where that
 * changes; minutes above 60 are safe under every source. An offset of exactly one hour is sent as 1.
 */
export function timeZoneOption(offsetMinutes: number, oneHourInMinutes = false): number {
  if (Math.abs(offsetMinutes) === 60 && !oneHourInMinutes) return Math.sign(offsetMinutes);
  return offsetMinutes;
}

/**
 * Minutes by which a zone is ahead of UTC at an instant.
 * @param zone - IANA name
 * @param epochMilliseconds - the instant
 */
export function offsetMinutesAt(zone: string, epochMilliseconds: number): number {
  return Math.round(zoneNamed(zone).offsetAt(Math.floor(epochMilliseconds / 1000)) / 60);
}

/**
 * The block of options that answers an attendance terminal's handshake. Both the old and the new names of the stamps
 * are sent; each line ends with LF, because terminals ignore one that does not.
 */
export function handshakeBlock(options: HandshakeOptions): string {
  const { serial, stamps, transFlag = attendanceTransFlag, delaySeconds = 10 } = options;
  const { ATTLOG = '0', OPERLOG = '0', ATTPHOTO = '0' } = stamps;
  return [
    `GET OPTION FROM: ${serial}`,
    `Stamp=${ATTLOG}`,
    `OpStamp=${OPERLOG}`,
    `PhotoStamp=${ATTPHOTO}`,
    `ATTLOGStamp=${ATTLOG}`,
    `OPERLOGStamp=${OPERLOG}`,
    `ATTPHOTOStamp=${ATTPHOTO}`,
    'ErrorDelay=30',
    `Delay=${delaySeconds}`,
    'TransTimes=00:00;14:00',
    'TransInterval=1',
    `TransFlag=${transFlag}`,
    `TimeZone=${timeZoneOption(options.offsetMinutes, options.oneHourInMinutes)}`,
    'Realtime=1',
    'Encrypt=0',
    'ServerVer=2.2.14 2020-06-23',
    'PushProtVer=2.2.14',
    'PushOptionsFlag=1',
    '',
  ].join('\n');
}
