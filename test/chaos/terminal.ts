/** A simulated terminal that drops, stalls, restarts and changes its clock, but never forgets a punch. @module */

import { setTimeout as delay } from 'node:timers/promises';
import {
  samplePunches,
  sampleUsers,
  startTerminalSimulator,
  type TerminalSimulator,
} from '#bridge/simulator/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { aClock } from '#test/support/clock.ts';
import type { Dice } from './dice.ts';

const faults = [
  'normal',
  'coalesce',
  'fragment:700',
  'slow:2',
  'short-chunk',
  'event-mid-bulk',
  'bad-checksum:2',
  'drop-mid:9000',
  'drop-mid:30000',
  'silent-mid:20000',
  'refuse',
  'reset',
  'no-1503',
  'free-zero',
] as const;

const users = sampleUsers(8);
const portTries = 100;
const portPauseMilliseconds = 200;
const hourMilliseconds = 3_600_000;

/** A terminal on a bad day: it drops, stalls, restarts, grows and changes its clock; it never forgets a punch. */
export class ChaosTerminal {
  readonly serial: string;
  readonly #layout: readonly string[];
  readonly #log: TerminalRecord[];
  #simulator: TerminalSimulator | undefined;
  #port = 0;
  /** The system's: the bridges under chaos are processes of their own. */
  readonly #clock = aClock({ at: 'now' });
  #clockOffset = 0;
  #restarted: Promise<void> = Promise.resolve();
  #destructive = 0;

  constructor(index: number, dice: Dice) {
    this.serial = `CHAOS${String(index).padStart(5, '0')}`;
    this.#layout = dice.pick([['rec40'], ['rec49'], ['rec36'], ['rec16', 'user28'], ['rec8b', 'user28']]);
    this.#log = samplePunches(dice.between(200, 3000), users, dice.between(1, 1e9));
  }

  /** Port on 127.0.0.1; the same after every restart. */
  get port(): number {
    return this.#port;
  }

  /** Switches it on. @param modes - what is wrong with it this time */
  async start(...modes: string[]): Promise<void> {
    for (let tries = 1; this.#simulator === undefined; tries += 1) {
      this.#simulator = await this.#listen(modes).catch(async (error: unknown) => {
        // While it was off the system may have lent its port to somebody's outgoing connection.
        const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
        if (!isTaken || tries >= portTries) throw error;
        await delay(portPauseMilliseconds);
        return undefined;
      });
    }
    this.#port = this.#simulator.port;
  }

  /** Switches it off and on again. Restarts of one terminal follow one another. */
  restart(pauseMilliseconds: number, ...modes: string[]): Promise<void> {
    const restarted = this.#restarted.then(async () => {
      await this.stop();
      await delay(pauseMilliseconds);
      await this.start(...modes);
    });
    this.#restarted = restarted;
    return restarted;
  }

  #listen(modes: readonly string[]): Promise<TerminalSimulator> {
    return startTerminalSimulator({
      serial: this.serial,
      users,
      punches: this.#log,
      modes: [...this.#layout, ...modes],
      port: this.#port,
      clock: () => this.#now(),
    });
  }

  /** Switches it off. */
  async stop(): Promise<void> {
    const simulator = this.#simulator;
    this.#simulator = undefined;
    this.#destructive += simulator?.stats.destructiveCommands.length ?? 0;
    await simulator?.close();
  }

  /** Somebody punches, at the terminal's own idea of now. Also while it is switched off from the network. */
  punch(dice: Dice): void {
    const time = new Date(this.#now()).toISOString().slice(0, 19).replace('T', ' ');
    const { pin } = dice.pick([...users] as [(typeof users)[number], ...typeof users]);
    const record = { pin, time, status: dice.between(0, 5), verify: 1, workCode: '' };
    this.#log.push(record);
    this.#simulator?.addPunch(record);
  }

  /** Its clock jumps by up to six hours either way. */
  changeClock(dice: Dice): void {
    this.#clockOffset = dice.between(-6 * hourMilliseconds, 6 * hourMilliseconds);
  }

  /** A fault to restart with. */
  static fault(dice: Dice): string {
    return dice.pick(faults);
  }

  /** Identities of what it holds; a punch at the same second with the same key is the same punch. */
  identities(): string[] {
    return this.#log.map(({ pin, time, status }) => [this.serial, pin, time, status].join('|'));
  }

  /** Commands that erase something and that no bridge may send. */
  get destructiveCommands(): number {
    return this.#destructive;
  }

  #now(): number {
    return this.#clock.now() + this.#clockOffset;
  }
}
