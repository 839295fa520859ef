/** Knows which serial number is behind which configured address, and opens visits to terminals. @module */

import { isDeepStrictEqual } from 'node:util';
import { Permits } from '#bridge/async/index.ts';
import type { CloudClock } from '#bridge/cloud/index.ts';
import { addressOf, type TerminalConfig } from '#bridge/config/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import type { TerminalMemory, TerminalReportValue } from '#bridge/outbox/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault, reportedFault, TerminalFault } from '#shared/terminal-fault.ts';
import { identify, type KnownTerminal, type Visit } from './known-terminal.ts';
import { type Remembered, rememberAll, rememberedOf } from './remembered.ts';
import { keepClock } from './terminal-clock.ts';
import { TerminalLine } from './terminal-line.ts';
import type { OpenTerminal, TerminalConversation } from './terminal-reader.ts';
import { TerminalReports } from './terminal-reports.ts';
import { stateOfFault } from './terminal-states.ts';

type TerminalState = TerminalReportValue['state'];
type ReportedFaultValue = NonNullable<TerminalReportValue['fault']>;

/** What a registry works with. */
export interface RegistryOptions {
  terminals: readonly TerminalConfig[];
  /** The most terminals that the bridge talks to at the same time. */
  parallel: number;
  memory: TerminalMemory;
  open: OpenTerminal;
  clock: CloudClock;
  /** Zone of terminals that have none of their own. */
  zone: string;
  log: BridgeLog;
}

/** The least wait before a terminal whose session was lost is tried again; doubles with each failure. */
const firstReturnMilliseconds = 1000;

function notConfigured(address: string): TerminalFault {
  return new TerminalFault('unreachable', {
    address,
    reason: 'no configured address has a terminal with this serial number',
    of: 'not-configured',
  });
}

/** The configured terminals: which serial number is behind which address, how they are, and how to talk to them. */
export class TerminalRegistry {
  /** The reports of the terminals. */
  readonly reports: TerminalReports;
  readonly #options: RegistryOptions;
  /** Also those that are about to go. The reports look at the same list. */
  readonly #terminals: KnownTerminal[];
  /** The terminals that are to be read, by address. */
  #wanted: ReadonlyMap<string, TerminalConfig>;
  readonly #permits: Permits;
  /** Zones of terminals as the cloud has reported them; a correction made there takes precedence. */
  #zones: ReadonlyMap<string, string>;
  readonly #searches = new Map<string, Promise<void>>();
  #mostSessions = 0;
  readonly #punchListeners = new Set<(serial: Serial) => void>();

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#permits = new Permits(options.parallel);
    this.#zones = options.memory.zones();
    const remembered = rememberAll(options.memory);
    this.#terminals = options.terminals.map((config) => this.#knownOf(config, remembered));
    this.#wanted = new Map(this.#terminals.map(({ address, config }) => [address, config]));
    this.reports = new TerminalReports(this.#terminals, options);
  }

  /** What is known of a terminal that is read from now on. */
  #knownOf(config: TerminalConfig, remembered: Remembered): KnownTerminal {
    const address = addressOf(config);
    const known: KnownTerminal = {
      config,
      address,
      ...rememberedOf(config, remembered),
      triedAt: 0,
      leaveUntil: 0,
      lastFault: null,
      failures: 0,
      isSilent: remembered.silent.has(address),
      isGone: false,
      clockOrdered: false,
      visits: 0,
      turn: new Permits(1),
      line: this.#lineOf(config, () => known),
    };
    return known;
  }

  #lineOf(config: TerminalConfig, known: () => KnownTerminal): TerminalLine {
    return new TerminalLine({
      terminal: config,
      open: this.#options.open,
      mayKeep: (isKept) => (isKept ? this.#mostSessions > 0 : this.#mayKeep(config)),
      onPunch: () => {
        const { serial: punched } = known();
        if (punched !== null) for (const listener of this.#punchListeners) listener(punched);
      },
      onLost: () => {
        known().triedAt = this.#options.clock.machineNow();
      },
    });
  }

  /** The terminals that are read, as they are configured. */
  configs(): TerminalConfig[] {
    return this.#terminals.map(({ config }) => config);
  }

  /** The terminal at a configured address, as far as it is known. */
  standingOf(address: string): {
    serial: Serial | null;
    state: TerminalState | null;
    fault: ReportedFaultValue | null;
  } {
    const terminal = this.#terminals.find((each) => each.address === address);
    const { serial = null, report = null, lastFault = null } = terminal ?? {};
    const fault = lastFault === null ? (report?.fault ?? null) : reportedFault(lastFault);
    return { serial, state: report?.state ?? (lastFault && stateOfFault(lastFault.code)), fault };
  }

  /**
   * Reads other terminals from now on. One that is being visited is changed, or left alone, when that visit is over: nothing that is
   * under way is cut short.
   * @param configs - all that are to be read, with different addresses
   * @returns a promise of the moment when all is as it is wanted
   */
  async configure(configs: readonly TerminalConfig[]): Promise<void> {
    this.#wanted = new Map(configs.map((config) => [addressOf(config), config]));
    const remembered = rememberAll(this.#options.memory);
    const before = new Map(this.#terminals.map((terminal) => [terminal.address, terminal]));
    for (const [address, config] of this.#wanted) {
      if (!before.has(address)) this.#terminals.push(this.#knownOf(config, remembered));
    }
    await Promise.all(
      [...before.values()]
        .filter(({ address, config }) => !isDeepStrictEqual(this.#wanted.get(address), config))
        .map((terminal) => terminal.turn.run(() => this.#settle(terminal))),
    );
  }

  /** Makes a terminal that nobody visits what it is wanted to be; that may have changed again since. */
  async #settle(terminal: KnownTerminal): Promise<void> {
    const { memory } = this.#options;
    const config = this.#wanted.get(terminal.address);
    if (terminal.isGone || isDeepStrictEqual(config, terminal.config)) return;
    await terminal.line.close();
    if (config === undefined) {
      terminal.isGone = true;
      this.#terminals.splice(this.#terminals.indexOf(terminal), 1);
      if (terminal.isSilent) memory.noteSilent(terminal.address, null);
      return;
    }
    // Whatever the terminal had against the old key, it may like the new one; else it is left alone as long as it was.
    if (config.commKey !== terminal.config.commKey) {
      terminal.leaveUntil = 0;
      terminal.lastFault = null;
    }
    const isSame = config.serial === undefined || config.serial === terminal.serial;
    Object.assign(terminal, {
      config,
      line: this.#lineOf(config, () => terminal),
      ...(isSame ? {} : rememberedOf(config, rememberAll(memory))),
      triedAt: 0,
      failures: 0,
    });
  }

  /** Has a listener called when a terminal reports that somebody has punched. */
  listenForPunches(listener: (serial: Serial) => void): void {
    this.#punchListeners.add(listener);
  }

  /** Lets sessions stay open between visits. @param most - at a time, of all terminals; 0 for none */
  keepSessions(most: number): void {
    this.#mostSessions = most;
  }

  /** Adopts the zones of terminals that the cloud has reported. */
  useZones(zones: readonly { serial: Serial; zone: string }[]): void {
    this.#zones = new Map([...this.#zones, ...zones.map(({ serial, zone }) => [serial, zone] as const)]);
    this.#options.memory.rememberZones(this.#zones);
  }

  /** Closes the sessions that are kept, and keeps no more. */
  async close(): Promise<void> {
    this.#mostSessions = 0;
    await Promise.all(this.#terminals.map(({ line }) => line.close()));
  }

  /** Sessions that are open and wait for events. */
  keptSessions(): number {
    return this.#terminals.filter(({ line }) => line.isKept).length;
  }

  #mayKeep(config: TerminalConfig): boolean {
    return config.realtime && this.keptSessions() < this.#mostSessions;
  }

  /**
   * Terminals that nobody talks to and that have not been tried for this time. One that should have a session and has
   * none is due sooner: after a second at first, then after twice as long each time.
   */
  overdue(milliseconds: number): KnownTerminal[] {
    const now = this.#options.clock.machineNow();
    return this.#terminals.filter((terminal) => {
      const { config, line, failures, triedAt, leaveUntil, visits } = terminal;
      const wantsSession = !line.isKept && !line.refusesEvents && this.#mayKeep(config);
      const wait = wantsSession
        ? Math.min(milliseconds, firstReturnMilliseconds * 2 ** Math.min(failures, 20))
        : milliseconds;
      return visits === 0 && now - triedAt >= wait && now >= leaveUntil;
    });
  }

  /** Checks whether a terminal answers, and notes its state or its fault. @returns the visit; `null` after a fault */
  async probe(terminal: KnownTerminal, signal: AbortSignal): Promise<Visit | null> {
    try {
      return await this.#visit(terminal, null, signal, async (visit) => visit);
    } catch (error) {
      if (!isTerminalFault(error)) throw error;
      return null;
    }
  }

  /** Sets the clock of a terminal because somebody has ordered it; what cannot be done now is ordered again. */
  async setClock(serial: Serial, signal: AbortSignal): Promise<void> {
    const terminal = this.#find(serial);
    if (terminal === undefined || terminal.clockOrdered) return;
    terminal.clockOrdered = true;
    try {
      await this.probe(terminal, signal);
    } finally {
      terminal.clockOrdered = false;
    }
  }

  /** Checks several terminals at the same time. */
  async probeAll(terminals: readonly KnownTerminal[], signal: AbortSignal): Promise<void> {
    await Promise.all(terminals.map((terminal) => this.probe(terminal, signal)));
  }

  /** Serial numbers behind the configured addresses, or one of them. Terminals that were never met are probed. */
  async serials(signal: AbortSignal): Promise<Serial[]> {
    await this.probeAll(
      this.#terminals.filter(({ serial }) => serial === null),
      signal,
    );
    return this.#terminals.flatMap(({ serial }) => (serial === null ? [] : [serial]));
  }

  /** Faults of terminals that have never reported their serial number. */
  nameless(): { address: string; fault: TerminalFault | null }[] {
    return this.#terminals
      .filter(({ serial }) => serial === null)
      .map(({ address, lastFault }) => ({ address, fault: lastFault }));
  }

  /**
   * Talks to the terminal with a serial number. When another one is found at its address, or none is known, the
   * configured addresses are searched once.
   * @throws TerminalFault of the conversation; `unreachable` when no address has the terminal
   */
  async visit<T>(serial: Serial, signal: AbortSignal, work: (visit: Visit) => Promise<T>): Promise<T> {
    const known = this.#find(serial);
    let swapped: unknown;
    if (known) {
      try {
        return await this.#visit(known, serial, signal, work);
      } catch (error) {
        if (!isTerminalFault(error, 'other-serial')) throw error;
        swapped = error;
      }
    }
    const found = await this.#search(serial, signal);
    if (found && found !== known) return this.#visit(found, serial, signal, work);
    throw swapped ?? notConfigured(serial);
  }

  /** Looks for a terminal: where nobody has answered yet, and then wherever terminals may have changed places. */
  async #search(serial: Serial, signal: AbortSignal): Promise<KnownTerminal | undefined> {
    const movable = this.#terminals.filter(({ config }) => config.serial === undefined);
    await this.#probeTogether(
      'unknown',
      movable.filter((terminal) => terminal.serial === null),
      signal,
    );
    const found = this.#find(serial);
    if (found !== undefined && found.lastFault === null) return found;
    await this.#probeTogether('all', movable, signal);
    return this.#find(serial);
  }

  /** Tasks that miss their terminals at the same time share one search. */
  async #probeTogether(
    name: 'unknown' | 'all',
    terminals: readonly KnownTerminal[],
    signal: AbortSignal,
  ): Promise<void> {
    const running = this.#searches.get(name);
    if (running !== undefined) {
      // It ends early when the task that began it is taken away; the other search, or the next task, finds the rest.
      await running.catch(() => undefined);
      signal.throwIfAborted();
      return;
    }
    const search = this.probeAll(terminals, signal).finally(() => this.#searches.delete(name));
    this.#searches.set(name, search);
    await search;
  }

  #find(serial: Serial): KnownTerminal | undefined {
    return this.#terminals.find((terminal) => terminal.serial === serial);
  }

  async #visit<T>(
    terminal: KnownTerminal,
    expected: string | null,
    signal: AbortSignal,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T> {
    terminal.visits += 1;
    try {
      return await terminal.turn.run(() =>
        this.#permits.run(() => this.#visitNow(terminal, expected, signal, work)),
      );
    } finally {
      terminal.visits -= 1;
    }
  }

  async #visitNow<T>(
    terminal: KnownTerminal,
    expected: string | null,
    signal: AbortSignal,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const { clock } = this.#options;
    if (terminal.isGone) throw notConfigured(terminal.address);
    if (terminal.lastFault !== null && clock.machineNow() < terminal.leaveUntil) throw terminal.lastFault;
    terminal.triedAt = clock.machineNow();
    const meet = (conversation: TerminalConversation, isFresh: boolean) =>
      this.#meet(terminal, expected, conversation, isFresh);
    try {
      return await terminal.line.use(signal, meet, work);
    } catch (error) {
      if (isTerminalFault(error)) this.reports.noteFault(terminal, error);
      throw error;
    } finally {
      terminal.triedAt = clock.machineNow();
    }
  }

  async #meet(
    terminal: KnownTerminal,
    expected: string | null,
    conversation: TerminalConversation,
    isFresh: boolean,
  ): Promise<Visit> {
    const { config, address } = terminal;
    const info = await conversation.info();
    const serial = identify(config, info);
    const insistOn = (wanted: string | null | undefined) => {
      if (wanted === null || wanted === undefined || wanted === serial) return;
      throw new TerminalFault('other-serial', { address, expected: wanted, actual: serial });
    };
    insistOn(config.serial);
    const zone = this.#zones.get(serial) ?? config.zone ?? this.#options.zone;
    const isOrdered = terminal.clockOrdered;
    const { driftSeconds, setBySeconds } = await keepClock(conversation, config, {
      ...this.#options,
      zone,
      isOrdered,
    });
    terminal.serial = serial;
    const visit = { conversation, serial, info, driftSeconds, zone, isFresh };
    this.reports.noteOnline(terminal, visit, setBySeconds);
    insistOn(expected);
    return visit;
  }
}
