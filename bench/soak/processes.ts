/** The soak looks at what a process and all that it has started hold in memory. @module */

import { readdirSync, readFileSync } from 'node:fs';

/** A process that runs. */
export interface ProcessMemory {
  pid: number;
  /** What tells it from its siblings: the file that it runs. */
  name: string;
  /** Resident bytes that belong to it alone: files and code that it shares with others are not its own. */
  bytes: number;
}

const kilobyte = 1024;

function nameOf(pid: string, root: number): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const file = words.slice(1).find((word) => !word.startsWith('-')) ?? words[0] ?? '';
  return Number(pid) === root ? 'bridge and callers' : (file.split('/').slice(-2).join('/') ?? '');
}

/** Bytes of memory that a process has written to; as the kernel sums it up. */
function ownBytesOf(pid: string): number {
  const anonymous = /^Anonymous:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(anonymous?.[1] ?? 0) * kilobyte;
}

/** A process and all that it has started, on Linux. */
export function processesOf(root: number): ProcessMemory[] {
  const parents = new Map<number, number>();
  const found: ProcessMemory[] = [];
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process has ended in the meantime.
    }
  }
  for (const pid of parents.keys()) {
    let at: number | undefined = pid;
    while (at !== undefined && at > 1 && at !== root) at = parents.get(at);
    if (at !== root) continue;
    try {
      found.push({ pid, name: nameOf(String(pid), root), bytes: ownBytesOf(String(pid)) });
    } catch {
      // The process has ended in the meantime.
    }
  }
  return found;
}
