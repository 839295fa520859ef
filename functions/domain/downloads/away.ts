/** Says of the tasks of a download that are not done what they wait for, and who is offline: since when, and what to check. @module */

import type { Download } from '#shared/contract/downloads.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { type Part, type Phrase, phrase, sentencesOf, told } from '#shared/reasons/index.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { presenceOfBridge, presenceOfPush, watchBridges } from '../terminals/index.ts';

type ShownTask = Download['tasks'][number];

/** What a task that is not done waits for, and who is offline. */
export type Waiting = Pick<ShownTask, 'waitsFor' | 'silentSince' | 'away'>;
type Away = NonNullable<ShownTask['away']>;
type Presence = ReturnType<typeof presenceOfBridge>;

const readsAtOnce = 16;

function isOpen({ state }: Pick<StoredTask, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** Tells of the tasks of a download what those that are not done wait for. */
export async function waitingOf(
  actor: Actor,
  tasks: readonly StoredTask[],
): Promise<(task: StoredTask) => Waiting> {
  const { stores, now } = actor;
  const undone = tasks.filter((task) => isOpen(task) || task.state === 'failed');
  if (undone.length === 0) return () => ({});
  const [bridges, terminals] = await Promise.all([
    stores.bridges.findMany(undone.flatMap(({ bridgeId }) => bridgeId ?? [])),
    stores.terminals.findMany(undone.map(({ terminal }) => terminal)),
  ]);
  const open = new Set(undone.filter(isOpen).map(({ bridgeId }) => bridgeId));
  await watchBridges(
    actor,
    bridges.filter(({ id }) => open.has(id)),
  );
  const ofBridges = new Map(bridges.map((bridge) => [bridge.id, bridge]));
  const ofTerminals = new Map(terminals.map((terminal) => [terminal.serial, terminal]));
  const pushing = new Map<Serial, Presence>();
  await inParallel(
    undone.filter(({ bridgeId }) => bridgeId === undefined),
    readsAtOnce,
    async ({ terminal }) => {
      const { lastContactAt } = await stores.push.settingsAndContact(terminal);
      pushing.set(terminal, presenceOfPush(lastContactAt, now));
    },
  );
  return (task) => {
    if (!isOpen(task) && task.state !== 'failed') return {};
    const bridge = task.bridgeId === undefined ? undefined : ofBridges.get(task.bridgeId);
    const presence = bridge === undefined ? pushing.get(task.terminal) : presenceOfBridge(bridge, now);
    const terminal = ofTerminals.get(task.terminal);
    const away =
      presence === undefined || presence.state === 'online'
        ? terminalAway(task, terminal)
        : bridge === undefined
          ? pushAway(task, presence, terminal)
          : bridgeAway(bridge, presence);
    return { ...reasonOf(task, presence), ...(away === undefined ? {} : { away }) };
  };
}

/** Why a task has not ended. */
function reasonOf({ state, bridgeId, nextTryAt }: StoredTask, presence: Presence | undefined): Waiting {
  if (state !== 'waiting' && state !== 'running') return {};
  if (presence !== undefined && presence.state !== 'online') {
    const waitsFor = bridgeId === undefined ? 'silent-terminal' : 'silent-bridge';
    return { waitsFor, ...(presence.silentSince ? { silentSince: presence.silentSince } : {}) };
  }
  if (bridgeId === undefined) return { waitsFor: 'terminal' };
  if (state === 'running') return {};
  return { waitsFor: nextTryAt === undefined ? 'bridge' : 'next-try' };
}

/** What is said of who is offline, in English and as data. */
function sayAway(
  { who, since }: Pick<Away, 'who' | 'since'>,
  says: Phrase,
  check: readonly Phrase[] | NonNullable<Away['fault']>,
): Away {
  const common = { who, ...(since === undefined ? {} : { since }), says: sentencesOf([says]) };
  if (isFault(check)) return { ...common, check: check.message, told: [told(says)], fault: check };
  return { ...common, check: sentencesOf(check), told: [says, ...check].map(told) };
}

function isFault(check: readonly Phrase[] | NonNullable<Away['fault']>): check is NonNullable<Away['fault']> {
  return 'message' in check;
}

function bridgeAway({ name, state }: StoredBridge, { silentSince }: Presence): Away {
  const bridge = { who: 'bridge', since: silentSince } as const;
  if (state === 'revoked') {
    return sayAway(bridge, phrase('away.bridge-revoked', { name }), [phrase('check.other-bridge', {})]);
  }
  if (silentSince === undefined) {
    return sayAway(bridge, phrase('away.bridge-never', { name }), [phrase('check.start-bridge', {})]);
  }
  return sayAway(bridge, phrase('away.bridge-silent', { name, since: silentSince }), [
    phrase('check.bridge-computer', {}),
    phrase('check.punches-kept', {}),
  ]);
}

function pushAway({ terminal: serial }: StoredTask, { silentSince }: Presence, known?: StoredTerminal): Away {
  const terminal = terminalPart(serial, known);
  const says =
    silentSince === undefined
      ? phrase('away.never-called', { terminal })
      : phrase('away.called', { terminal, since: silentSince });
  return sayAway({ who: 'terminal', since: silentSince }, says, [phrase('check.push', {})]);
}

/** What to check at a terminal by what its bridge says of it. */
function checkOf(reported: StoredTerminal['reported']): Phrase | undefined {
  switch (reported) {
    case 'unreachable':
    case 'refusing':
    case 'unsupported':
      return phrase(`check.${reported}`, {});
    default:
      return undefined;
  }
}

/** Of a terminal whose bridge reports that it does not answer. A later word of the bridge counts more than the task's. */
function terminalAway({ terminal: serial, fault }: StoredTask, known?: StoredTerminal): Away | undefined {
  const check = checkOf(known?.reported);
  if (known === undefined || check === undefined) return undefined;
  const { awaySince } = known;
  const terminal = terminalPart(serial, known);
  const says =
    awaySince === undefined
      ? phrase('away.no-answer', { terminal })
      : phrase('away.no-answer-since', { terminal, since: awaySince });
  return sayAway({ who: 'terminal', since: awaySince }, says, known.fault ?? fault ?? [check]);
}

function terminalPart(serial: Serial, known: StoredTerminal | undefined): Part {
  return known?.name === undefined
    ? phrase('terminal.serial', { serial })
    : phrase('terminal.named', { serial, name: known.name });
}
