/** The page on which one signs in, and the notice that a session has ended. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SignIn } from '#shared/contract/sign-in.ts';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { TextField } from '../ui/text-field.tsx';
import { beginSignIn, forgetKey, signInByKey } from './session.ts';
import styles from './sign-in.module.css';

interface SignInFormProps {
  signIn: SignIn;
  onSignedIn(): void;
}

/** One button to the issuer; a field for an API key where there is none. */
function SignInForm({ signIn, onSignedIn }: SignInFormProps) {
  const { t } = useLingui();
  const [key, setKey] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const trying = async (way: () => Promise<void>) => {
    setIsBusy(true);
    setError(undefined);
    try {
      await way();
    } catch (failure) {
      setError(failure);
      setIsBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void trying(async () => {
      await signInByKey(key.trim());
      onSignedIn();
    });
  };
  return (
    <div className={styles.form}>
      {error !== undefined && <ProblemNote error={error} />}
      {signIn.issuer !== undefined && (
        <Button variant="primary" isPending={isBusy} onPress={() => void trying(() => beginSignIn(signIn))}>
          <Trans>Sign in</Trans>
        </Button>
      )}
      {signIn.apiKeys && (
        <form className={styles.form} onSubmit={submit}>
          <TextField
            label={t`API key`}
            description={t`It begins with rck_. Whoever has installed Rollcall has the first one.`}
            type="password"
            value={key}
            onChange={setKey}
            isRequired
          />
          <Button variant="primary" type="submit" isPending={isBusy}>
            <Trans>Sign in</Trans>
          </Button>
        </form>
      )}
    </div>
  );
}

/** The page on which one signs in. */
export function SignInPage(props: SignInFormProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.name}>
          <Logo />
          <h1>Rollcall</h1>
        </div>
        <p className={styles.says}>
          <Trans>Attendance that payroll can trust.</Trans>
        </p>
        <SignInForm {...props} />
      </div>
    </main>
  );
}

/** Lies over the page when the server does not take the session any more. What was typed is kept in this browser. */
export function SessionEnded({ onSignedIn }: { onSignedIn(): void }) {
  const { t } = useLingui();
  const { data: signIn } = useQuery({
    queryKey: ['getSignIn'],
    queryFn: () => {
      forgetKey();
      return api.getSignIn({});
    },
  });
  return (
    <div className={styles.over} role="alertdialog" aria-modal="true" aria-label={t`Your session has ended`}>
      <div className={styles.card}>
        <h2>
          <Trans>Your session has ended</Trans>
        </h2>
        <p className={styles.says}>
          <Trans>Sign in again: you come back to where you are, and what you have typed is kept.</Trans>
        </p>
        {signIn && <SignInForm signIn={signIn} onSignedIn={onSignedIn} />}
      </div>
    </div>
  );
}
