/** Finds out whether another user of this machine is at the other end of a loopback connection, where the system tells. @module */

import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

const tables = ['/proc/net/tcp', '/proc/net/tcp6'];
const loopback = '0100007F';
/** 127.0.0.1 as a program writes it that uses IPv6 for everything. */
const mappedLoopback = `0000000000000000FFFF0000${loopback}`;

function portText(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The owner of the far end of a loopback connection.
 * @param table - the text of `/proc/net/tcp`, one connection a line
 * @param ports - of the far end, and of ours
 * @returns the user's number; `undefined` where the table does not name the connection
 */
export function ownerIn(table: string, ports: { far: number; own: number }): number | undefined {
  for (const line of table.split('\n')) {
    const [, from = '', to = '', , , , , uid = ''] = line.trim().split(/\s+/);
    const [fromHost = '', fromPort] = from.split(':');
    const isFarEnd = fromHost === loopback || fromHost === mappedLoopback;
    if (isFarEnd && fromPort === portText(ports.far) && to.endsWith(`${loopback}:${portText(ports.own)}`)) {
      return Number(uid);
    }
  }
  return undefined;
}

/**
 * Whether a connection comes from a program of another user of this machine, who is not root. Only Linux tells; elsewhere
 * nobody is another user.
 */
export function isOfAnotherUser({
  remotePort,
  localPort,
}: Pick<Socket, 'remotePort' | 'localPort'>): boolean {
  const own = process.geteuid?.();
  if (own === undefined || remotePort === undefined || localPort === undefined) return false;
  for (const table of tables) {
    try {
      const uid = ownerIn(readFileSync(table, 'utf8'), { far: remotePort, own: localPort });
      if (uid !== undefined) return uid !== own && uid !== 0;
    } catch {
      // This system has no such table.
    }
  }
  return false;
}
