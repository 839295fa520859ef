/** What can be done with the people or days that are selected in the matrix. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { BulkBar } from '../ui/bulk-bar.tsx';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import type { PersonDay } from './address.ts';
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx';
import type { MatrixPerson } from './matrix/matrix-pages.ts';
import { edgesOf, nothing, type Selection, selectedDays, selectedPeople } from './matrix/selection.ts';

/** @param days - the days of the matrix, in the order of its columns */
export function SelectionBar({
  selection,
  people,
  days,
  onSelect,
}: {
  selection: Selection;
  people: readonly MatrixPerson[];
  days: readonly LocalDate[];
  onSelect: (selection: Selection) => void;
}) {
  const { t } = useLingui();
  const [kind, setKind] = useState<BulkKind>();
  const userIds = people.map(({ userId }) => userId as string);
  const chosen = selectedPeople(selection, userIds);
  const chosenDays: PersonDay[] = selectedDays(selection, userIds, days);
  const edges = selection.block && edgesOf(selection.block);
  const first = edges ? days[edges.first] : days[0];
  const last = edges ? days[edges.last] : days.at(-1);
  const waiting = chosenDays.filter(({ userId, date }) =>
    people
      .find((person) => person.userId === userId)
      ?.days.find((day) => day.date === date)
      ?.flags?.includes('to-approve'),
  );
  const range = { from: first, to: undefined as string | undefined };
  if (last !== undefined) range.to = addDays(last, 1);
  return (
    <>
      <BulkBar count={selection.block ? chosenDays.length : chosen.length} onClear={() => onSelect(nothing)}>
        <Button size="small" onPress={() => setKind('leave')}>{t`Add leave`}</Button>
        <Button size="small" onPress={() => setKind('override')}>{t`Plan differently`}</Button>
        <Button size="small" onPress={() => setKind('remark')}>{t`Remark`}</Button>
        {waiting.length > 0 && (
          <Button size="small" onPress={() => setKind('approve')}>{t`Approve overtime`}</Button>
        )}
        <Button size="small" onPress={() => openDialog('generate', { ...range, userIds: chosen })}>
          {t`Generate`}
        </Button>
        <Button size="small" onPress={() => openDialog('export', { ...range, userIds: chosen })}>
          {t({ message: 'Export', context: 'verb' })}
        </Button>
      </BulkBar>
      {kind !== undefined && (
        <BulkDialog
          kind={kind}
          days={kind === 'approve' ? waiting : chosenDays}
          onClose={() => setKind(undefined)}
          onDone={() => onSelect(nothing)}
        />
      )}
    </>
  );
}
