/** Says below the matrix what of the period is locked, and locks or opens it again. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import type { PeriodLock } from '#shared/contract/locks.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useRights, useSettings } from '../api/index.ts';
import { kindOfRange, type Range } from '../day/periods.ts';
import { useFormat } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import styles from './lock-bar.module.css';
import { LockDialog, UnlockDialog } from './lock-dialog.tsx';
import { periodName } from './period-picker.tsx';
import type { AttendanceSearch } from './search.ts';

/** @param locks - all locks, also those that were opened again */
export function LockBar({
  range,
  today,
  department,
  locks,
  adjusted,
  onChange,
}: {
  range: Range;
  today: LocalDate;
  department: string | undefined;
  locks: readonly PeriodLock[];
  /** Whether days of the period have changed since they were locked. */
  adjusted: boolean;
  onChange: (next: Partial<AttendanceSearch>) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { organisation } = useSettings();
  const { mayAdminister } = useRights();
  const [asking, setAsking] = useState<'lock' | PeriodLock>();
  const touching = locks.filter(
    (lock) =>
      lock.state !== 'unlocked' &&
      lock.from < range.to &&
      range.from < lock.to &&
      (lock.department === undefined || department === undefined || lock.department === department),
  );
  const isWhole = touching.some(
    (lock) => lock.from <= range.from && range.to <= lock.to && lock.department === undefined,
  );
  const period = periodName(format, range, kindOfRange(range, organisation) === 'month');
  const isOver = range.to <= today;
  return (
    <footer className={styles.bar}>
      <ul className={styles.locks}>
        {touching.map((lock) => (
          <li key={lock.id} className={styles.lock}>
            <Lock size={16} />
            <span>
              {lock.state === 'locking' ? (
                <Trans>{format.range(lock, 'short')} is being locked</Trans>
              ) : (
                <Trans>
                  {format.range(lock, 'short')} locked by {lock.lockedByName ?? lock.lockedBy}
                </Trans>
              )}
              {lock.department !== undefined && ` · ${lock.department}`}
            </span>
            {mayAdminister && lock.state === 'locked' && (
              <Button
                size="small"
                variant="quiet"
                icon={<LockOpen />}
                aria-label={t`Unlock ${format.range(lock, 'short')}`}
                onPress={() => setAsking(lock)}
              >{t`Unlock…`}</Button>
            )}
          </li>
        ))}
        {touching.length === 0 && (
          <li className={styles.muted}>
            <Trans>Nothing of {period} is locked</Trans>
          </li>
        )}
        {adjusted && (
          <li>
            <Button size="small" variant="quiet" onPress={() => onChange({ has: ['adjusted'] })}>
              {t`Δ Days changed since`}
            </Button>
          </li>
        )}
      </ul>
      {mayAdminister && !isWhole && (
        <Button
          size="small"
          icon={<Lock />}
          isDisabled={!isOver}
          why={t`A period can be locked once it is over`}
          onPress={() => setAsking('lock')}
        >
          {t`Lock ${period}…`}
        </Button>
      )}
      {asking === 'lock' && (
        <LockDialog
          range={range}
          period={period}
          department={department}
          onChange={onChange}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking !== undefined && asking !== 'lock' && (
        <UnlockDialog lock={asking} onClose={() => setAsking(undefined)} />
      )}
    </footer>
  );
}
