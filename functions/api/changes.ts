/** The API gives programs that keep a copy what has changed. @module */

import { type ChangeKind, changeKinds, type changes } from '#shared/contract/changes.ts';
import { changeState, readChanges, setChangesKept } from '../domain/changes/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';
import { viewerOf } from './users.ts';

function kindsIn(text: string | undefined): ChangeKind[] | undefined {
  const named = text?.split(',');
  return named && changeKinds.filter((kind) => named.includes(kind));
}

/** Handlers of the feed of changes. */
export function changeHandlers(runtime: Runtime): Handlers<typeof changes> {
  return {
    listChanges: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const viewer = await viewerOf(actor, call);
      return { body: await readChanges(actor, { ...query, kinds: kindsIn(query.kinds) }, viewer) };
    },
    getChangeState: async (_input, call) => ({ body: await changeState(actorOf(runtime, call)) }),
    putChangeState: async ({ body }, call) => ({
      body: await setChangesKept(actorOf(runtime, call), body.kept),
    }),
  };
}
