/** Reads a server's reply as literally as push firmware does, and names what would lead a terminal astray. @module */

import type { RawReply } from './raw-http.ts';

const longestLine = 2047;

/** Reads digits as C `atoi` does: `+05:30` is 5, `None` is 0, `2011-04-05` is 2011. */
export function atoi(text: string): number {
  return Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0);
}

/** Whether the terminal takes a reply for success: ` 200 ` in the status line, the letters OK in the body. */
export function isSuccess({ head, body }: RawReply): boolean {
  return statusLineOf(head).includes(' 200 ') && body.includes('OK');
}

/** The first line of a reply. */
export function statusLineOf(head: string): string {
  return head.slice(0, head.indexOf('\r\n') < 0 ? undefined : head.indexOf('\r\n'));
}

/** Lines that LF or CR ends; what follows the last one is ignored, and long ones are cut. */
export function terminatedLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  lines.pop();
  return lines.map((line) => line.slice(0, longestLine));
}

/**
 * Options in the answer to a handshake.
 * @returns `undefined` when the handshake failed
 */
export function handshakeOptions({ head, body }: RawReply): Map<string, string> | undefined {
  if (!statusLineOf(head).includes(' 200 ')) return undefined;
  const text = body.toString('latin1');
  const lines = terminatedLines(text);
  if (text === 'OK' || /^(UN|RETRY)/m.test(text) || lines.length === 0) return undefined;
  const options = new Map<string, string>();
  for (const line of lines) {
    const equals = line.indexOf('=');
    if (equals > 0) options.set(line.slice(0, equals), line.slice(equals + 1));
  }
  return options;
}

/**
 * The moment to which a reply sets the terminal's clock: only with the literal strings `text/plain` and `Date:`.
 * @returns epoch milliseconds, or `undefined` when the clock is left alone
 */
export function clockSetting({ head }: RawReply): number | undefined {
  if (!head.includes('text/plain')) return undefined;
  const date = /Date: ([^\r\n]*)/.exec(head)?.[1];
  const moment = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(moment) ? undefined : moment;
}

/**
 * What `TimeZone=v` means: hours or minutes, by size. Old firmware draws the line at 25; the specification leaves 12 to
 * 60 undefined, and the zone unchanged.
 * @returns minutes ahead of UTC; `undefined` when the number means nothing
 */
export function zoneMinutes(text: string, firmware: 'specification' | 'old'): number | undefined {
  const value = atoi(text);
  const size = Math.abs(value);
  if (firmware === 'old') return size < 25 ? value * 60 : value;
  if (size < 12) return value * 60;
  return size > 60 ? value : undefined;
}

/** A command as the terminal got it. */
export interface ReceivedCommand {
  id: string;
  text: string;
}

/** Commands in the answer to a poll. Unterminated lines and lines without an id are dropped silently. */
export function commandsIn(body: Buffer): ReceivedCommand[] {
  return terminatedLines(body.toString('utf8')).flatMap((line) => {
    const match = /^C:([^:]*):(.*)$/.exec(line);
    return match ? [{ id: match[1] ?? '', text: match[2] ?? '' }] : [];
  });
}

/** What in a reply would make a real terminal lose records or go astray, whatever the request was. */
export function violationsIn({ head, body }: RawReply): string[] {
  const status = statusLineOf(head);
  const text = body.toString('latin1');
  return [
    ...(/^HTTP\/1\.1 3/.test(status) ? [`a redirect: ${status}`] : []),
    ...(/\r\ncontent-encoding:/i.test(head) ? ['a compressed reply'] : []),
    ...(/\r\ntransfer-encoding:/i.test(head) ? ['a chunked reply'] : []),
    ...(!status.includes(' 200 ') && /ok/i.test(text)
      ? [`an error that reads as success: ${text.slice(0, 80)}`]
      : []),
  ];
}
