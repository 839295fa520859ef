/** Reads the path and the query of a push terminal's request. @module */

import { parseSerial, type Serial } from '#shared/punch/serial.ts';

/** Endpoints of the push protocol, as they stand in the path after `/iclock/`. */
export const iclockEndpoints = [
  'cdata',
  'getrequest',
  'devicecmd',
  'fdata',
  'ping',
  'exchange',
  'file',
  'registry',
  'push',
  'querydata',
  'rtdata',
  'event',
] as const;

/** One of the endpoints that the protocol names. */
export type IclockEndpoint = (typeof iclockEndpoints)[number];

/** A request of a terminal as a host received it. */
export interface IclockRequest {
  method: string;
  /** Path and query as they stood in the request line. */
  target: string;
  /** The body's bytes, whatever its Content-Type says. */
  body: Uint8Array;
  /** Address that the request came from, without a port. */
  address: string;
  /** Its `Content-Encoding`, if it has one. */
  contentEncoding?: string;
}

/** What a request's target says. */
export interface IclockTarget {
  /** `other` for a path that the protocol does not name. */
  endpoint: IclockEndpoint | 'other';
  /** The path as it came, at most 200 characters. */
  path: string;
  /** Query fields by lower-case name; of a repeated one the first. */
  query: ReadonlyMap<string, string>;
}

const longestTarget = 4_096;
const longestPath = 200;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A terminal that does not encode its percent signs means them as they stand.
    return text;
  }
}

/**
 * Reads path and query. Some firmware appends `.aspx` to every path, and the case of keys varies in the field. A plus
 * sign is itself, not a blank: terminals put ISO times into stamps. Terminals that are set to use a proxy write the whole
 * address in front of the path.
 * @returns `undefined` when the target is longer than any terminal's, or is not a path under `/iclock/`
 */
export function readTarget(target: string): IclockTarget | undefined {
  if (target.length > longestTarget) return undefined;
  const mark = target.indexOf('?');
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/^https?:\/\/[^/]*/i, '');
  const match = /^\/iclock\/([a-z]*)(?:\.aspx)?\/?$/i.exec(path);
  if (!/^\/iclock\//i.test(path)) return undefined;
  const name = match?.[1]?.toLowerCase();
  const endpoint = iclockEndpoints.find((known) => known === name) ?? 'other';
  return {
    endpoint,
    path: path.slice(0, longestPath),
    query: readQuery(mark < 0 ? '' : target.slice(mark + 1)),
  };
}

function readQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = decoded(equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    if (!query.has(key)) query.set(key, equals < 0 ? '' : decoded(part.slice(equals + 1)));
  }
  return query;
}

/** The serial number in a query; `undefined` when it is missing or has a form that no serial number has. */
export function serialOf(query: ReadonlyMap<string, string>): Serial | undefined {
  const serial = query.get('sn');
  return parseSerial(serial ?? '') ?? undefined;
}

/**
 * The stamp of an upload, to be echoed verbatim; `undefined` when it is missing or could break the block of options
 * that it will stand in.
 */
export function stampOf(query: ReadonlyMap<string, string>): string | undefined {
  const stamp = query.get('stamp') ?? query.get('opstamp') ?? query.get('photostamp');
  return stamp !== undefined && /^[\x21-\x7e]{1,40}$/.test(stamp) ? stamp : undefined;
}

/** What a terminal reports about itself with each poll (`INFO=fw,users,fps,attlogs,ip,…`, 5 to 13 fields). */
export interface PollInfo {
  firmware?: string;
  users?: number;
  /** Records in its attendance log. */
  records?: number;
}

/** Reads the INFO of a poll. Terminals send it now and then; counts can be negative and are left out then. */
export function readPollInfo(text: string): PollInfo {
  const [firmware = '', users = '', , records = ''] = text.split(',').map((field) => decoded(field.trim()));
  const count = (field: string) => (/^\d{1,9}$/.test(field) ? Number(field) : undefined);
  const userCount = count(users);
  const recordCount = count(records);
  return {
    ...(/^[\x20-\x7e]{1,64}$/.test(firmware) ? { firmware } : {}),
    ...(userCount === undefined ? {} : { users: userCount }),
    ...(recordCount === undefined ? {} : { records: recordCount }),
  };
}
