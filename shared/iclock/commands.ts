/** The closed list of commands that a push terminal may be sent, and their text in both dialects. @module */

import * as z from 'zod';
import type { Pin } from '#shared/punch/pin.ts';
import { bytesOf } from './lines.ts';

const wallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/, 'must be a local time, as YYYY-MM-DDTHH:MM:SS');

/** A text that cannot add fields or commands: TAB, CR, LF and NUL are what separates them. */
const fieldText = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !/\p{Cc}/u.test(text), 'must have no control characters')
    // Not every language knows classes of Unicode: this says the same to all.
    .meta({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' });

const pin = z
  .string()
  .regex(/^[^\p{C}\p{Z}]{1,24}$/u, 'must be 1 to 24 visible characters without blanks')
  .brand<'Pin'>();

/**
 * What a terminal can be asked to do. Nothing in here clears, deletes, writes files or executes code, and no free text
 * reaches a terminal: each command is made from checked fields.
 */
export const PushCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('check') }),
  z.strictObject({ kind: z.literal('info') }),
  z.strictObject({ kind: z.literal('send-new') }),
  z.strictObject({ kind: z.literal('reboot') }),
  z.strictObject({ kind: z.literal('query-users'), pin: pin.optional() }),
  z.strictObject({ kind: z.literal('query-log'), from: wallTime, to: wallTime }),
  z.strictObject({ kind: z.literal('verify-count'), from: wallTime, to: wallTime }),
  z.strictObject({
    kind: z.literal('update-user'),
    pin,
    name: fieldText(24).optional(),
    /** 0 user, 1 enroller, 3 administrator, 7 super administrator. */
    privilege: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(7)]).optional(),
    card: z
      .string()
      .regex(/^\d{1,20}$/, 'must be decimal digits')
      .optional(),
  }),
]);
/** A command before it is rendered. `from` and `to` are local times of the terminal, both included. */
export type PushCommand = z.output<typeof PushCommand>;

/** Up to this many users are asked for one by one; for more, the whole list is asked for. */
const mostSingleQueries = 10;

/** The commands that ask a terminal for users. */
export function userQueries(pins: readonly Pin[]): PushCommand[] {
  const single = pins.map((wanted) => ({ kind: 'query-users' as const, pin: wanted }));
  const areSendable = single.every((command) => PushCommand.safeParse(command).success);
  return single.length <= mostSingleQueries && areSendable ? single : [{ kind: 'query-users' }];
}

/** Attendance terminals and access-control terminals use other verbs for the same. */
export type PushDialect = 'att' | 'acc';

const minute = (time: string) => time.replace('T', ' ');

/**
 * The text of a command, without its id.
 * @throws z.ZodError when a field could add fields or commands
 */
export function commandText(command: z.input<typeof PushCommand>, dialect: PushDialect = 'att'): string {
  const checked = PushCommand.parse(command);
  switch (checked.kind) {
    case 'check':
      return 'CHECK';
    case 'info':
      return 'INFO';
    case 'send-new':
      return 'LOG';
    case 'reboot':
      return 'REBOOT';
    case 'query-users':
      return queryUsersText(checked.pin, dialect);
    case 'query-log':
      if (dialect === 'acc') return 'DATA QUERY tablename=transaction,fielddesc=*,filter=*';
      return `DATA QUERY ATTLOG StartTime=${minute(checked.from)}\tEndTime=${minute(checked.to)}`;
    case 'verify-count':
      return `VERIFY SUM ATTLOG StartTime=${minute(checked.from)}\tEndTime=${minute(checked.to)}`;
    case 'update-user':
      return updateUserText(checked, dialect);
  }
}

function queryUsersText(pinOrAll: string | undefined, dialect: PushDialect): string {
  if (dialect === 'acc') {
    return `DATA QUERY tablename=user,fielddesc=*,filter=${pinOrAll === undefined ? '*' : `pin=${pinOrAll}`}`;
  }
  return pinOrAll === undefined ? 'DATA QUERY USERINFO' : `DATA QUERY USERINFO PIN=${pinOrAll}`;
}

/** Only what is given is named, so that the terminal keeps its password, group and time zones of the user. */
function updateUserText(user: Extract<PushCommand, { kind: 'update-user' }>, dialect: PushDialect): string {
  const names =
    dialect === 'acc'
      ? { pin: 'pin', name: 'name', privilege: 'privilege', card: 'cardno' }
      : { pin: 'PIN', name: 'Name', privilege: 'Pri', card: 'Card' };
  const fields = [
    `${names.pin}=${user.pin}`,
    ...(user.name === undefined ? [] : [`${names.name}=${user.name}`]),
    ...(user.privilege === undefined ? [] : [`${names.privilege}=${user.privilege * 2}`]),
    ...(user.card === undefined ? [] : [`${names.card}=${user.card}`]),
  ];
  return `DATA UPDATE ${dialect === 'acc' ? 'user' : 'USERINFO'} ${fields.join('\t')}`;
}

/** A command with the id under which its result comes back. */
export interface IssuedCommand {
  /** At most 16 letters and digits: old terminals copy it unbounded into 20 bytes. */
  id: string;
  command: PushCommand;
}

/** Most bytes of commands in one answer: terminals on mobile lines take 10 KB. */
const mostCommandBytes = 10_000;

/**
 * The answer to a poll: one terminated line per command, a restart last; `OK` without a line end when there is none.
 * Commands that do not fit wait for the next poll.
 * @throws RangeError when an id has another form
 */
export function pollAnswer(commands: readonly IssuedCommand[], dialect: PushDialect = 'att'): string {
  const restartsLast = [
    ...commands.filter(({ command }) => command.kind !== 'reboot'),
    ...commands.filter(({ command }) => command.kind === 'reboot').slice(0, 1),
  ];
  let answer = '';
  let bytes = 0;
  for (const { id, command } of restartsLast) {
    if (!/^[A-Za-z0-9]{1,16}$/.test(id))
      throw new RangeError(`command id ${id}: must be 1 to 16 letters and digits`);
    const line = `C:${id}:${commandText(command, dialect)}\n`;
    bytes += bytesOf(line).length;
    if (bytes > mostCommandBytes) break;
    answer += line;
  }
  return answer === '' ? 'OK' : answer;
}
