/** An entry that waits for a second person, with what it would change. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import { useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import type { AnyEntry } from '../entries/any-entry.ts';
import { EntryEffect } from '../entries/effect.tsx';
import { useWithdraw } from '../entries/enter.ts';
import { entryText } from '../entries/entry-text.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import styles from './approvals.module.css';

/** A line of the list. */
export interface WaitingEntryProps {
  one: AnyEntry;
  /** Whoever looks has entered it: somebody else decides. */
  isMine: boolean;
  isPending: boolean;
  isChosen: boolean;
  onChoose: (isOn: boolean) => void;
  onApprove: () => void;
  onReject: () => void;
}

/** One entry: who, when, what, what changes, by whom; and the answers. */
export function WaitingEntry(props: WaitingEntryProps) {
  const { one, isMine, isPending, isChosen, onChoose, onApprove, onReject } = props;
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const place = useRef<HTMLLIElement>(null);
  const isSeen = useIsSeen(place);
  const withdraw = useWithdraw();
  const { kind, first, entry } = one;
  const who = entry.name ?? entry.userId;
  const isOneDay = kind !== 'leave' || addDays(entry.from, 1) === entry.to;
  const days = isOneDay ? format.date(first) : format.range({ from: entry.from, to: entry.to });
  return (
    <li ref={place} className={styles.entry} aria-label={`${who}, ${days}`}>
      {mayEdit && (
        <span className={styles.tick}>
          {!isMine && (
            <Checkbox aria-label={t`Choose ${who}, ${days}`} isSelected={isChosen} onChange={onChoose} />
          )}
        </span>
      )}
      <div className={styles.who}>
        <Link
          to="/attendance/$userId"
          params={{ userId: entry.userId }}
          search={{ from: `${first.slice(0, 8)}01`, day: `${entry.userId}:${first}` }}
        >
          {who}
        </Link>
        {entry.name !== undefined && <span className={styles.muted}> {entry.userId}</span>}
        <p>{days}</p>
      </div>
      <div className={styles.what}>
        <p className={styles.text}>{entryText(i18n, format, one)}</p>
        <EntryEffect one={one} isWanted={isSeen} />
      </div>
      <div className={styles.by}>
        <p>
          {isMine ? t`You` : (entry.authorName ?? entry.author)}, {format.instant(entry.enteredAt)}
        </p>
        {entry.reason !== '' && <p>“{entry.reason}”</p>}
      </div>
      {mayEdit &&
        (isMine ? (
          <div className={styles.answers}>
            <span className={styles.muted}>
              <Trans>Somebody else decides</Trans>
            </span>
            <Button
              size="small"
              aria-label={t`Withdraw: ${who}, ${days}`}
              isPending={withdraw.isPending}
              onPress={() =>
                withdraw.mutate({
                  name: { kind, userId: entry.userId, first, id: entry.id },
                  reason: t`Withdrawn before it was approved`,
                })
              }
            >
              <Trans>Withdraw</Trans>
            </Button>
          </div>
        ) : (
          <div className={styles.answers}>
            <Button size="small" aria-label={t`Reject: ${who}, ${days}`} onPress={onReject}>
              <Trans>Reject</Trans>
            </Button>
            <Button
              size="small"
              variant="primary"
              aria-label={t`Approve: ${who}, ${days}`}
              isPending={isPending}
              onPress={onApprove}
            >
              <Trans>Approve</Trans>
            </Button>
          </div>
        ))}
    </li>
  );
}

/** Whether something has been in sight: what nobody looks at is not computed. */
function useIsSeen(place: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || isSeen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: '50% 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, isSeen]);
  return isSeen;
}
