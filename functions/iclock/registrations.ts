/** Finds the organisation that a pushing terminal belongs to, and notes serials that nobody has registered. @module */

import type { Serial } from '#shared/punch/serial.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { claimantsOf } from '../domain/terminals/index.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredTerminal } from '../store/terminals.ts';

/** A serial that may push: its organisation and its terminal. */
export interface Registration {
  organisation: string;
  terminal: StoredTerminal;
  /** Zone of the terminal's clock. */
  zone: string;
  /** Whether it gets what comes without the key of anybody. */
  isHolder: boolean;
}

/** A changed registration takes effect within this time. */
const rememberedMilliseconds = 30_000;
/** Most terminals that one process remembers. */
const mostRemembered = 10_000;
/** Anybody can invent serials: one process notes at most this number of them in an hour. */
const strangersPerHour = 100;
const hourMilliseconds = 3_600_000;

/** Looks up which organisation a serial belongs to; remembers it briefly, because terminals call every few seconds. */
export class Registrations {
  readonly #runtime: Runtime;
  readonly #known = new Map<string, { registrations: Registration[]; until: number }>();
  readonly #strangers = new Map<string, number>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /**
   * The registrations of a serial number by the organisations that have registered it; the one that gets what comes without
   * anybody's key is the first. Empty when nobody has, or the terminal is retired.
   */
  async find(serial: Serial): Promise<Registration[]> {
    const now = this.#runtime.now();
    const remembered = this.#known.get(serial);
    if (remembered && remembered.until > now) return remembered.registrations;
    this.#known.delete(serial);
    const claims = await this.#runtime.directory.push.claims(serial);
    const found = await Promise.all(
      claimantsOf(claims).map((organisation) =>
        this.#registrationOf(serial, organisation, organisation === claims.holder?.organisation),
      ),
    );
    const registrations = found.filter((registration) => registration !== undefined);
    if (registrations.length === 0) return [];
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(serial, { registrations, until: now + rememberedMilliseconds });
    return registrations;
  }

  async #registrationOf(
    serial: Serial,
    organisation: string,
    isHolder: boolean,
  ): Promise<Registration | undefined> {
    const stores = this.#runtime.storesOf(organisation);
    const terminal = await stores.terminals.find(serial);
    if (terminal?.state !== 'active' || !terminal.pushes) return undefined;
    const zone = terminal.zone ?? (await stores.settings.read()).zone;
    return { organisation, terminal, zone, isHolder };
  }

  /** Notes a serial number that nobody has registered, at most once an hour. */
  async noteStranger(serial: Serial, address: string): Promise<void> {
    const now = this.#runtime.now();
    for (const [name, at] of this.#strangers) if (now - at >= hourMilliseconds) this.#strangers.delete(name);
    if (this.#strangers.has(serial) || this.#strangers.size >= strangersPerHour) return;
    this.#strangers.set(serial, now);
    await this.#runtime.directory.push.noteStranger({ serial, address, lastSeenAt: instantFromEpoch(now) });
  }
}
