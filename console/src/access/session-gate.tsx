/** Shows the console to those who are signed in and the sign-in to everybody else; an ended session is said over the page. @module */

import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { healthQuery, meQuery, onSessionEnd, settingsQuery } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { type FirstLook, lookForSession } from './session.ts';
import styles from './sign-in.module.css';

const SignInPage = lazy(async () => ({ default: (await import('./sign-in-page.tsx')).SignInPage }));
const SessionEnded = lazy(async () => ({ default: (await import('./sign-in-page.tsx')).SessionEnded }));

type Stage = { state: 'looking' } | FirstLook;

/** The console when somebody is signed in. */
export function SessionGate({ children }: { children: ReactNode }) {
  const [stage, setStage] = useState<Stage>({ state: 'looking' });
  const [hasEnded, setHasEnded] = useState(false);
  const [tries, setTries] = useState(0);
  const queryClient = useQueryClient();
  const isIn = stage.state === 'signed-in';

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try looks again
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const found = await lookForSession();
      if (!isCurrent) return;
      if (found.state !== 'signed-in') {
        setStage(found);
        return;
      }
      try {
        // What every screen needs before it is drawn.
        await Promise.all(
          [meQuery, settingsQuery, healthQuery].map((query) =>
            queryClient.ensureQueryData<unknown>(query as never),
          ),
        );
        if (isCurrent) setStage(found);
      } catch (error) {
        if (isCurrent) setStage({ state: 'failed', error });
      }
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, [tries, queryClient]);

  useEffect(() => onSessionEnd(() => setHasEnded(true)), []);

  const signedIn = () => {
    setHasEnded(false);
    setTries((count) => count + 1);
    void queryClient.invalidateQueries();
  };
  if (stage.state === 'looking') return null;
  if (stage.state === 'signed-out') {
    return (
      <Suspense>
        <SignInPage signIn={stage.signIn} onSignedIn={signedIn} />
      </Suspense>
    );
  }
  if (stage.state === 'failed' && !hasEnded) {
    return (
      <main className={styles.page}>
        <ProblemNote error={stage.error} onRetry={() => setTries((count) => count + 1)} />
      </main>
    );
  }
  return (
    <>
      {isIn && children}
      <Suspense>{hasEnded && <SessionEnded onSignedIn={signedIn} />}</Suspense>
    </>
  );
}
