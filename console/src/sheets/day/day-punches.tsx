/** The punches of a day, those that count and those that do not, each with what can be done about it. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { allPages, api, useRights } from '../../api/index.ts';
import { columnWords } from '../../day/column-words.ts';
import { PunchGlyph } from '../../day/day-strip.tsx';
import { reasonText } from '../../day/reason-text.ts';
import { useFormat } from '../../day/use-format.ts';
import { useEnter } from '../../entries/enter.ts';
import { FormFrame } from '../../entries/form-frame.tsx';
import { ReasonField } from '../../entries/reason-field.tsx';
import { Button } from '../../ui/button.tsx';
import type { PersonDay } from '../address.ts';
import styles from './day.module.css';
import type { DayPunch } from './day-data.ts';
import { refOf } from './day-lanes.ts';

/** @param lit - punches that a reason points at */
export function DayPunches({
  day,
  punches,
  lit,
}: {
  day: PersonDay;
  punches: readonly DayPunch[];
  lit: readonly string[];
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const [voiding, setVoiding] = useState<string>();
  const { data: terminals } = useQuery({
    queryKey: ['listTerminals', 'all'],
    queryFn: ({ signal }) => allPages((cursor) => api.listTerminals({ query: { cursor } }, { signal })),
    staleTime: 60_000,
  });
  const keys: Record<number, string> = {
    0: t`key In`,
    1: t`key Out`,
    2: t`key Break`,
    3: t`key Resume`,
    4: t`key OT`,
    5: t`key Done`,
  };
  return (
    <ul className={styles.entries}>
      {punches.map((punch) => {
        const ref = refOf(punch);
        const terminal = terminals?.find(({ serial }) => serial === punch.serial)?.name ?? punch.serial;
        const zone = terminals?.find(({ serial }) => serial === punch.serial)?.zone;
        const isElsewhere = zone !== undefined && zone !== null && zone !== format.zone;
        const parts = [
          terminal,
          ...(keys[punch.status] === undefined ? [] : [keys[punch.status]]),
          ...(isElsewhere ? [zone] : []),
          t`arrived ${format.instant(punch.receivedAt)}`,
        ];
        return (
          <li key={ref} className={styles.entry} data-lit={lit.includes(ref) || undefined}>
            <div className={styles.punch}>
              <PunchGlyph
                mark={{
                  direction:
                    punch.column === undefined
                      ? 'unknown'
                      : ['in', 'resume', 'ot'].includes(punch.column)
                        ? 'in'
                        : 'out',
                  isIgnored: punch.ignored !== undefined,
                }}
              />
              <span className={styles.punchTime}>{format.time(punch.wallTime, true)}</span>
              <span className={styles.punchColumn}>
                {punch.column === undefined ? '' : i18n._(columnWords[punch.column])}
              </span>
              <span className={styles.muted}>{parts.join(' · ')}</span>
              {mayEdit && punch.ignored?.key !== 'ignored.voided' && voiding !== ref && (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t`Void the punch of ${format.time(punch.wallTime, true)}`}
                  onPress={() => setVoiding(ref)}
                >{t`Void`}</Button>
              )}
            </div>
            {punch.ignored && <p className={styles.muted}>{reasonText(i18n, format, punch.ignored)}</p>}
            {voiding === ref && <VoidForm day={day} punch={punch} onDone={() => setVoiding(undefined)} />}
          </li>
        );
      })}
    </ul>
  );
}

function VoidForm({ day, punch, onDone }: { day: PersonDay; punch: DayPunch; onDone: () => void }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useEnter(onDone);
  const { serial, wallTime, status } = punch;
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={reason.trim() !== ''}
      verb={t`Void the punch`}
      onCancel={onDone}
      onSubmit={() =>
        mutate({
          kind: 'correction',
          body: {
            kind: 'void-punch',
            userId: day.userId,
            date: day.date,
            serial,
            wallTime,
            status,
            reason: reason.trim(),
          },
        })
      }
    >
      <ReasonField value={reason} onChange={setReason} autoFocus />
    </FormFrame>
  );
}
