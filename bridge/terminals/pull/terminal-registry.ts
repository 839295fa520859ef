/** Knows which serial number is behind which configured address, and opens visits to terminals. @module */

import { Permits } from '#bridge/async/index.ts';
import type { CloudClock } from '#bridge/cloud/index.ts';
import { addressOf, type TerminalConfig } from '#bridge/config/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import type { TerminalMemory } from '#bridge/outbox/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import { identify, type KnownTerminal, type Visit } from './known-terminal.ts';
import { keepClock } from './terminal-clock.ts';
import { TerminalLine } from './terminal-line.ts';
import type { OpenTerminal, TerminalConversation } from './terminal-reader.ts';
import { TerminalReports } from './terminal-reports.ts';

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

/** The configured terminals: which serial number is behind which address, how they are, and how to talk to them. */
export class TerminalRegistry {
  /** The reports of the terminals. */
  readonly reports: TerminalReports;
  readonly #options: RegistryOptions;
  readonly #terminals: KnownTerminal[];
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
    const remembered = options.memory.reports();
    const silent = new Set(options.memory.silent().map((item) => item.address));
    this.#terminals = options.terminals.map((config) => {
      const address = addressOf(config);
      const report = remembered.find((item) =>
        config.serial === undefined ? item.address === address : item.serial === config.serial,
      );
      const serial = config.serial ?? report?.serial ?? null;
      const known: KnownTerminal = {
        config,
        address,
        serial,
        report: report === undefined ? null : { ...report, address },
        triedAt: 0,
        leaveUntil: 0,
        lastFault: null,
        failures: 0,
        isSilent: silent.has(address),
        clockOrdered: false,
        visits: 0,
        turn: new Permits(1),
        line: new TerminalLine({
          terminal: config,
          open: options.open,
          mayKeep: (isKept) => (isKept ? this.#mostSessions > 0 : this.#mayKeep(config)),
          onPunch: () => {
            const { serial: punched } = known;
            if (punched !== null) for (const listener of this.#punchListeners) listener(punched);
          },
          onLost: () => {
            known.triedAt = options.clock.machineNow();
          },
        }),
      };
      return known;
    });
    this.reports = new TerminalReports(this.#terminals, options);
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
    throw (
      swapped ??
      new TerminalFault('unreachable', {
        address: serial,
        reason: 'no configured address has a terminal with this serial number',
        of: 'not-configured',
      })
    );
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
