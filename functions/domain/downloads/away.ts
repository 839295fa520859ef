/** Says of the tasks of a download that are not done what they wait for, and who is offline: since when, and what to check. @module */

import type { Download } from '#shared/contract/downloads.ts';
import type { Serial } from '#shared/punch/serial.ts';
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

function bridgeAway({ name, state }: StoredBridge, { silentSince }: Presence): Away {
  if (state === 'revoked') {
    return {
      who: 'bridge',
      ...(silentSince === undefined ? {} : { since: silentSince }),
      says: `Bridge "${name}" was revoked and reads no terminal any more.`,
      check: 'Give the terminal another bridge (PATCH /v1/terminals/{serial}), then try again.',
    };
  }
  if (silentSince === undefined) {
    return {
      who: 'bridge',
      says: `Bridge "${name}" has enrolled and was never heard of since.`,
      check:
        'Start it on its computer: rollcall-bridge run, or rollcall-bridge service to have it start by itself.',
    };
  }
  return {
    who: 'bridge',
    since: silentSince,
    says: `Bridge "${name}" was last heard of at ${silentSince}.`,
    check:
      'Check on site that its computer is on and has not gone to sleep, that its service runs (rollcall-bridge status), ' +
      'and that the computer reaches the internet. The terminals keep their punches meanwhile.',
  };
}

function pushAway({ terminal }: StoredTask, { silentSince }: Presence, known?: StoredTerminal): Away {
  const name = nameOf(terminal, known);
  return {
    who: 'terminal',
    ...(silentSince === undefined ? {} : { since: silentSince }),
    says:
      silentSince === undefined
        ? `${name} has never called the cloud.`
        : `${name} last called the cloud at ${silentSince}.`,
    check:
      'Check its power, its network cable or Wi-Fi, and the server address in its menu (Comm. > Cloud server).',
  };
}

/** What to check at a terminal by what its bridge says of it. */
const checks: Readonly<Record<string, string>> = {
  unreachable: 'Check its power, network cable and address, and the firewall for its port, usually 4370.',
  refusing:
    'It answers and refuses to be read: check the communication key (commKey) and whether another program holds it.',
  unsupported: 'What answers at its address cannot be read: check the address, or have the terminal push.',
};

/** Of a terminal whose bridge reports that it does not answer. A later word of the bridge counts more than the task's. */
function terminalAway({ terminal, fault }: StoredTask, known?: StoredTerminal): Away | undefined {
  const reported = known?.reported;
  if (known === undefined || reported === undefined || checks[reported] === undefined) return undefined;
  const { awaySince } = known;
  const name = nameOf(terminal, known);
  return {
    who: 'terminal',
    ...(awaySince === undefined ? {} : { since: awaySince }),
    says:
      awaySince === undefined
        ? `${name} does not answer its bridge.`
        : `${name} has not answered its bridge since ${awaySince}.`,
    check: known.fault?.message ?? fault?.message ?? checks[reported] ?? '',
  };
}

function nameOf(serial: Serial, known: StoredTerminal | undefined): string {
  return known?.name === undefined ? `Terminal ${serial}` : `Terminal ${serial} ("${known.name}")`;
}
