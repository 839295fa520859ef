/** Has a report sent by e-mail, or changes how. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { reportNames } from '#shared/contract/report-names.ts';
import type { ReportSchedule } from '#shared/contract/report-schedules.ts';
import { weekdays } from '#shared/time/calendar.ts';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { badAddresses } from '../ui/addresses.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TimeField } from '../ui/time-field.tsx';
import { toast } from '../ui/toasts.tsx';
import {
  draftOf,
  faultsOf,
  inputOf,
  type MailDraft,
  mailDays,
  newDraft,
  newScheduleId,
  rhythms,
  type ShownReport,
} from './mail-draft.ts';
import { useDaysWord, useMailWords } from './mail-words.ts';
import styles from './mails.module.css';
import { reportWords } from './report-words.ts';

/** The query of all that is sent. */
export const schedulesKey = ['listReportSchedules'];

/** The dialog: for a report that is shown, or for what is being sent already. */
export type MailDialogProps = { onClose: () => void } & (
  | { report: ShownReport; schedule?: undefined }
  | { schedule: ReportSchedule; report?: undefined }
);

/** Has a report sent by e-mail, or changes how. */
export function MailDialog({ report, schedule, onClose }: MailDialogProps) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const daysWord = useDaysWord();
  const words = useMailWords();
  const [draft, setDraft] = useState<MailDraft>(() => (schedule ? draftOf(schedule) : newDraft(report)));
  const [isTried, setTried] = useState(false);
  const change = (next: Partial<MailDraft>) => setDraft((old) => ({ ...old, ...next }));
  const faults = faultsOf(draft);
  const save = useMutation({
    mutationFn: () =>
      api.putReportSchedule({
        params: { scheduleId: schedule?.id ?? newScheduleId(draft.content, crypto.randomUUID()) },
        body: inputOf(draft, schedule),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: schedulesKey });
      toast({ text: schedule ? t`Saved` : t`The report will be sent` });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (faults.length === 0) save.mutate();
  };
  const every = { day: t`Each day`, week: t`Each week`, month: t`Each month` };
  const { content } = draft;
  const bad = badAddresses(draft.recipients);
  const recipientsError = !isTried
    ? undefined
    : faults.includes('no-recipient')
      ? t`Type at least one address.`
      : faults.includes('bad-address')
        ? t`These are no addresses: ${bad.join(', ')}`
        : undefined;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={schedule ? t`Change what is sent` : t`Send by e-mail`}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" onPress={submit} isPending={save.isPending}>
            {schedule ? <Trans>Save</Trans> : <Trans>Send regularly</Trans>}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {save.error && <ProblemNote error={save.error} />}
        {content.what === 'report' ? (
          <>
            <Select
              label={t`Report`}
              items={reportNames.map((name) => ({ id: name, label: i18n._(reportWords[name].title) }))}
              value={content.name}
              onChange={(name) => {
                // Another report may not take the same groups.
                const { groupBy: _groupBy, ...rest } = content;
                change({ content: { ...rest, name } });
              }}
            />
            {(content.department !== undefined || content.search !== undefined) && (
              <p className={styles.narrowed}>
                <Trans>
                  Of {[content.department, content.search].filter((one) => one !== undefined).join(', ')}{' '}
                  only, as the report was shown.
                </Trans>
              </p>
            )}
          </>
        ) : (
          <p>
            <Trans>The files of an export for payroll. What it holds stays as it is.</Trans>
          </p>
        )}
        <div className={styles.pair}>
          <Select
            label={t`Of which days`}
            items={mailDays.map((id) => ({ id, label: daysWord(id) }))}
            value={draft.days}
            onChange={(next) => change({ days: next })}
          />
          <TimeField
            label={t`At`}
            value={draft.at}
            onChange={(at) => change({ at })}
            error={isTried && faults.includes('no-time') ? t`Type a time.` : undefined}
          />
        </div>
        <div className={styles.pair}>
          <Select
            label={t`How often`}
            items={rhythms.map((id) => ({ id, label: every[id] }))}
            value={draft.every}
            onChange={(next) => change({ every: next })}
          />
          {draft.every === 'week' && (
            <Select
              label={t({ message: 'On', context: 'a weekday' })}
              items={weekdays.map((id) => ({ id, label: words.weekday(id) }))}
              value={draft.weekday}
              onChange={(weekday) => change({ weekday })}
            />
          )}
          {draft.every === 'month' && (
            <NumberField
              label={t`On day`}
              value={draft.monthDay}
              min={1}
              max={28}
              onChange={(day) => change({ monthDay: day ?? 1 })}
            />
          )}
        </div>
        <TextField
          label={t`Recipients`}
          description={t`Each gets a mail of their own, with a link to unsubscribe.`}
          multiline
          rows={3}
          value={draft.recipients}
          onChange={(recipients) => change({ recipients })}
          error={recipientsError}
          isRequired
        />
        <TextField
          label={t`Subject`}
          description={t`Without one, it is what the report is called. The days are put behind it.`}
          value={draft.title}
          maxLength={100}
          onChange={(title) => change({ title })}
        />
        {content.what === 'report' && (
          <CheckboxGroup
            label={t`Attach the same as a file`}
            orientation="horizontal"
            items={[
              { id: 'csv', label: 'CSV' },
              { id: 'xlsx', label: 'XLSX' },
            ]}
            value={content.attach}
            onChange={(attach) => change({ content: { ...content, attach } })}
          />
        )}
        <Checkbox isSelected={draft.skipsEmpty} onChange={(skipsEmpty) => change({ skipsEmpty })}>
          <Trans>Send nothing when there is nothing to report</Trans>
        </Checkbox>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
