/** The first step: how the organisation is called, and by which clocks its days go. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, settingsQuery } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './start.module.css';
import { Step } from './step.tsx';

/** What a new organisation has until somebody chooses. */
const unchosen = 'UTC';

/** Name and zone. */
export function IdentityStep() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(settingsQuery);
  const { zone: savedZone, organisation } = data.body;
  const savedName = organisation?.name;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [name, setName] = useState(savedName ?? '');
  const [zone, setZone] = useState<string | null>(savedZone === unchosen ? own : savedZone);
  const zones = useMemo(
    () => Intl.supportedValuesOf('timeZone').map((id) => ({ id, label: id.replaceAll('_', ' ') })),
    [],
  );
  const save = useMutation({
    mutationFn: (chosen: { name: string; zone: string }) =>
      api.patchSettings.answer({
        body: { zone: chosen.zone, organisation: { name: chosen.name } },
        ...(data.etag === undefined ? {} : { ifMatch: data.etag }),
      }),
    onSuccess: (answer) => {
      client.setQueryData(settingsQuery.queryKey, answer);
      void client.invalidateQueries({ queryKey: ['getMe'] });
    },
  });
  const isSame = name.trim() === (savedName ?? '') && zone === savedZone;
  return (
    <Step
      number={1}
      title={t`Name and time zone`}
      isDone={savedName !== undefined}
      description={
        savedName === undefined ? (
          <Trans>Days begin and end by the clocks of this zone.</Trans>
        ) : (
          <Trans>
            {savedName}, {savedZone}
          </Trans>
        )
      }
    >
      <div className={styles.fields}>
        <TextField label={t`Name of the organisation`} maxLength={100} value={name} onChange={setName} />
        <ComboBox
          label={t`Time zone`}
          items={zones}
          value={zone}
          valueLabel={zone ?? ''}
          onChange={setZone}
        />
        <Button
          variant={savedName === undefined ? 'primary' : 'secondary'}
          isPending={save.isPending}
          isDisabled={name.trim() === '' || zone === null || isSame}
          onPress={() => {
            if (zone !== null) save.mutate({ name: name.trim(), zone });
          }}
        >
          <Trans>Save</Trans>
        </Button>
      </div>
      {save.error !== null && (
        <ProblemNote
          error={save.error}
          onReload={() => {
            save.reset();
            void client.invalidateQueries({ queryKey: settingsQuery.queryKey });
          }}
        />
      )}
    </Step>
  );
}
