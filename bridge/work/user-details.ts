/** Reads users' details from terminals and imported files, and sends them to the cloud. @module */

import type * as z from 'zod';
import type { Visit } from '#bridge/terminals/pull/index.ts';
import type { Enrolment, TerminalUser } from '#bridge/terminals/zk/index.ts';
import type { TerminalUserField } from '#shared/contract/bridge-intake.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import { withoutLeadingZeros } from '#shared/punch/leading-zeros.ts';
import { type CanonicalPin, canonicalPinOf, isPin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import type { BridgeContext } from './bridge-context.ts';
import { untilAnswered } from './cloud-retry.ts';
import { visitPatiently } from './terminal-retry.ts';

const usersPerRequest = 500;
const longestName = 100;

/** A user as it is sent: counts of what is enrolled, never what. */
function fieldOf(
  { pin, name, privilege, card }: PushedUser,
  enrolled: Enrolment | undefined,
): z.input<typeof TerminalUserField> {
  const shownName = name.trim().slice(0, longestName);
  return {
    pin,
    privilege,
    credentials: {
      cards: card === undefined ? 0 : 1,
      ...(enrolled === undefined ? {} : { fingers: enrolled.fingers.length }),
      ...(enrolled?.faces === undefined ? {} : { faces: enrolled.faces }),
    },
    ...(shownName === '' ? {} : { name: shownName }),
  };
}

interface People {
  users: Pick<TerminalUser, 'pin' | 'name' | 'privilege' | 'card'>[];
  enrolment: ReadonlyMap<string, Enrolment>;
}

/** The users of a terminal; that their layout is not known is noted in its report. @throws TerminalFault */
export async function readUsers(
  { registry }: Pick<BridgeContext, 'registry'>,
  { conversation, serial, info }: Visit,
): Promise<TerminalUser[]> {
  try {
    const users = await conversation.users();
    registry.reports.noteUnreadableUsers(serial, 0);
    return users;
  } catch (error) {
    if (isTerminalFault(error, 'layout-unknown')) {
      registry.reports.noteUnreadableUsers(serial, error.facts.records ?? info.users ?? 1);
    }
    throw error;
  }
}

/** What is enrolled is left out where the firmware cannot report it: the names are worth having without it. */
async function readPeople(context: BridgeContext, visit: Visit): Promise<People> {
  const { conversation } = visit;
  const users = await readUsers(context, visit);
  try {
    return { users, enrolment: await conversation.enrolment() };
  } catch (error) {
    if (!isTerminalFault(error, 'unexpected-reply', 'corrupt', 'layout-unknown', 'incomplete')) throw error;
    return { users, enrolment: new Map() };
  }
}

/** The users of a terminal, and from its files those that the terminal does not have or cannot report. */
async function peopleOf(
  context: BridgeContext,
  serial: Serial,
  wanted: ReadonlySet<CanonicalPin> | 'everyone',
  signal: AbortSignal,
): Promise<People> {
  const pushes = context.push?.serves(serial) === true;
  if (pushes) await context.push?.askForUsers(serial, signal);
  const imported = context.outbox.importedUsers
    .of(serial)
    .filter(({ pin }) => isPin(pin) && (wanted === 'everyone' || wanted.has(canonicalPinOf(pin))));
  const fromFile = imported.map(({ card, ...user }) => (card === undefined ? user : { ...user, card }));
  if (pushes) return { users: fromFile, enrolment: new Map() };
  try {
    const { users, enrolment } = await visitPatiently(context, serial, signal, (visit) =>
      readPeople(context, visit),
    );
    const told = new Set(users.map(({ pin }) => withoutLeadingZeros(pin)));
    const others = fromFile.filter(({ pin }) => !told.has(withoutLeadingZeros(pin)));
    return { users: [...users, ...others], enrolment };
  } catch (error) {
    // Files are no list of whom the terminal has.
    const isOfNoUse = wanted === 'everyone' || fromFile.length === 0;
    if (!isTerminalFault(error) || signal.aborted || isOfNoUse) throw error;
    return { users: fromFile, enrolment: new Map() };
  }
}

/**
 * Sends the cloud users that a terminal has reported on its own.
 * @throws CloudProblem when the cloud refuses
 */
export async function tellUsers(
  context: Pick<BridgeContext, 'cloud' | 'log' | 'timing'>,
  serial: Serial,
  users: readonly PushedUser[],
  signal: AbortSignal,
): Promise<void> {
  const fields = users.filter(({ pin }) => isPin(pin)).map((user) => fieldOf(user, undefined));
  for (let from = 0; from < fields.length; from += usersPerRequest) {
    const part = fields.slice(from, from + usersPerRequest);
    await untilAnswered(context, signal, () =>
      context.cloud.api.storeUsers({ body: { terminal: serial, users: part } }),
    );
  }
}

/**
 * Reads the users of a terminal and sends the details of those that are wanted. Users that the terminal does not have
 * are left out.
 * @param wanted - user ids, compared without leading zeros, or everyone whom the terminal has
 * @returns how many users were sent
 * @throws TerminalFault when the terminal cannot be read; CloudProblem when the cloud refuses
 */
export async function sendUserDetails(
  context: BridgeContext,
  task: { id: TaskId; terminal: Serial },
  wanted: readonly UserId[] | 'everyone',
  signal: AbortSignal,
): Promise<number> {
  if (wanted.length === 0) return 0;
  const pins = wanted === 'everyone' ? wanted : new Set(wanted.map(pinOfUser));
  const { users, enrolment } = await peopleOf(context, task.terminal, pins, signal);
  const found = users.filter(
    ({ pin }) => isPin(pin) && (pins === 'everyone' || pins.has(canonicalPinOf(pin))),
  );
  for (let from = 0; from < found.length; from += usersPerRequest) {
    const part = found.slice(from, from + usersPerRequest);
    const { results } = await untilAnswered(context, signal, () =>
      context.cloud.api.storeUsers({
        body: {
          taskId: task.id,
          terminal: task.terminal,
          users: part.map((user) => fieldOf(user, enrolment.get(user.pin))),
        },
      }),
    );
    const completed = results.filter(({ result }) => result === 'completed').length;
    const sent = new Set(part.map(({ pin }) => withoutLeadingZeros(pin)));
    context.outbox.tasks.noteDetails(
      task.id,
      wanted === 'everyone' ? [] : wanted.filter((id) => sent.has(pinOfUser(id))),
      completed,
    );
  }
  return found.length;
}
