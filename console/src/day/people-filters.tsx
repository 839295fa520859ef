/** The filters above people and days: the period, a department, a name or id. All stand in the address. @module */

import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { useSettings } from '../api/index.ts';
import { SearchField } from '../ui/search-field.tsx';
import { Select } from '../ui/select.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { useDepartments } from './board-people.ts';
import styles from './people-filters.module.css';
import { PeriodSteps } from './period-steps.tsx';
import type { Range } from './periods.ts';
import { useToday } from './use-format.ts';

/** What the address says. */
interface Filters {
  department?: string | undefined;
  search?: string | undefined;
}

/** The filters. */
export interface PeopleFiltersProps {
  range: Range;
  search: Filters;
  /** Changes the address. */
  onChange: (change: Filters | Range) => void;
  /** Further fields, each in a `PeopleFilter`. */
  children?: ReactNode;
}

/** One field, as wide as the others. */
export function PeopleFilter({ children }: { children: ReactNode }) {
  return <span className={styles.filter}>{children}</span>;
}

/** The filters, for the head of a page. */
export function PeopleFilters({ range, search, onChange, children }: PeopleFiltersProps) {
  const { t } = useLingui();
  const today = useToday();
  const weekStartsOn = useSettings().organisation?.weekStartsOn ?? 'monday';
  const departments = useDepartments(t`All departments`);
  const [typed, setTyped] = useState(search.search ?? '');
  const settled = useDebounced(typed.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed changes the address
  useEffect(() => {
    if ((search.search ?? '') !== settled) onChange({ search: settled === '' ? undefined : settled });
  }, [settled]);
  return (
    <>
      <PeriodSteps range={range} today={today} weekStartsOn={weekStartsOn} onChange={onChange} />
      <PeopleFilter>
        <Select
          label={t`Department`}
          isLabelHidden
          items={departments}
          value={search.department ?? ''}
          onChange={(department) => onChange({ department: department === '' ? undefined : department })}
        />
      </PeopleFilter>
      {children}
      <PeopleFilter>
        <SearchField label={t`Search people`} placeholder={t`Name or id`} value={typed} onChange={setTyped} />
      </PeopleFilter>
    </>
  );
}
