/** Parses the terminal address that a user types: HOST, HOST:PORT or a bracketed IPv6 address. @module */

import { hostProblem } from '#shared/terminal-host.ts';
import { UsageError } from './failures.ts';

const defaultPort = 4370;

/** Where a terminal is. */
export interface TerminalAddress {
  host: string;
  port: number;
}

/**
 * Reads `HOST`, `HOST:PORT`, `[IPV6]` or `[IPV6]:PORT`; the port is 4370 unless it is given.
 * @throws UsageError when the text has another form
 */
export function terminalAddress(text: string): TerminalAddress {
  const match = /^(?:\[([0-9a-f:.%]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new UsageError(`"${text}" is not an address. Write HOST or HOST:PORT, such as 192.168.1.201.`);
  }
  const problem = hostProblem(host);
  if (problem !== undefined) throw new UsageError(`"${text}" ${problem}.`);
  return { host, port };
}
