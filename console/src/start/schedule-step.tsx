/** The fourth step: the schedule of everybody who has no roster. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { allPages, api, settingsQuery, useSettings } from '../api/index.ts';
import { useRosterName } from '../day/plan-names.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import styles from './start.module.css';
import { Step } from './step.tsx';

/** A schedule from a preset, or one that is there, becomes that of everybody without a roster. */
export function ScheduleStep() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { sheets, newUsers } = useSettings();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data: presets } = useQuery({
    queryKey: ['preset-schedules'],
    queryFn: async () => (await import('./plan-presets.ts')).presetSchedules,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: stored } = useQuery({
    queryKey: ['listSchedules', 'all'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listSchedules(
          { query: { limit: 1000, ...(cursor === undefined ? {} : { cursor }) } },
          { signal },
        ),
      ),
  });
  const own = (stored ?? []).filter(({ archivedAt }) => archivedAt === undefined);
  const use = useMutation({
    mutationFn: async (id: string) => {
      const preset = presets?.find((one) => one.id === id);
      // A preset that was taken before is there under its id, perhaps edited: it stays as it is.
      if (preset && !own.some(({ schedule }) => schedule.id === id)) {
        await api.putSchedule({ params: { id }, body: { ...preset.schedule, id } });
      }
      return api.patchSettings.answer({ body: { sheets: { defaultScheduleId: id } } });
    },
    onSuccess: (answer) => {
      client.setQueryData(settingsQuery.queryKey, answer);
      void client.invalidateQueries({ queryKey: ['listSchedules'] });
    },
  });
  const current = sheets.defaultScheduleId;
  const currentName = own.find(({ schedule }) => schedule.id === current)?.schedule.name ?? current;
  const rosterName = useRosterName();
  const isDone = current !== null || newUsers.dutyRosterId !== null;
  return (
    <Step
      number={4}
      title={t`Clocking schedule`}
      isDone={isDone}
      description={
        current !== null ? (
          <Trans>Users without a roster follow {currentName}.</Trans>
        ) : newUsers.dutyRosterId !== null ? (
          <Trans>New users follow the duty roster {rosterName(newUsers.dutyRosterId)}.</Trans>
        ) : (
          <Trans>
            When people are expected. Without one, worked time is counted and nobody is late. Rosters and
            shifts come later.
          </Trans>
        )
      }
    >
      <div className={styles.fields}>
        <ComboBox
          label={t`Begin with`}
          placeholder={t`A schedule or a preset`}
          items={[
            ...own.map(({ schedule }) => ({
              id: schedule.id,
              label: schedule.name,
              description: t`Your own`,
            })),
            ...(presets ?? [])
              .filter(({ id }) => !own.some(({ schedule }) => schedule.id === id))
              .map(({ id, schedule, preset }) => ({ id, label: schedule.name, description: preset })),
          ]}
          value={chosen}
          onChange={setChosen}
        />
        <Button
          variant={isDone ? 'secondary' : 'primary'}
          isPending={use.isPending}
          isDisabled={chosen === null}
          onPress={() => {
            if (chosen !== null) use.mutate(chosen);
          }}
        >
          <Trans>Use it</Trans>
        </Button>
      </div>
      <div className={styles.actions}>
        <LinkButton to="/schedules/clocking" variant="quiet">
          <Trans>See all schedules</Trans>
        </LinkButton>
      </div>
      {use.error !== null && <ProblemNote error={use.error} />}
    </Step>
  );
}
