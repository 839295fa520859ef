/** Carries out server commands as a push terminal does, and notes commands that no server may send. @module */

import { zkTimeOf } from '#shared/iclock/zk-time.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { ReceivedCommand } from './reply-reading.ts';

/** What a command needs of the terminal that carries it out. */
export interface CommandTarget {
  serial: string;
  users: Map<string, string>;
  punches(): readonly TerminalRecord[];
  /** Sends these punches again as ordinary rows. */
  sendAgain(punches: readonly TerminalRecord[]): Promise<void>;
  sendUsers(pins: readonly string[]): Promise<void>;
  sendNew(): Promise<void>;
  shakeHandsAgain(): void;
  /** Notes a command that no server may send. */
  violation(what: string): void;
}

/** The terminal sends no result for this command. */
export const noResult = null;

const forbidden = /^(CLEAR |SHELL|GetFile|PutFile|UPGRADE|DATA DELETE|AC_UNLOCK|ENROLL)/i;
const windowForm = /StartTime=([^\t]+)\tEndTime=(.+)$/;

function inWindow(text: string, punches: readonly TerminalRecord[]): TerminalRecord[] {
  const [, from = '', to = ''] = windowForm.exec(text) ?? [];
  return punches.filter(({ time }) => time >= from.replace('T', ' ') && time <= to.replace('T', ' '));
}

/**
 * Carries out a command as a terminal does.
 * @returns the result's body, or {@link noResult}
 */
export async function carryOut({ id, text }: ReceivedCommand, target: CommandTarget): Promise<string | null> {
  if (id.length > 16 || !/^[A-Za-z0-9]+$/.test(id)) target.violation(`command id "${id}"`);
  if (forbidden.test(text)) target.violation(`command "${text}"`);
  const done = (command: string, code = 0, more = '') => `ID=${id}&Return=${code}&CMD=${command}${more}\n`;
  if (text === 'CHECK') {
    target.shakeHandsAgain();
    return done('CHECK');
  }
  if (text === 'LOG') {
    await target.sendNew();
    return done('LOG');
  }
  if (text === 'INFO') {
    const options = `~DeviceName=Simulated\nFWVersion=Ver 6.60 sample\nUserCount=${target.users.size}\n`;
    return `${done('INFO')}${options}`;
  }
  if (text === 'REBOOT') {
    target.shakeHandsAgain();
    return done('REBOOT');
  }
  if (text.startsWith('DATA ')) return await carryOutData(text, target, done);
  if (text.startsWith('VERIFY SUM ATTLOG')) {
    const count = inWindow(text, target.punches()).length;
    return done('VERIFY SUM', 0, `&AttlogCount=${count}`);
  }
  if (text.startsWith('SET OPTIONS')) return noResult;
  if (text.startsWith('SET OPTION ')) return done('SET OPTION', text.startsWith('SET OPTION ~') ? -1 : 0);
  return done(text.split(' ')[0] ?? '', -1002);
}

async function carryOutData(
  text: string,
  target: CommandTarget,
  done: (command: string, code?: number) => string,
): Promise<string> {
  const update = /^DATA UPDATE (?:USERINFO|user) (.*)$/s.exec(text)?.[1];
  if (update !== undefined) {
    const pin = /(?:^|\t)pin=([^\t]*)/i.exec(update)?.[1] ?? '';
    if (pin === '') return done('DATA', -1);
    target.users.set(pin, /(?:^|\t)name=([^\t]*)/i.exec(update)?.[1] ?? target.users.get(pin) ?? '');
    return done('DATA');
  }
  if (/^DATA QUERY (ATTLOG|tablename=transaction)/.test(text)) {
    const wanted = windowForm.test(text) ? inWindow(text, target.punches()) : target.punches();
    await target.sendAgain(wanted);
    return done('DATA');
  }
  if (/^DATA QUERY (USERINFO|tablename=user)/.test(text)) {
    const pin = /(?:PIN|pin)=([^\t,]+)/.exec(text)?.[1];
    const pins = [...target.users.keys()].filter((known) => pin === undefined || known === pin);
    if (pins.length === 0) return done('DATA', -10);
    await target.sendUsers(pins);
    return done('DATA');
  }
  return done('DATA', -2);
}

/** Whether a time lies after a stamp, for dialects whose stamps are times. */
export function isNewer(time: string, stamp: string): boolean {
  if (stamp === '0') return true;
  if (/^\d+$/.test(stamp)) return (zkTimeOf(time) ?? 0) > Number(stamp);
  return time.replace(' ', 'T') > stamp;
}
