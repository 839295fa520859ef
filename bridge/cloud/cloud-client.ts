/** The signed, typed client through which the bridge calls every route of the cloud. @module */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { bridgeApi } from '#shared/contract/bridge-api.ts';
import { type Client, type ClientRequest, makeClient, type Send } from '#shared/contract/client.ts';
import { packedMediaType } from '#shared/contract/packed-body.ts';
import { type CloudClock, cloudClock } from './cloud-clock.ts';
import { CloudUnreachable, errorOfAnswer, isCloudProblem } from './cloud-error.ts';
import { openExchange } from './http-exchange.ts';
import { type Signer, signatureHeaders } from './sign-request.ts';

/** The typed routes that bridges call. */
export type BridgeApi = Client<typeof bridgeApi>;

/** A connection to the cloud. */
export interface Cloud {
  readonly api: BridgeApi;
  readonly clock: CloudClock;
  /** Ends every connection; requests under way fail as unreachable. */
  close(): void;
}

/** Options of a connection to the cloud. */
export interface CloudOptions {
  /** Base address, without a trailing slash. */
  cloudUrl: string;
  /** Signs the requests; without it only enrolment works. */
  signer?: Signer;
  /** Default: the system's clock until the cloud reports its time. */
  clock?: CloudClock;
  /** Certificates of further authorities to believe, in PEM. */
  ca?: string;
  /** Default 30. */
  timeoutSeconds?: number;
  /** The most requests at a time. Default 8. */
  connections?: number;
  /** Called when the server's time has been adopted. @param skewSeconds - server minus this machine */
  onClockSkew?: (skewSeconds: number) => void;
  /** Called when requests go uncompressed from now on, because compressed ones do not arrive as they were sent. */
  onUnpacked?: (error: unknown) => void;
}

const compressFromBytes = 1024;
/** Level 4 takes half the time of the default on batches of punches and is a tenth larger. */
const compressionLevel = 4;
const compress = promisify(gzip);

/** Statuses with which something on the way refuses a body for its type, without a word of the cloud's. */
const refusedOnTheWay = [400, 403, 406, 415];

/** Whether a request may have failed because it was compressed: unpacked or changed on the way, or not known there. */
function mayBeThePacking(error: unknown): boolean {
  if (error instanceof CloudUnreachable)
    return error.status !== undefined && refusedOnTheWay.includes(error.status);
  return isCloudProblem(error, 'bridge.signature', 'request.media-type', 'request.not-json');
}

function jsonOf(body: Buffer): unknown {
  try {
    return body.byteLength === 0 ? undefined : JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Opens a connection to the cloud. Calls throw `CloudProblem` (the cloud's own answer), `CloudUnreachable` (none), or a
 * schema error when the cloud breaks the contract. A request that is refused because of the clock is signed again,
 * once, with the server's time. Large requests go compressed; where that does not arrive as it was signed, or is not known,
 * the same request goes uncompressed, and if that works so do all that follow.
 */
export function openCloud(options: CloudOptions): Cloud {
  const base = new URL(options.cloudUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const connection = openExchange(base, options.connections ?? 8, options.ca);
  const clock = options.clock ?? cloudClock();
  const timeoutMilliseconds = (options.timeoutSeconds ?? 30) * 1000;
  const closing = new AbortController();

  async function sendOnce(request: ClientRequest, packed: boolean): ReturnType<Send> {
    const plain = Buffer.from(request.body ?? '', 'utf8');
    const body = packed ? await compress(plain, { level: compressionLevel }) : plain;
    const target = prefix + request.path;
    const headers = { ...request.headers, ...(packed ? { 'content-type': packedMediaType } : {}) };
    const outgoing = { method: request.method, authority: connection.authority, target, body };
    if (options.signer)
      Object.assign(headers, signatureHeaders(outgoing, options.signer, clock.signingTime()));

    const sentAt = clock.machineNow();
    const answer = await connection.exchange({
      ...outgoing,
      headers,
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMilliseconds)]),
    });
    const json = jsonOf(answer.body);
    if (answer.status >= 200 && answer.status < 300) {
      // A sign-in page of the local network answers 200 to everything.
      if (json === undefined && answer.body.byteLength > 0) {
        throw new CloudUnreachable(
          `something else answers in the place of ${base.origin}, such as the sign-in page of a network. Open it in a browser on this machine.`,
          { status: answer.status },
        );
      }
      return { json, headers: answer.headers };
    }
    const error = errorOfAnswer(answer.status, json, answer.headers['retry-after']);
    if (isCloudProblem(error, 'bridge.clock-skewed')) {
      clock.observe(String(error.facts.serverTime), sentAt, clock.machineNow());
      clock.correctSigning();
      options.onClockSkew?.(Math.round(clock.offsetMilliseconds() / 1000));
    }
    throw error;
  }

  async function sendTimed(request: ClientRequest, packed: boolean): ReturnType<Send> {
    try {
      return await sendOnce(request, packed);
    } catch (error) {
      if (!isCloudProblem(error, 'bridge.clock-skewed')) throw error;
      return await sendOnce(request, packed);
    }
  }

  let packs = true;
  const send: Send = async (request) => {
    const packed = packs && Buffer.byteLength(request.body ?? '') > compressFromBytes;
    try {
      return await sendTimed(request, packed);
    } catch (error) {
      if (!packed || !mayBeThePacking(error)) throw error;
      const answer = await sendTimed(request, false);
      if (packs) options.onUnpacked?.(error);
      packs = false;
      return answer;
    }
  };

  return {
    api: makeClient(bridgeApi, send),
    clock,
    close() {
      closing.abort(new Error('the bridge is stopping'));
      connection.close();
    },
  };
}
