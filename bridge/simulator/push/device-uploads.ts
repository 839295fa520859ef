/** Uploads log rows, users and unsolicited data in the dialect of a simulated push terminal. @module */

import type { PatientUpload } from './patience.ts';
import type { PushBehaviour } from './push-modes.ts';
import type { PushStats } from './push-options.ts';
import { accBody, attlogBody, type LogRow, stampOfRows, unsolicitedUploads } from './push-rows.ts';
import type { RawReply } from './raw-http.ts';

/** What uploads need of the terminal that makes them. */
export interface DeviceUploadsOptions {
  behaviour: PushBehaviour;
  stats: PushStats;
  /** From 0 to below 1, repeatable. */
  random: () => number;
  request: (
    method: 'GET' | 'POST',
    endpoint: string,
    query: readonly (readonly [string, string])[],
    body?: Buffer,
    hangUpAfterSending?: boolean,
  ) => Promise<RawReply | undefined>;
  patiently: (
    send: () => Promise<RawReply | undefined>,
    judge?: Pick<PatientUpload, 'succeeded' | 'enough'>,
  ) => Promise<RawReply | undefined>;
  /** Called with whether the server took the rows in the end. */
  onOutcome: (taken: boolean) => void;
}

/** The uploads of a simulated push terminal, in the forms of its dialect and its modes. */
export class DeviceUploads {
  readonly #on: DeviceUploadsOptions;
  #hungUp = false;
  #unsolicitedSent = false;

  constructor(options: DeviceUploadsOptions) {
    this.#on = options;
  }

  /** Uploads rows of the log. @returns whether the server took them */
  async rows(rows: readonly LogRow[]): Promise<boolean> {
    const { acc, wantsCount } = this.#on.behaviour;
    const reply = await this.#on.patiently(() => (acc ? this.#postAccRows(rows) : this.#postRows(rows)), {
      enough: ({ body }) => !wantsCount || acc || body.toString() === `OK: ${rows.length}`,
    });
    this.#on.onOutcome(reply !== undefined);
    return reply !== undefined;
  }

  /** Uploads users with their names, in the dialect's form. */
  async users(pins: readonly string[], names: ReadonlyMap<string, string>): Promise<void> {
    const lines = pins.map((pin) =>
      this.#on.behaviour.acc
        ? `user uid=1\tcardno=0\tpin=${pin}\tpassword=\tname=${names.get(pin) ?? ''}\tprivilege=0\n`
        : `USER PIN=${pin}\tName=${names.get(pin) ?? ''}\tPri=0\tPasswd=\tCard=\tGrp=1\n`,
    );
    const body = Buffer.from(lines.join(''));
    if (this.#on.behaviour.acc) {
      const query = [
        ['type', 'tabledata'],
        ['tablename', 'user'],
        ['count', String(pins.length)],
      ] as const;
      await this.#on.patiently(() => this.#on.request('POST', 'querydata', query, body), {
        succeeded: ({ body: text }) => text.includes('user='),
      });
      return;
    }
    await this.#on.patiently(() =>
      this.#on.request(
        'POST',
        'cdata',
        [
          ['table', 'OPERLOG'],
          ['Stamp', '9999'],
        ],
        body,
      ),
    );
  }

  /** Uploads unsolicited data once, if a mode wants it. @returns whether the server took it */
  async unsolicited(serial: string, pins: readonly string[]): Promise<boolean> {
    if (this.#unsolicitedSent) return true;
    this.#unsolicitedSent = true;
    for (const { table, body } of unsolicitedUploads(this.#on.behaviour, serial, pins.slice(0, 3))) {
      const query = [
        ['table', table],
        ['Stamp', '9999'],
      ] as const;
      if ((await this.#on.patiently(() => this.#on.request('POST', 'cdata', query, body))) === undefined)
        return false;
    }
    return true;
  }

  async #postRows(rows: readonly LogRow[]): Promise<RawReply | undefined> {
    const stamp = stampOfRows(rows, this.#on.behaviour.dialect);
    this.#on.stats.uploads += 1;
    this.#on.stats.rowsSent += rows.length;
    const hangUp = this.#on.behaviour.crashMid && !this.#hungUp;
    this.#hungUp = true;
    const reply = await this.#on.request(
      'POST',
      'cdata',
      [
        ['table', 'ATTLOG'],
        ['Stamp', stamp],
      ],
      attlogBody(rows, this.#on.behaviour),
      hangUp,
    );
    return this.#on.random() < this.#on.behaviour.lostReplyShare ? undefined : reply;
  }

  async #postAccRows(rows: readonly LogRow[]): Promise<RawReply | undefined> {
    this.#on.stats.uploads += 1;
    this.#on.stats.rowsSent += rows.length;
    const live = rows.length < 20;
    const query = live
      ? ([['table', 'rtlog']] as const)
      : ([
          ['table', 'tabledata'],
          ['tablename', 'transaction'],
          ['count', String(rows.length)],
        ] as const);
    const reply = await this.#on.request('POST', 'cdata', query, accBody(rows, live));
    if (live || reply === undefined || reply.body.toString() !== `transaction=${rows.length}`) return reply;
    return { ...reply, body: Buffer.from('OK') };
  }
}
