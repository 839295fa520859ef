/** Administrators register terminals that push to the cloud, see their state, and queue commands for them. @module */

import { randomBytes } from 'node:crypto';
import type { PushCommandState, PushRegistration, PushView } from '#shared/contract/push-terminals.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { RollcallError } from '#shared/errors.ts';
import { describeAlert } from '#shared/iclock/alerts.ts';
import { commandIdOf, type QueuedCommand, waitingFor } from '#shared/iclock/command-queue.ts';
import { describeReturn } from '#shared/iclock/command-result.ts';
import type { PushCommand } from '#shared/iclock/commands.ts';
import { isOpen } from '#shared/iclock/network.ts';
import { missingRecords } from '#shared/iclock/reconciliation.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Directory, Stores } from '../../store/index.ts';
import type { PushItems, PushSettings } from '../../store/push.ts';
import type { WrongKeys } from '../../store/push-directory.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireTerminal } from '../lookups.ts';
import { type TerminalEdit, updateTerminal } from './edit-terminal.ts';
import { claimantsOf, claimSerial } from './push-claims.ts';
import { keyHashOf } from './push-keys.ts';
import { describeTerminal, withLastSeen } from './shown-terminal.ts';

/**
 * Registers a terminal that pushes to the cloud, or replaces the push settings of one that is registered. From then on
 * what it sends counts for the caller's organisation.
 * @throws RollcallError terminal.taken when nothing shows that the serial number is the organisation's own
 */
export async function registerPushTerminal(
  actor: Actor,
  directory: Directory,
  storesOf: (organisation: string) => Stores,
  registration: PushRegistration,
): Promise<Terminal> {
  const { stores } = actor;
  const { serial, zone, name, push } = registration;
  const { commKey, networks, transFlag, oneHourInMinutes } = push;
  await claimSerial(actor, directory, storesOf, serial, { isKeyed: commKey !== undefined });
  const settings: PushSettings = {
    keyHash: commKey === undefined ? undefined : keyHashOf(serial, commKey),
    networks,
    transFlag,
    oneHourInMinutes,
  };
  await stores.push.saveSettings(serial, settings);
  const added = await stores.terminals.add({
    serial,
    state: 'active',
    registeredAt: actor.now,
    pushes: true,
    zone,
    name,
    version: 1,
  });
  if (!added) await takeUpAgain(actor, registration);
  await directory.push.forgetStranger(serial);
  const set = Object.keys(push).filter((field) => field !== 'commKey');
  await recordAudit(actor, 'terminal.push-registered', serial, { set, commKey: commKey !== undefined });
  const registered = await requireTerminal(actor, serial);
  const [shown] = await withLastSeen(actor, [registered]);
  return shown ?? describeTerminal(registered, actor.now);
}

/** Registers a known terminal again: what the registration says counts, and a retired terminal becomes active again. */
async function takeUpAgain(actor: Actor, { serial, zone, name }: PushRegistration): Promise<void> {
  await actor.stores.terminals.observe(serial, { pushes: true });
  const known = await requireTerminal(actor, serial);
  const edit: TerminalEdit = {
    ...(zone === undefined || zone === known.zone ? {} : { zone }),
    ...(name === undefined || name === known.name ? {} : { name }),
    ...(known.state === 'active' ? {} : { state: 'active' }),
  };
  if (Object.keys(edit).length > 0) await updateTerminal(actor, serial, edit, `"${known.version}"`);
}

/**
 * The wrong keys that came for a terminal; `undefined` where others have registered its serial too, because the addresses
 * may be those of their terminals.
 */
export async function wrongKeysOf(
  { stores }: Actor,
  directory: Directory,
  serial: Serial,
): Promise<WrongKeys | undefined> {
  const others = claimantsOf(await directory.push.claims(serial)).filter(
    (own) => own !== stores.organisation,
  );
  return others.length > 0 ? undefined : await directory.push.wrongKeys(serial);
}

function describeWrongKeys({ count, addresses }: WrongKeys): PushView['wrongKeys'] {
  return {
    count,
    addresses: Object.entries(addresses).map(([address, { count, lastAt, refusedUntil }]) => ({
      address,
      count,
      lastAt: instantFromEpoch(lastAt),
      ...(refusedUntil === undefined ? {} : { refusedUntil: instantFromEpoch(refusedUntil) }),
    })),
  };
}

/** What the API shows of a terminal that pushes. */
export function describePush(
  { settings, state, commands }: PushItems,
  wrongKeys: WrongKeys | undefined,
): PushView {
  const { reconciliation, alerts = {} } = state;
  return {
    commKey: settings?.keyHash !== undefined,
    networks: settings?.networks,
    open: isOpen({ commKey: settings?.keyHash, networks: settings?.networks }),
    transFlag: settings?.transFlag,
    oneHourInMinutes: settings?.oneHourInMinutes,
    ...(wrongKeys === undefined ? {} : { wrongKeys: describeWrongKeys(wrongKeys) }),
    address: state.address,
    ...(state.lastContactAt === undefined ? {} : { lastContactAt: instantFromEpoch(state.lastContactAt) }),
    dialect: state.dialect,
    ...(reconciliation === undefined
      ? {}
      : {
          check: {
            from: reconciliation.from,
            through: reconciliation.through,
            state: reconciliation.state,
            missing: missingRecords(reconciliation),
          },
        }),
    alerts: Object.entries(alerts)
      .map(([kind, { at, alert }]) => ({ kind, at, message: `The terminal: ${describeAlert(alert)}` }))
      .sort((a, b) => epochOf(b.at) - epochOf(a.at)),
    commands: commands.map(describeCommand),
  };
}

function describeCommand({
  id,
  command,
  state,
  queuedAt,
  deliveries,
  returnCode,
}: QueuedCommand): PushCommandState {
  return {
    id,
    command,
    state,
    queuedAt: instantFromEpoch(queuedAt),
    deliveries,
    ...(returnCode === undefined ? {} : { result: describeReturn(returnCode) }),
  };
}

/**
 * A terminal that pushes to the cloud, with what is kept of it.
 * @throws RollcallError terminal.unknown, terminal.no-push
 */
export async function requirePushItems(actor: Actor, serial: Serial): Promise<PushItems> {
  await requireTerminal(actor, serial);
  const items = await actor.stores.push.read(serial);
  if (items.settings === undefined) throw new RollcallError('terminal.no-push', { serial });
  return items;
}

let sequence = 0;

/** Queues a command, unless the same one is waiting. @returns the waiting command */
export async function queueCommand(
  stores: Stores,
  serial: Serial,
  waiting: readonly QueuedCommand[],
  command: PushCommand,
  now: number,
): Promise<QueuedCommand> {
  const same = waitingFor(waiting, command);
  if (same !== undefined) return same;
  sequence += 1;
  const id = commandIdOf(now, sequence, randomBytes(2).toString('hex'));
  const queued: QueuedCommand = { id, command, state: 'queued', queuedAt: now, deliveries: 0 };
  await stores.push.saveCommand(serial, queued);
  return queued;
}

/**
 * Queues a command that a caller orders.
 * @throws RollcallError terminal.unknown, terminal.no-push
 */
export async function orderCommand(
  actor: Actor,
  serial: Serial,
  command: PushCommand,
): Promise<PushCommandState> {
  const { commands } = await requirePushItems(actor, serial);
  const queued = await queueCommand(actor.stores, serial, commands, command, epochOf(actor.now));
  await recordAudit(actor, 'terminal.command', serial, { id: queued.id, kind: command.kind });
  return describeCommand(queued);
}
