/** Tries whether anything answers at the address of a terminal, without a word of the terminal's protocol. @module */

import { connect } from 'node:net';
import type { DiagnosedTerminal } from '#shared/contract/diagnosis-bundle.ts';

const patienceMilliseconds = 2000;

const answers: Readonly<Record<string, NonNullable<DiagnosedTerminal['knock']>['answer']>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no-such-name',
  EAI_AGAIN: 'no-such-name',
  EHOSTUNREACH: 'no-way',
  ENETUNREACH: 'no-way',
};

/** Whether something takes a TCP connection at an address; it is closed at once. Throws nothing. */
export async function knock(
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
): Promise<NonNullable<DiagnosedTerminal['knock']>> {
  const begun = performance.now();
  const answer = await new Promise<NonNullable<DiagnosedTerminal['knock']>['answer']>((resolve) => {
    if (signal.aborted) return resolve('no-answer');
    const socket = connect({ host, port });
    const end = (found: typeof answer) => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(found);
    };
    const stop = () => end('no-answer');
    signal.addEventListener('abort', stop);
    socket.setTimeout(patienceMilliseconds, stop);
    socket.once('connect', () => end('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(answers[error.code ?? ''] ?? 'no-answer'));
  });
  return { answer, tookMilliseconds: Math.round(performance.now() - begun) };
}
