/** What is being done now, for the head of the page. What asks for it is no part of the first page. @module */

import { makeStore } from '../ui/store.ts';

/** The title of the latest work that runs; `undefined` while none does. */
export const runningWork = makeStore<string | undefined>(undefined);
