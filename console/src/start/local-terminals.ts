/** Asks a cloud on this machine for simulated terminals: what it has besides the API, so that all can be tried without hardware. @module */

import { queryOptions } from '@tanstack/react-query';
import { accessToken } from '../api/index.ts';

const place = '/local/terminals';

/** Whether the console comes from the machine that it is looked at on: no other cloud is asked. */
const isOwnMachine = () => ['127.0.0.1', 'localhost'].includes(window.location.hostname);

function isOfferedBy(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'isOffered' in answer && answer.isOffered === true;
}

/** Whether simulated terminals can be had. */
export const localTerminalsQuery = queryOptions({
  queryKey: ['local-terminals'],
  queryFn: async ({ signal }) => {
    if (!isOwnMachine()) return false;
    const answer = await fetch(place, { signal });
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    return answer.ok && isJson && isOfferedBy(await answer.json());
  },
  retry: false,
});

/** Has them started. @throws Error where they do not start */
export async function startLocalTerminals(): Promise<void> {
  const token = await accessToken();
  const answer = await fetch(place, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`The cloud has answered with ${answer.status}.`);
}
