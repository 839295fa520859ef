/** Makes the HTTP requests of a simulated push terminal, in the form that its modes ask for. @module */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { accTokenText } from '#shared/iclock/acc.ts';
import type { PushBehaviour } from './push-modes.ts';
import { exchange, type RawReply } from './raw-http.ts';

/** How requests are made. */
export interface LinkOptions {
  server: URL;
  serial: string;
  behaviour: PushBehaviour;
  /** From 0 to below 1, repeatable. */
  random: () => number;
  timeoutMilliseconds: number;
}

/** A request before the modes have changed its form. */
export interface LinkRequest {
  method: 'GET' | 'POST';
  endpoint: string;
  query: readonly (readonly [key: string, value: string])[];
  body?: Buffer;
  hangUpAfterSending?: boolean;
}

/** Above this size a body is announced first in the mode `big`. */
const announcedBytes = 1024;
/** Above this size terminals wait four times as long for the reply. */
const largeBodyBytes = 10 * 1024;

/** The connection of a simulated terminal to its server, with the modes that change the form of its requests. */
export class DeviceLink {
  readonly #options: LinkOptions;
  #requests = 0;
  #token = '';

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** @throws NoReply when there is no whole reply */
  async send(request: LinkRequest): Promise<RawReply> {
    const { server, behaviour, timeoutMilliseconds } = this.#options;
    this.#requests += 1;
    const packed = behaviour.packed && request.body !== undefined;
    const body = packed ? gzipSync(request.body ?? '') : request.body;
    const bytes = body?.length ?? 0;
    return await exchange(server, {
      method: request.method,
      target: this.#target(request),
      timeoutMilliseconds: timeoutMilliseconds * (bytes > largeBodyBytes ? 4 : 1),
      ...(body === undefined ? {} : { body }),
      ...(behaviour.acc ? { contentType: 'application/push;charset=UTF-8' } : {}),
      headers: [
        ...(behaviour.acc ? [`Cookie: token=${this.#token}`] : []),
        ...(packed ? ['Content-Encoding: gzip'] : []),
      ],
      ...(request.hangUpAfterSending === true ? { hangUpAfterSending: true } : {}),
      ...(behaviour.bigBodies && bytes > announcedBytes ? { expectContinue: true } : {}),
      ...(behaviour.twoAddresses && this.#requests % 2 === 0 ? { localAddress: '127.0.0.2' } : {}),
    });
  }

  /** Adopts what a registration gave: requests carry a token from then on. */
  identify(registryCode: string, sessionId: string): void {
    const text = accTokenText(registryCode, this.#options.serial, sessionId);
    this.#token = createHash('md5').update(text).digest('hex');
  }

  #target({ endpoint, query }: LinkRequest): string {
    const { serial, behaviour } = this.#options;
    const base = this.#options.server.pathname.replace(/\/+$/, '');
    const pairs: (readonly [string, string])[] = [['SN', serial], ...query];
    if (behaviour.repeatKey) pairs.push(['SN', 'SOMEBODYELSE'], ['table', 'NOTHING'], ['Stamp', '1']);
    const text = pairs.map(([key, value]) => `${this.#cased(key)}=${encodeURIComponent(value)}`).join('&');
    return `${base}/iclock/${endpoint}${behaviour.aspx ? '.aspx' : ''}?${text}`;
  }

  #cased(key: string): string {
    if (!this.#options.behaviour.keyCase) return key;
    return [...key]
      .map((letter) => (this.#options.random() < 0.5 ? letter.toUpperCase() : letter.toLowerCase()))
      .join('');
  }
}
