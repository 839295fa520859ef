/** Tries whether anything answers at the addresses of terminals, without a word of the terminals' protocol. @module */

import { connect, isIP } from 'node:net';
import { Permits } from '#bridge/async/index.ts';
import type { DiagnosedTerminal } from '#shared/contract/diagnosis-bundle.ts';

/** What came of trying an address. */
export type Knock = NonNullable<DiagnosedTerminal['knock']>;

/** How many addresses are tried at a time, and how long. */
export interface KnockLimits {
  /** For one address. */
  patienceMilliseconds: number;
  /** After that no further address is tried. */
  totalMilliseconds: number;
  atOnce: number;
  /** Names keep the few threads busy that look all names up, also that of the cloud, and go on when nobody waits any more. */
  namesAtOnce: number;
}

/** Within half a minute 500 addresses at which nothing answers are tried. */
export const knockLimits: KnockLimits = {
  patienceMilliseconds: 2000,
  totalMilliseconds: 30_000,
  atOnce: 64,
  namesAtOnce: 2,
};

const answers: Readonly<Record<string, Knock['answer']>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no-such-name',
  EAI_AGAIN: 'no-such-name',
  EHOSTUNREACH: 'no-way',
  ENETUNREACH: 'no-way',
};

interface Place {
  host: string;
  port: number;
}

/** Whether something takes a TCP connection at an address; it is closed at once. Throws nothing. */
async function knock(
  { host, port }: Place,
  patienceMilliseconds: number,
  signal: AbortSignal,
): Promise<Knock> {
  const begun = performance.now();
  const answer = await new Promise<Knock['answer']>((resolve) => {
    if (signal.aborted) return resolve('no-answer');
    const socket = connect({ host, port });
    const end = (found: Knock['answer']) => {
      signal.removeEventListener('abort', stop);
      clearTimeout(timer);
      socket.destroy();
      resolve(found);
    };
    const stop = () => end('no-answer');
    // Not the socket's own: that begins anew when a name was found.
    const timer = setTimeout(stop, patienceMilliseconds);
    signal.addEventListener('abort', stop);
    socket.once('connect', () => end('connected'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(answers[error.code ?? ''] ?? 'no-answer'));
  });
  return { answer, tookMilliseconds: Math.round(performance.now() - begun) };
}

/**
 * Tries addresses, so many at a time.
 * @returns what came of each, in their order; `undefined` where there was no time to try it. Throws nothing
 */
export async function knockAll(
  places: readonly Place[],
  signal: AbortSignal,
  limits: KnockLimits = knockLimits,
): Promise<(Knock | undefined)[]> {
  const { patienceMilliseconds, totalMilliseconds, atOnce, namesAtOnce } = limits;
  const [addresses, names] = [new Permits(atOnce), new Permits(namesAtOnce)];
  const begun = performance.now();
  return await Promise.all(
    places.map((place) =>
      (isIP(place.host) === 0 ? names : addresses).run(async () => {
        if (signal.aborted || performance.now() - begun > totalMilliseconds) return undefined;
        return await knock(place, patienceMilliseconds, signal);
      }),
    ),
  );
}
