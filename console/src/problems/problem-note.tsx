/** Shows what went wrong: what happened, what to do, and the button that helps. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Role } from '#shared/contract/access.ts';
import { Problem } from '../api/problem.ts';
import type { Format } from '../day/format-of.ts';
import { roleLooks } from '../day/looks.ts';
import { Shape } from '../day/shapes.tsx';
import { useFormat } from '../day/use-format.ts';
import styles from './problem-note.module.css';
import type { ShownProblem } from './problem-texts.ts';
import { textsQuery } from './texts-query.ts';

/** The networks of browsers fail with a `TypeError`, and with nothing else that tells them. */
function isNetworkGone(error: unknown): boolean {
  return error instanceof TypeError || !navigator.onLine;
}

function roleNeeded(facts: Readonly<Record<string, unknown>>): Role | undefined {
  const named = /\b(viewer|hr|admin)\b/.exec(String(facts.needs))?.[1];
  return named === undefined ? undefined : (named as Role);
}

/** What the table says of an error; until it has come, or where it has nothing, the sentence of the server. */
function useShown(error: unknown, format: Format): ShownProblem {
  const { t, i18n } = useLingui();
  const { data: texts } = useQuery(textsQuery);
  if (isNetworkGone(error)) {
    return {
      title: t`The server cannot be reached.`,
      todo: t`Check the network. What is shown may be out of date.`,
      action: 'retry',
    };
  }
  if (!(error instanceof Problem)) {
    return { title: t`Something went wrong on this page.`, todo: t`Reload it.`, action: 'retry' };
  }
  const role = error.code === 'caller.not-allowed' ? roleNeeded(error.facts) : undefined;
  const facts = role === undefined ? error.facts : { ...error.facts, needs: i18n._(roleLooks[role].word) };
  const shown = error.code === undefined ? undefined : texts?.shownProblem(i18n, format, error.code, facts);
  return shown ?? { title: error.message, todo: null, action: error.status >= 500 ? 'retry' : 'none' };
}

/** Counts down, then retries once. @returns seconds that are left; `undefined` without a wait */
function useCountdown(error: unknown, onRetry: (() => void) | undefined): number | undefined {
  const wait =
    error instanceof Problem && [429, 503].includes(error.status) ? error.retryAfterSeconds : undefined;
  const total = onRetry === undefined ? undefined : wait;
  const [left, setLeft] = useState(total);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each error is waited for anew, also one with the same wait
  useEffect(() => setLeft(total), [total, error]);
  useEffect(() => {
    if (left === undefined) return undefined;
    if (left <= 0) {
      setLeft(undefined);
      onRetry?.();
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, onRetry]);
  return left;
}

function RequestId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
  };
  return (
    <p className={styles.request}>
      <Trans>
        Request <code>{id}</code>
      </Trans>
      <button type="button" className={styles.quiet} onClick={() => void copy()}>
        {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
      </button>
    </p>
  );
}

/** What is shown of an error. */
export interface ProblemNoteProps {
  readonly error: unknown;
  /** Asks again; without it there is no such button. */
  readonly onRetry?: (() => void) | undefined;
  /** Shows the newest version, where somebody else has changed something; without it, asking again does. */
  readonly onReload?: (() => void) | undefined;
  /** Opens the lock that is in the way. @param lockId - id of the lock */
  readonly onOpenLock?: ((lockId: string) => void) | undefined;
}

function Actions({
  error,
  action,
  left,
  ...on
}: ProblemNoteProps & Pick<ShownProblem, 'action'> & { left: number | undefined }) {
  const { onRetry, onReload = onRetry, onOpenLock } = on;
  const lockId = error instanceof Problem ? error.facts.lockId : undefined;
  if (action === 'open-lock' && onOpenLock !== undefined && typeof lockId === 'string') {
    return (
      <button type="button" className={styles.button} onClick={() => onOpenLock(lockId)}>
        <Trans>Open the lock</Trans>
      </button>
    );
  }
  if (action === 'reload' && onReload !== undefined) {
    return (
      <button type="button" className={styles.button} onClick={onReload}>
        <Trans>Show the newest version</Trans>
      </button>
    );
  }
  if (action !== 'retry' || onRetry === undefined) return null;
  return (
    <button type="button" className={styles.button} onClick={onRetry}>
      {left === undefined ? <Trans>Try again</Trans> : <Trans>Try now</Trans>}
    </button>
  );
}

/** What went wrong, what to do, and the button that helps. After "too many requests" and "busy" it waits, visibly, and retries. */
export function ProblemNote(props: ProblemNoteProps) {
  const { error, onRetry } = props;
  const format = useFormat();
  const { title, todo, action } = useShown(error, format);
  const left = useCountdown(error, onRetry);
  const requestId = error instanceof Problem && error.status >= 500 ? error.requestId : undefined;
  return (
    <div role="alert" className={styles.note}>
      <span className={styles.shape}>
        <Shape name="diamond" size={16} />
      </span>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {todo !== null && <p>{todo}</p>}
        {left !== undefined && (
          // Read once when it appears, not each second.
          <p aria-live="off">
            <Trans>Trying again in {left} s.</Trans>
          </p>
        )}
        {requestId !== undefined && <RequestId id={requestId} />}
      </div>
      <Actions {...props} action={action} left={left} />
    </div>
  );
}
