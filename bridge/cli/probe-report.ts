/** Renders the result of a probe, as text for people and as one JSON object. @module */

import { fittingZone, type ProbeResult } from '#bridge/terminals/pull/index.ts';
import type { TerminalUser } from '#bridge/terminals/zk/index.ts';

/** The result of a probe, and how long it took. */
export interface ProbeReport {
  result: ProbeResult;
  address: string;
  zone: string;
  /** Epoch milliseconds of the probe. */
  now: number;
  seconds: number;
}

/** The `--json` form: one object. It has a `userList` when the users were asked for. */
export function probeDocument({ result, seconds }: ProbeReport, withUsers: boolean) {
  const { info, summary, users, fault } = result;
  return {
    serial: result.serial,
    model: info?.model ?? '',
    firmware: info?.firmware ?? '',
    records: result.records,
    expected: result.expected,
    layout: summary?.layout ?? null,
    layoutCertain: summary?.layoutCertain ?? null,
    transport: result.transport,
    users: result.userCount,
    clockDriftSeconds: result.clockDriftSeconds,
    seconds: Number(seconds.toFixed(3)),
    ...(withUsers && users !== null ? { userList: users.map(describeUser) } : {}),
    ...(result.blank.count === 0 ? {} : { blankRecords: result.blank.count }),
    ...(result.checksumErrors === 0 ? {} : { checksumErrors: result.checksumErrors }),
    ...(fault === null ? {} : { fault }),
    ...(result.usersFault === null ? {} : { usersFault: result.usersFault }),
  };
}

/** A user for people and programs: never a password, never a template. */
function describeUser({ pin, name, privilegeLabel, disabled, card }: TerminalUser) {
  return {
    pin,
    name,
    privilege: privilegeLabel,
    ...(card === undefined ? {} : { card }),
    ...(disabled ? { disabled } : {}),
  };
}

function ofCapacity(count: number | null | undefined, capacity: number | undefined): string {
  const told = count === null || count === undefined ? 'unknown' : String(count);
  return capacity === undefined || capacity === 0 ? told : `${told} of ${capacity}`;
}

function clockText({ result, zone, now }: ProbeReport): string {
  const { terminalTime, clockDriftSeconds: drift } = result;
  if (terminalTime === '') return 'reports no time';
  if (drift === null) return `shows ${terminalTime}, which is not a valid time`;
  const shown = `shows ${terminalTime}, ${drift >= 0 ? '+' : ''}${drift} s against this machine in ${zone}`;
  const fitting = fittingZone(drift, zone, now);
  if (fitting === null) return shown;
  const fits = fitting.zone === null ? '' : `, such as ${fitting.zone} (try --zone ${fitting.zone})`;
  return `${shown}\n           whole quarter hours: not its clock but the zone is wrong. It keeps UTC${fitting.offset}${fits}`;
}

/** Who the terminal is and how full it is, one fact per line; empty when it could not be reached. */
export function terminalText(report: ProbeReport): string {
  const { result, address } = report;
  const { info } = result;
  if (info === null) return '';
  const named = info.serial.trim() === '' ? `${result.serial} (it reports no serial number)` : result.serial;
  const lines = [
    `Terminal   ${named}${info.model === '' ? '' : `, ${info.model}`}`,
    `Address    ${address} over ${result.transport.toUpperCase()}`,
    `Firmware   ${info.firmware === '' ? 'unknown' : info.firmware}${info.platform === undefined ? '' : `, ${info.platform}`}`,
    `Users      ${ofCapacity(result.userCount, info.userCapacity)}`,
    `Records    ${ofCapacity(info.records, info.recordCapacity)}`,
    `Clock      ${clockText(report)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The users, one per line: id, name, level, card. */
export function usersText({ users, usersFault }: ProbeResult): string {
  if (usersFault !== null) return `Users could not be read: ${usersFault.message}\n`;
  return (users ?? [])
    .map(({ pin, name, privilegeLabel, disabled, card }) => {
      const extras = [privilegeLabel, card === undefined ? '' : `card ${card}`, disabled ? 'disabled' : ''];
      return `  ${pin.padEnd(10)} ${name.padEnd(24)} ${extras.filter((text) => text !== '').join(', ')}\n`;
    })
    .join('');
}

/** How many records of how many were read, and why not all. */
export function outcomeText({ result, seconds }: ProbeReport): string {
  const { records, blank, expected, summary, fault, reconnections, checksumErrors } = result;
  const damaged = checksumErrors === 0 ? '' : `Packets with a wrong checksum: ${checksumErrors}.\n`;
  const again = reconnections === 0 ? '' : `, in ${reconnections + 1} connections`;
  const took = `in ${seconds.toFixed(1)} s${again}`;
  if (fault !== null) {
    if (result.info === null && records === 0)
      return `Nothing was read from the terminal.\n${fault.message}\n${damaged}`;
    const readable = records - blank.count;
    return `Not every record was read: ${readable} of ${expected ?? 'an unknown number'} ${took}.\n${fault.message}\n${damaged}`;
  }
  const layout = `layout ${summary?.layout}${summary?.layoutCertain ? '' : ' (not certain: check some punches)'}`;
  return `Every record was read: ${records} of ${expected ?? records} ${took}, ${layout}, ${summary?.route} transfer.\n${damaged}`;
}
