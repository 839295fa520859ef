/** Reads the zone of a configuration: an IANA name, and for whatever else people write, what to write instead. @module */

import * as z from 'zod';
import { nearestSerials } from '#shared/punch/nearest-serials.ts';
import { isTimeZone, zoneNamed } from '#shared/time/zone.ts';

/** Named before others of the same offset, because more people live there, or because they keep no summer time. */
const knownZones = [
  ...[
    'Asia/Kolkata',
    'Asia/Shanghai',
    'Asia/Dubai',
    'Asia/Karachi',
    'Asia/Dhaka',
    'Asia/Jakarta',
    'Asia/Tokyo',
  ],
  ...[
    'Asia/Kathmandu',
    'Asia/Yangon',
    'Asia/Kabul',
    'Asia/Tehran',
    'Asia/Colombo',
    'Asia/Riyadh',
    'Asia/Manila',
  ],
  ...[
    'UTC',
    'Europe/London',
    'Europe/Berlin',
    'Europe/Athens',
    'Europe/Istanbul',
    'Africa/Lagos',
    'Africa/Nairobi',
  ],
  ...['Africa/Johannesburg', 'Africa/Cairo', 'America/Sao_Paulo', 'America/New_York', 'America/Chicago'],
  ...['America/Denver', 'America/Los_Angeles', 'America/Mexico_City', 'America/Bogota', 'America/Lima'],
  ...['America/Caracas', 'America/St_Johns', 'Australia/Sydney', 'Australia/Adelaide', 'Australia/Darwin'],
  ...['Australia/Perth', 'Pacific/Auckland', 'Pacific/Honolulu'],
] as const;

/** What people mean by abbreviations, which are the same in several countries. */
const abbreviations: Readonly<Record<string, string>> = {
  IST: 'Asia/Kolkata (India), Europe/Dublin (Ireland) or Asia/Jerusalem (Israel)',
  CST: 'Asia/Shanghai (China), America/Chicago (North America) or America/Havana (Cuba)',
  BST: 'Europe/London (British summer time) or Asia/Dhaka (Bangladesh)',
  AST: 'America/Halifax (Atlantic) or Asia/Riyadh (Arabia)',
  EST: 'America/New_York (North America) or Australia/Sydney',
  EDT: 'America/New_York',
  CDT: 'America/Chicago',
  MST: 'America/Denver, America/Phoenix (no summer time) or Asia/Kuala_Lumpur (Malaysia)',
  MDT: 'America/Denver',
  PST: 'America/Los_Angeles (North America) or Asia/Manila (Philippines)',
  PDT: 'America/Los_Angeles',
  GMT: 'UTC, or Europe/London (with summer time)',
  WET: 'Europe/Lisbon',
  CET: 'Europe/Berlin, Europe/Paris or another city there',
  CEST: 'Europe/Berlin, Europe/Paris or another city there',
  EET: 'Europe/Athens, Africa/Cairo or another city there',
  EEST: 'Europe/Athens or another city there',
  MSK: 'Europe/Moscow',
  GST: 'Asia/Dubai',
  PKT: 'Asia/Karachi',
  NPT: 'Asia/Kathmandu',
  SLT: 'Asia/Colombo',
  ICT: 'Asia/Bangkok',
  WIB: 'Asia/Jakarta',
  SGT: 'Asia/Singapore',
  MYT: 'Asia/Kuala_Lumpur',
  HKT: 'Asia/Hong_Kong',
  PHT: 'Asia/Manila',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  AEST: 'Australia/Brisbane, or Australia/Sydney (with summer time)',
  AEDT: 'Australia/Sydney',
  ACST: 'Australia/Darwin, or Australia/Adelaide (with summer time)',
  AWST: 'Australia/Perth',
  NZST: 'Pacific/Auckland',
  NZDT: 'Pacific/Auckland',
  WAT: 'Africa/Lagos',
  CAT: 'Africa/Harare',
  EAT: 'Africa/Nairobi',
  SAST: 'Africa/Johannesburg',
  BRT: 'America/Sao_Paulo',
  HST: 'Pacific/Honolulu',
};

/** A zone that has an offset from UTC at a moment; `null` when none has. @param seconds - ahead of UTC */
export function zoneOfOffset(seconds: number, epoch: number): string | null {
  const fits = (name: string) => zoneNamed(name).offsetAt(epoch) === seconds;
  return knownZones.find(fits) ?? Intl.supportedValuesOf('timeZone').find(fits) ?? null;
}

/** Mid-winter in the north: offsets that people write are those without summer time. */
const someWinter = Date.parse('2026-01-15T00:00:00Z') / 1000;

/** The seconds of `+05:30`, `GMT+8` or `UTC+0530`; `undefined` for another text. */
function offsetIn(text: string): number | undefined {
  const match = /^(?:(?:utc|gmt)\s*)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(text);
  if (!match) return undefined;
  const [, sign, hours, minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/** The name as the IANA database writes it, for a name in another case. */
function properCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower === 'utc') return 'UTC';
  const known = [...knownZones, ...Intl.supportedValuesOf('timeZone')].find(
    (name) => name.toLowerCase() === lower,
  );
  if (known !== undefined) return known;
  return text === lower || text === text.toUpperCase()
    ? lower.replace(/(^|[/_])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
    : text;
}

/** Why a text is no zone that a terminal can be said to keep, and what to write; `undefined` when it is one. */
function problemOf(text: string): string | undefined {
  const offset = offsetIn(text);
  if (offset !== undefined) {
    const example = zoneOfOffset(offset, someWinter);
    const such = example === null ? 'such as Europe/Berlin; no zone has this offset' : `such as ${example}`;
    return `is an offset, not a zone: write the IANA name of the place, ${such}`;
  }
  const meant = abbreviations[text.toUpperCase()];
  if (meant !== undefined) return `is an abbreviation, which means several zones: write ${meant}`;
  if (isTimeZone(text) && (text.includes('/') || text.toLowerCase() === 'utc')) return undefined;
  const wanted = 'must be a time zone of the IANA database, such as';
  if (isTimeZone(text)) {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return `${wanted} ${timeZone.includes('/') ? timeZone : 'Europe/Berlin'}; "${text}" is an old name for several places`;
  }
  const names = [...knownZones, ...Intl.supportedValuesOf('timeZone')];
  const near = nearestSerials(text, names, 2)[0] ?? names.find((name) => isNear(text, name));
  return near === undefined ? `${wanted} Europe/Berlin` : `${wanted} ${near}`;
}

/** Whether a name has the other's place, or begins like it: what somebody writes who remembers the place only. */
function isNear(text: string, name: string): boolean {
  const place = (full: string) => (full.split('/').at(-1) ?? '').toLowerCase().replace(/[^a-z]/g, '');
  return place(text) === place(name) || name.toLowerCase().startsWith(text.toLowerCase().slice(0, -1));
}

/** The zone of a clock: an IANA name of a place, or UTC; in whatever case it is written. */
export const ZoneName = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const message = problemOf(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message, input: text });
  })
  .transform(properCase);
