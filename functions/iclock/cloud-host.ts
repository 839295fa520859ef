/** The cloud as the host of the push protocol: it stores what terminals push and hands out their commands. @module */

import { eventOfAlert } from '#shared/iclock/alert-events.ts';
import {
  afterDelivery,
  afterResult,
  isDue,
  offeredCommands,
  type QueuedCommand,
} from '#shared/iclock/command-queue.ts';
import { type CommandResult, countedRecords } from '#shared/iclock/command-result.ts';
import { type IssuedCommand, type PushCommand, userQueries } from '#shared/iclock/commands.ts';
import {
  contactMilliseconds,
  type IclockHost,
  type MemoryChange,
  type PushAlert,
  type PushCaller,
  type PushTerminal,
  type PushUpload,
  repeatedAlertMilliseconds,
} from '#shared/iclock/host.ts';
import { countedAddress } from '#shared/iclock/network.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import {
  afterCommand,
  afterPoll,
  isProven,
  isWithin,
  type Reconciliation,
  recordsCommand,
  takesRows,
  waitsForPolls,
} from '#shared/iclock/reconciliation.ts';
import { pinOnTerminal } from '#shared/punch/claims.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Actor } from '../domain/actor.ts';
import { storeUpload } from '../domain/punches/index.ts';
import {
  afterRightKey,
  afterWrongKey,
  isKeyOf,
  isOldHash,
  isSlowed,
  keyHashOf,
  markThrough,
  notePushReturn,
  noWrongKeys,
  queueCommand,
} from '../domain/terminals/index.ts';
import type { KnownUsers } from '../domain/users/index.ts';
import { detailsOf, takeInPushedUsers } from '../domain/users/index.ts';
import { measureIntake } from '../observe/intake.ts';
import { log } from '../observe/log.ts';
import { actorFor, type Runtime } from '../runtime.ts';
import type { PushItems, PushSettings } from '../store/push.ts';
import type { StoredTerminal } from '../store/terminals.ts';
import type { Registration, Registrations } from './registrations.ts';

/** What was read for the request at hand. */
interface Loaded {
  actor: Actor;
  items: PushItems;
  settings: PushSettings;
  /** Whether it gets what comes without the key of anybody. */
  isHolder: boolean;
  terminal: StoredTerminal;
  zone: string;
}

/** Wrong keys that come at once wait for each other this often; what is then not counted was refused all the same. */
const countAttempts = 5;

/** The push protocol's host in the cloud. Each request gets its own, because it keeps what it has read. */
export class CloudPushHost implements IclockHost {
  readonly #runtime: Runtime;
  readonly #registrations: Registrations;
  readonly #known: KnownUsers;
  #loaded: Loaded | undefined;
  #caller: PushCaller | undefined;
  /** Whether so many wrong keys have come that the key of this request is not looked at. */
  #refusesKeys = false;
  /** Whether this request has stored its contact already. */
  #contactNoted = false;

  constructor(runtime: Runtime, registrations: Registrations, known: KnownUsers) {
    this.#runtime = runtime;
    this.#registrations = registrations;
    this.#known = known;
  }

  now(): number {
    return this.#runtime.now();
  }

  async findTerminal(serial: Serial, caller: PushCaller): Promise<PushTerminal | undefined> {
    this.#caller = caller;
    const found = await this.#registrations.find(serial);
    const candidates = await Promise.all(found.map((registration) => this.#load(serial, registration)));
    const loaded = await this.#chosen(
      serial,
      candidates.filter((candidate) => candidate !== undefined),
      caller,
    );
    if (loaded === undefined) return undefined;
    this.#loaded = loaded;
    const { zone, settings, items } = loaded;
    const { keyHash, networks, transFlag, oneHourInMinutes } = settings;
    return {
      serial,
      zone,
      memory: items.state,
      ...(keyHash === undefined ? {} : { acceptsKey: (given) => isKeyOf(serial, keyHash, given) }),
      ...(this.#refusesKeys ? { refusesKeys: true } : {}),
      ...(networks === undefined ? {} : { networks }),
      ...(transFlag === undefined ? {} : { transFlag }),
      ...(oneHourInMinutes === undefined ? {} : { oneHourInMinutes }),
    };
  }

  async #load(serial: Serial, registration: Registration): Promise<Loaded | undefined> {
    const { organisation, terminal, zone, isHolder } = registration;
    const actor = actorFor(this.#runtime, organisation, `terminal:${serial}`, 'system');
    const items = await actor.stores.push.read(serial);
    return items.settings && { actor, items, settings: items.settings, terminal, zone, isHolder };
  }

  /**
   * The registration that a request belongs to. Where several organisations have registered a serial, it is the one whose
   * key the request carries, then the one whose key came last from the same address, then the one that needs none.
   */
  async #chosen(
    serial: Serial,
    candidates: readonly Loaded[],
    { address, key, isHandshake }: PushCaller,
  ): Promise<Loaded | undefined> {
    const keyed = candidates.filter(({ settings }) => settings.keyHash !== undefined);
    const isKnown = keyed.some(({ items }) => items.state.keyAddress === address);
    if (key !== undefined && keyed.length > 0) {
      const wrongKeys = (await this.#runtime.directory.push.wrongKeys(serial)) ?? noWrongKeys;
      this.#refusesKeys = isSlowed(wrongKeys, countedAddress(address), this.now(), isKnown);
    }
    const [only, ...others] = candidates;
    if (others.length === 0) return only;
    const open = candidates.find(({ settings, isHolder }) => isHolder && settings.keyHash === undefined);
    if (key !== undefined) {
      const owner = this.#refusesKeys
        ? undefined
        : keyed.find(({ settings }) => isKeyOf(serial, settings.keyHash ?? '', key));
      if (owner === undefined && !this.#refusesKeys) await this.#countWrongKey(serial);
      return owner ?? open;
    }
    const before = isHandshake ? undefined : keyed.find(({ items }) => items.state.keyAddress === address);
    return before ?? open;
  }

  /** Counts a wrong key of this request. @returns how many have come from its address since the last right one */
  async #countWrongKey(serial: Serial): Promise<number> {
    const { push } = this.#runtime.directory;
    const address = countedAddress(this.#caller?.address ?? '');
    let count = 0;
    for (let attempt = 0; attempt < countAttempts; attempt += 1) {
      const next = afterWrongKey((await push.wrongKeys(serial)) ?? noWrongKeys, address, this.now());
      count = next.addresses[address]?.count ?? 0;
      if (await push.saveWrongKeys(serial, next, this.now())) break;
    }
    return count;
  }

  /** A right key has come: its address begins anew, and the key is hashed in the present form. */
  async #noteRightKey(serial: Serial): Promise<void> {
    const { address, key } = this.#caller ?? {};
    const { settings, actor } = this.#current();
    if (address === undefined || key === undefined || settings.keyHash === undefined) return;
    if (!isKeyOf(serial, settings.keyHash, key)) return;
    if (isOldHash(settings.keyHash)) {
      await actor.stores.push.replaceKeyHash(serial, settings.keyHash, keyHashOf(serial, key));
    }
    const { push } = this.#runtime.directory;
    const wrongKeys = await push.wrongKeys(serial);
    const next = wrongKeys && afterRightKey(wrongKeys, countedAddress(address));
    if (next) await push.saveWrongKeys(serial, next, this.now());
  }

  async unknownTerminal(serial: Serial, address: string): Promise<void> {
    await this.#registrations.noteStranger(serial, address);
  }

  async storeRecords(upload: PushUpload): Promise<void> {
    const { actor, items, zone } = this.#current();
    const { usersCreated, results } = await storeUpload(actor, upload, zone, this.#known);
    const { organisation } = actor.stores;
    const { serial, records } = upload;
    measureIntake({ organisation, serial, zone, records, results, now: actor.now, isLive: true });
    await this.#askForDetails(upload.serial, usersCreated);
    const { reconciliation } = items.state;
    if (reconciliation === undefined || !takesRows(reconciliation)) return;
    const rows = upload.records.filter(({ time }) => isWithin(reconciliation, time)).length;
    if (rows > 0) await actor.stores.push.addReceived(upload.serial, reconciliation.through, rows);
  }

  async storeUsers({ serial }: PushTerminal, users: readonly PushedUser[]): Promise<void> {
    await takeInPushedUsers(
      this.#current().actor,
      serial,
      users.flatMap((user) => detailsOf(user) ?? []),
    );
  }

  async remember({ serial, memory }: PushTerminal, change: MemoryChange): Promise<void> {
    const { stores } = this.#current().actor;
    const { stamp, info = {}, ...rest } = change;
    if (rest.keyAddress !== undefined) await this.#noteRightKey(serial);
    const now = this.now();
    const { items, terminal } = this.#current();
    const { state } = items;
    const contactIsOld = !this.#contactNoted && now - (memory.lastContactAt ?? 0) >= contactMilliseconds;
    this.#contactNoted = true;
    const { users: _users, ...device } = info;
    const fields = { ...rest, ...device };
    const news = Object.entries(fields).some(([name, value]) => state[name as keyof typeof state] !== value);
    // Of one that a bridge reads as well the bridge says when it is away.
    if (contactIsOld && terminal.bridgeId === undefined)
      await notePushReturn(stores, serial, memory.lastContactAt, now);
    if (news || contactIsOld) await stores.push.changeState(serial, { ...fields, lastContactAt: now });
    if (news || contactIsOld) await stores.terminals.observe(serial, { reported: 'online', ...device });
    if (stamp) await stores.push.saveStamps(serial, { ...memory.stamps, [stamp.table]: stamp.value });
  }

  async nextCommands({ serial }: PushTerminal, due: readonly PushCommand[]): Promise<IssuedCommand[]> {
    const { actor, items } = this.#current();
    const now = this.now();
    const commands = [...items.commands];
    for (const command of due) {
      if (isDue(commands, command, now)) {
        commands.push(await queueCommand(actor.stores, serial, commands, command, now));
      }
    }
    await this.#noteIdlePoll(serial);
    const offered = offeredCommands(commands, now);
    const sent: IssuedCommand[] = [];
    for (const command of offered) {
      const delivered = afterDelivery(command, now);
      if (delivered.state === 'given-up') await this.#reconcile(serial, command, undefined);
      // Somebody may have withdrawn it since it was read.
      if (await actor.stores.push.moveCommand(serial, delivered)) sent.push(command);
    }
    return sent;
  }

  async commandResults({ serial }: PushTerminal, results: readonly CommandResult[]): Promise<void> {
    const { actor, items } = this.#current();
    for (const result of results) {
      const command = items.commands.find(({ id }) => id === result.id);
      if (command === undefined || command.state === 'acknowledged') continue;
      // The check goes first: if it fails, the terminal sends its result again, and the check is repeated then.
      await this.#reconcile(serial, command, countedRecords(result));
      await actor.stores.push.saveCommand(serial, afterResult(command, result));
    }
  }

  async alert(terminal: PushTerminal, alert: PushAlert): Promise<void> {
    if (alert.kind === 'wrong-key' && this.#caller?.key !== undefined) {
      const count = await this.#countWrongKey(terminal.serial);
      const isSlowedNow = isSlowed(
        (await this.#runtime.directory.push.wrongKeys(terminal.serial)) ?? noWrongKeys,
        countedAddress(alert.address),
        this.now(),
        true,
      );
      if (isSlowedNow) await this.#note(terminal, { kind: 'guessed-keys', address: alert.address, count });
    }
    await this.#note(terminal, alert);
  }

  /** Keeps an alert and logs it, unless the last of its kind is recent. */
  async #note({ serial }: PushTerminal, alert: PushAlert): Promise<void> {
    const { actor, items } = this.#current();
    const { alerts = {} } = items.state;
    const before = alerts[alert.kind];
    if (before && this.now() - Date.parse(before.at) < repeatedAlertMilliseconds) return;
    const next = { ...alerts, [alert.kind]: { at: instantFromEpoch(this.now()), alert } };
    items.state.alerts = next;
    await actor.stores.push.saveAlerts(serial, next);
    log({ level: 'warn', message: eventOfAlert(alert), serial, organisation: actor.stores.organisation });
  }

  failed(error: unknown): void {
    log({ level: 'error', message: 'push.failed', error });
  }

  /** Asks the terminal for the details of users that were created for these punches, if the settings say so. */
  async #askForDetails(serial: Serial, userIds: readonly UserId[]): Promise<void> {
    if (userIds.length === 0) return;
    const { actor, items } = this.#current();
    const { newUsers } = await actor.stores.settings.read();
    if (!newUsers.fetchDetails) return;
    for (const command of userQueries(userIds.map(pinOnTerminal))) {
      await queueCommand(actor.stores, serial, items.commands, command, this.now());
    }
  }

  #current(): Loaded {
    if (this.#loaded === undefined)
      throw new Error('the protocol asked for a terminal that it did not look up');
    return this.#loaded;
  }

  /** @param counted - what the terminal answered to the count, if it did */
  async #reconcile(serial: Serial, { command }: QueuedCommand, counted: number | undefined): Promise<void> {
    const { actor, items } = this.#current();
    const { reconciliation } = items.state;
    if (reconciliation === undefined) return;
    const next = afterCommand(reconciliation, command, counted, reconciliation.known ?? 0);
    if (next === reconciliation) return;
    if (reconciliation.state === 'counting' && next.state === 'querying') {
      await queueCommand(actor.stores, serial, items.commands, recordsCommand(next), this.now());
    }
    await this.#saveCheck(serial, next);
  }

  async #noteIdlePoll(serial: Serial): Promise<void> {
    const { reconciliation } = this.#current().items.state;
    if (reconciliation === undefined || !waitsForPolls(reconciliation)) return;
    const next = afterPoll(reconciliation, reconciliation.known ?? 0);
    if (next !== reconciliation) await this.#saveCheck(serial, next);
  }

  /** Stores how far a check has got; nothing waits any longer for days that it has proven complete. */
  async #saveCheck(serial: Serial, reconciliation: Reconciliation): Promise<void> {
    const { actor, items, terminal } = this.#current();
    if (isProven(reconciliation)) await markThrough(actor, terminal, reconciliation.through);
    await actor.stores.push.changeState(serial, { reconciliation });
    items.state.reconciliation = reconciliation;
  }
}
