/** Fields of when logs are downloaded. @module */

import { useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TimeField } from '../ui/time-field.tsx';
import styles from './fields.module.css';
import { flawOf, ofKind, type ScheduleDraft, type ScheduleFlaw } from './schedule-draft.ts';

/** A schedule in words: "Every 30 min", "At 06:30 and 18:30", "Off". */
export function useScheduleText(): (schedule: ScheduleDraft) => string {
  const { t, i18n } = useLingui();
  return ({ kind, everyMinutes, times }) => {
    if (kind === 'off') return t({ message: 'Off', context: 'switched off' });
    if (kind === 'interval') return t`Every ${String(everyMinutes ?? '–')} min`;
    const list = new Intl.ListFormat(i18n.locale).format(times.map((time) => time ?? '–'));
    return t`Daily at ${list}`;
  };
}

/** What is wrong with a schedule, in words. */
export function useFlawText(): (flaw: ScheduleFlaw) => string {
  const { t } = useLingui();
  return (flaw) =>
    ({
      'no-minutes': t`Enter a number of minutes from 1 to 1440.`,
      'no-time': t`Enter the time as hours and minutes.`,
      'same-times': t`The two times are the same.`,
    })[flaw];
}

/** Off, at an interval, or at one or two times of day. */
export function ScheduleFields({
  label,
  value,
  onChange,
}: {
  label: string;
  value: ScheduleDraft;
  onChange: (value: ScheduleDraft) => void;
}) {
  const { t } = useLingui();
  const flawText = useFlawText();
  const flaw = flawOf(value);
  const setTime = (index: number, time: string | null) =>
    onChange({ ...value, times: value.times.map((old, at) => (at === index ? time : old)) });
  return (
    <div className={styles.fields}>
      <RadioGroup
        label={label}
        orientation="horizontal"
        value={value.kind}
        onChange={(kind) => onChange(ofKind(value, kind))}
        items={[
          { id: 'off', label: t({ message: 'Off', context: 'switched off' }) },
          { id: 'interval', label: t`At an interval` },
          { id: 'daily', label: t`Once or twice a day` },
        ]}
      />
      {value.kind === 'interval' && (
        <div className={styles.row}>
          <NumberField
            label={t`Every`}
            suffix={t`min`}
            min={1}
            max={1440}
            value={value.everyMinutes}
            onChange={(everyMinutes) => onChange({ ...value, everyMinutes })}
            error={flaw && flawText(flaw)}
          />
        </div>
      )}
      {value.kind === 'daily' && (
        <div className={styles.row}>
          {value.times.map((time, index) => (
            <TimeField
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the field; its time changes while it is typed
              key={index}
              label={index === 0 ? t`At` : t`And at`}
              value={time}
              onChange={(next) => setTime(index, next)}
              error={flaw && (flaw === 'same-times' ? index === 1 : time === null) && flawText(flaw)}
            />
          ))}
          {value.times.length === 1 ? (
            <Button
              icon={<Plus />}
              onPress={() => onChange({ ...value, times: [value.times[0] ?? null, '18:00'] })}
            >
              {t`Add a second time`}
            </Button>
          ) : (
            <IconButton
              label={t`Remove the second time`}
              onPress={() => onChange({ ...value, times: value.times.slice(0, 1) })}
            >
              <X />
            </IconButton>
          )}
        </div>
      )}
    </div>
  );
}
