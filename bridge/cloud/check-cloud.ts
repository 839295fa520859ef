/** Checks the way to the cloud by a request that needs no signature: name, certificate, proxy, and whose clock is right. @module */

import { type BridgeConfig, caOf } from '#bridge/config/index.ts';
import type { DiagnosedCloud } from '#shared/contract/diagnosis-bundle.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import { proxyOf } from './connection-failure.ts';
import { openExchange } from './http-exchange.ts';

const patienceMilliseconds = 10_000;

/** The cloud's time in its answer; `undefined` when something else has answered. */
function timeIn(body: Buffer): number | undefined {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    if (typeof json !== 'object' || json === null || !('time' in json)) return undefined;
    const time = epochOf(String(json.time) as Instant);
    return Number.isFinite(time) ? time : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a request to the cloud meets, from where the bridge stands.
 * @param now - epoch milliseconds of this machine
 */
export async function checkCloud(
  config: Pick<BridgeConfig, 'cloud' | 'caFile'>,
  now: () => number,
  signal: AbortSignal,
): Promise<DiagnosedCloud> {
  const base = new URL(config.cloud);
  const about = {
    address: config.cloud,
    hasProxy: base.protocol === 'https:' && proxyOf(process.env) != null,
    hasOwnCertificates: config.caFile !== undefined,
  };
  const begun = performance.now();
  const milliseconds = () => Math.round(performance.now() - begun);
  const sentAt = now();
  const connection = openExchange(base, 1, caOf(config).ca);
  try {
    const { status, body } = await connection.exchange({
      method: 'GET',
      target: `${base.pathname.replace(/\/+$/, '')}/v1/health`,
      headers: {},
      body: new Uint8Array(),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
    });
    const took = milliseconds();
    const time = timeIn(body);
    if (status !== 200 || time === undefined) {
      const fault =
        status === 200
          ? 'something else answers in its place'
          : `it answers ${status} to being asked for its health`;
      return { ...about, isReached: false, status, tookMilliseconds: took, fault };
    }
    const clockAheadSeconds = Math.round((sentAt + took / 2 - time) / 100) / 10;
    return { ...about, isReached: true, status, tookMilliseconds: took, clockAheadSeconds };
  } catch (error) {
    signal.throwIfAborted();
    const fault = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    return { ...about, isReached: false, tookMilliseconds: milliseconds(), fault };
  } finally {
    connection.close();
  }
}
