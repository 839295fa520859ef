/** Notes which API keys are used, once an hour each, beside the work of the request and never in its way. @module */

import type { MiddlewareObj } from '@middy/core';
import { InstantField } from '#shared/contract/fields.ts';
import { parseOurId } from '#shared/contract/ids.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { isUseDue, type KeyUse, noteKeyUse } from '../domain/access/index.ts';
import { log } from '../observe/log.ts';
import type { Runtime } from '../runtime.ts';
import type { AuthorizerContext, HttpEvent, HttpResult } from './http.ts';

const mostRemembered = 10_000;
/** A function that has answered is frozen, so the note is waited for; but no longer than a caller would notice. */
const patienceMilliseconds = 200;

/** The use of a key among what the authorizer said; `undefined` for people. */
function useIn({ caller, usedAt, isEarlier = false }: AuthorizerContext): KeyUse | undefined {
  const keyId = caller.startsWith('key:') ? parseOurId('key', caller.slice('key:'.length)) : null;
  return keyId === null ? undefined : { keyId, isEarlier, usedAt: InstantField.safeParse(usedAt).data };
}

async function withPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

/**
 * Notes keys that are used, also for requests that are refused. The authorizer has read the key and says when it was noted last; it
 * may write nothing itself. Use it before the caller's role is looked at.
 */
export function keyUsed(runtime: Pick<Runtime, 'directory' | 'now'>): MiddlewareObj<HttpEvent, HttpResult> {
  const noted = new Map<string, number>();
  const notes = new WeakMap<HttpEvent, Promise<void>>();

  async function note(use: KeyUse, now: number): Promise<void> {
    try {
      await noteKeyUse(runtime.directory, use, instantFromEpoch(now));
    } catch (error) {
      // The next verdict of the authorizer tries again: nothing depends on it.
      log({ level: 'warn', message: 'use of a key not noted', keyId: use.keyId, error });
    }
  }

  const finish = async ({ event }: { event: HttpEvent }): Promise<void> => {
    const note = notes.get(event);
    if (note !== undefined) await withPatience(note);
  };

  return {
    before: function keyUsedBefore({ event }) {
      const context = event.requestContext.authorizer?.lambda;
      const use = context && useIn(context);
      if (use === undefined) return;
      const now = runtime.now();
      const name = `${use.keyId} ${use.isEarlier}`;
      const last = noted.get(name);
      // What the gateway remembers of the authorizer may be older than what this process has noted.
      if (!isUseDue(use.usedAt, instantFromEpoch(now))) return;
      if (last !== undefined && !isUseDue(instantFromEpoch(last), instantFromEpoch(now))) return;
      if (noted.size >= mostRemembered) noted.clear();
      noted.set(name, now);
      notes.set(event, note(use, now));
    },
    after: finish,
    onError: finish,
  };
}
