/** What stands where the matrix has nothing to show: nobody fits, nobody is there yet, or nothing is computed yet. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { CalendarX2, SearchX } from 'lucide-react';
import { useRights, useSettings } from '../api/index.ts';
import { Nobody } from '../day/nobody.tsx';
import { kindOfRange, type Range } from '../day/periods.ts';
import { useFormat } from '../day/use-format.ts';
import { Button, ButtonGroup } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { periodName } from './period-picker.tsx';
import type { AttendanceSearch } from './search.ts';

/** @param matching - how many people department, site and search fit */
export function SheetEmpty({
  range,
  search,
  matching,
  onChange,
}: {
  range: Range;
  search: AttendanceSearch;
  matching: number | undefined;
  onChange: (next: Partial<AttendanceSearch>) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { organisation } = useSettings();
  const { mayEdit } = useRights();
  const period = periodName(format, range, kindOfRange(range, organisation) === 'month');
  const { department, site, search: text, has } = search;
  const isNarrowed = department !== undefined || site !== undefined || text !== undefined;
  if (has !== undefined && (matching ?? 0) > 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={<Trans>Nobody has such a day in {period}</Trans>}
        action={<Button onPress={() => onChange({ has: undefined })}>{t`Show all people`}</Button>}
      />
    );
  }
  if (matching === 0) {
    return (
      <Nobody
        isNarrowed={isNarrowed}
        onClear={() =>
          onChange({ department: undefined, site: undefined, search: undefined, has: undefined })
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<CalendarX2 />}
      title={<Trans>No sheet for {period} yet</Trans>}
      action={
        mayEdit && (
          <ButtonGroup>
            <Button onPress={() => openDialog('generate', { ...range })}>{t`Generate`}</Button>
            <Button variant="primary" onPress={() => openDialog('download', {})}>{t`Download`}</Button>
          </ButtonGroup>
        )
      }
    >
      <Trans>Sheets follow by themselves once punches come in. Days of the past can be generated.</Trans>
    </EmptyState>
  );
}
