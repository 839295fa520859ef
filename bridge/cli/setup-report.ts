/** Shows what `setup` has found, and reads which of it somebody wants. @module */

import { addressOf } from '#bridge/config/index.ts';
import type { Standing } from './setup-config.ts';
import type { Candidate } from './setup-search.ts';
import { textTable } from './table.ts';

/** A candidate and how it stands to the configuration. */
export interface Seen {
  candidate: Candidate;
  standing: Standing;
}

function standingText({ candidate, standing }: Seen): string {
  switch (standing.kind) {
    case 'new':
      return 'new';
    case 'known':
      return candidate.fault === undefined ? 'configured' : `configured. ${candidate.fault.message}`;
    case 'moved':
      return `configured at ${standing.from}: write its new address there`;
    case 'pushes':
      return 'configured: it pushes to this bridge';
    case 'listed':
      return standing.at === addressOf(candidate)
        ? 'set in the cloud'
        : `set in the cloud at ${standing.at}: correct its address there`;
    case 'unfit':
      return standing.why;
  }
}

function signed(seconds: number | undefined): string {
  return seconds === undefined ? '' : `${seconds >= 0 ? '+' : ''}${seconds} s`;
}

function recordsText({ look }: Candidate): string {
  if (look?.records === undefined) return '';
  const { records, recordCapacity = 0 } = look;
  return recordCapacity === 0 ? String(records) : `${records} of ${recordCapacity}`;
}

/** The terminals as a table; the new ones have a number, by which they are chosen. */
export function foundTable(seen: readonly Seen[]): string {
  let number = 0;
  const rows = seen.map((item) => {
    const { candidate, standing } = item;
    const { look, transport } = candidate;
    if (standing.kind === 'new') number += 1;
    return [
      standing.kind === 'new' ? String(number) : '',
      look?.serial ?? '?',
      look?.model ?? '',
      `${addressOf(candidate)}${transport === 'udp' ? ' (UDP)' : ''}`,
      signed(look?.clockDriftSeconds),
      recordsText(candidate),
      standingText(item),
    ];
  });
  return textTable(['', 'serial', 'model', 'address', 'clock', 'records', ''], rows);
}

/** One terminal for programs. */
export function foundDocument({ candidate, standing }: Seen) {
  const { host, port, transport, look, fault } = candidate;
  return {
    host,
    port,
    ...(transport === undefined ? {} : { transport }),
    serial: look?.serial ?? null,
    model: look?.model ?? '',
    firmware: look?.firmware ?? '',
    records: look?.records ?? null,
    recordCapacity: look?.recordCapacity ?? null,
    clockDriftSeconds: look?.clockDriftSeconds ?? null,
    standing: standing.kind,
    ...(fault === undefined ? {} : { fault: { code: fault.code, message: fault.message } }),
  };
}

/**
 * The numbers that an answer names, from 1 to `most`: nothing and `all` are all of them, `none` is none.
 * @returns `null` when it is not understood
 */
export function chosenNumbers(answer: string, most: number): number[] | null {
  const text = answer.trim().toLowerCase();
  if (text === '' || text === 'all') return Array.from({ length: most }, (_, at) => at + 1);
  if (text === 'none') return [];
  const numbers = text.split(/[\s,]+/).map(Number);
  const isRight = numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= most);
  return isRight ? [...new Set(numbers)] : null;
}
