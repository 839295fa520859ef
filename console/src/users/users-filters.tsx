/** Filters of the list of users, in the address; and the choice of columns. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Columns3 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox.tsx';
import { Tags } from '../ui/chip.tsx';
import { Popover } from '../ui/popover.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Select } from '../ui/select.tsx';
import { departmentsQuery, rostersQuery, sitesQuery } from './queries.ts';
import type { UsersSearch } from './search.ts';
import type { UserColumn } from './user-columns.tsx';
import styles from './users-screen.module.css';

const typingMilliseconds = 250;

/** What is typed, told some time after the last key. */
function useTyped(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => {
    // The address has changed otherwise: by the back button, or by a link.
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, typingMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText] as const;
}

/** The filters. */
export function UsersFilters({ search }: { search: UsersSearch }) {
  const { t } = useLingui();
  const navigate = useNavigate({ from: '/users' });
  const { data: departments = [] } = useQuery(departmentsQuery);
  const { data: sites = [] } = useQuery(sitesQuery);
  const { data: rosters = [] } = useQuery(rostersQuery);
  const set = (change: Partial<UsersSearch>) =>
    void navigate({ to: '/users', search: (before) => ({ ...before, ...change }), replace: true });
  const [text, setText] = useTyped(search.search ?? '', (next) => set({ search: next.trim() || undefined }));
  const orNone = (value: string) => (value === '' ? undefined : value);
  return (
    <search className={styles.filters}>
      <div className={styles.searchField}>
        <SearchField
          label={t`Filter users`}
          placeholder={t`Name, id or employee number`}
          keys="/"
          value={text}
          onChange={setText}
        />
      </div>
      <div className={styles.filter}>
        <Select
          label={t`Department`}
          isLabelHidden
          items={[
            { id: '', label: t`All departments` },
            ...departments.map(({ name }) => ({ id: name, label: name })),
          ]}
          value={search.department ?? ''}
          onChange={(department) => set({ department: orNone(department) })}
        />
      </div>
      {sites.length > 0 && (
        <div className={styles.filter}>
          <Select
            label={t`Site`}
            isLabelHidden
            items={[{ id: '', label: t`All sites` }, ...sites.map(({ name }) => ({ id: name, label: name }))]}
            value={search.site ?? ''}
            onChange={(site) => set({ site: orNone(site) })}
          />
        </div>
      )}
      <div className={styles.filter}>
        <Select
          label={t`Duty roster`}
          isLabelHidden
          items={[
            { id: '', label: t`All rosters` },
            ...rosters.map(({ roster }) => ({ id: roster.id, label: roster.name })),
          ]}
          value={search.roster ?? ''}
          onChange={(roster) => set({ roster: orNone(roster) })}
        />
      </div>
      {search.download !== undefined && (
        <Tags
          label={t`Filter`}
          items={[{ id: 'download', label: t`Created by one download` }]}
          onRemove={() => set({ download: undefined })}
        />
      )}
    </search>
  );
}

/** Chooses the columns. */
export function ColumnChooser({
  columns,
  shown,
  onShow,
}: {
  columns: readonly UserColumn[];
  shown: readonly string[];
  onShow: (ids: readonly string[]) => void;
}) {
  const { t } = useLingui();
  return (
    <Popover
      label={t`Columns`}
      placement="bottom end"
      trigger={
        <Button icon={<Columns3 />} variant="quiet">
          <Trans>Columns</Trans>
        </Button>
      }
    >
      <CheckboxGroup
        label={t`Columns`}
        isLabelHidden
        items={columns.map(({ id, title }) => ({ id, label: title, isDisabled: id === 'id' }))}
        value={shown}
        onChange={onShow}
      />
    </Popover>
  );
}
