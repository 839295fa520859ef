/** A field that finds one user by id, name or employee number. @module */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { ComboBox } from '../ui/combo-box.tsx';
import type { FieldProps } from '../ui/field.tsx';
import { useDebounced } from '../ui/use-debounced.ts';

const usersOffered = 20;

/** One user, found by id, name or employee number. */
export function UserPicker({
  value,
  onChange,
  without,
  valueName,
  ...field
}: FieldProps & {
  value: string | null;
  onChange: (userId: string | null) => void;
  /** A user who is not offered. */
  without?: string | undefined;
  /** The name of the value, where it is known before anybody is searched. */
  valueName?: string | undefined;
  placeholder?: string | undefined;
}) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const search = useDebounced(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['listUsers', 'picker', search],
    queryFn: ({ signal }) =>
      api.listUsers(
        { query: { limit: usersOffered, ...(search === '' ? {} : { search, sort: 'name' }) } },
        { signal },
      ),
    placeholderData: (before) => before,
  });
  const typed = text.trim().toLocaleLowerCase();
  const items = (data?.items ?? [])
    .filter(({ id }) => id !== without)
    // Until the answer has come, those of the last one that fit.
    .filter(
      ({ id, name = '', employeeNumber = '' }) =>
        search === text.trim() || `${id} ${name} ${employeeNumber}`.toLocaleLowerCase().includes(typed),
    )
    .map(({ id, name, department }) => ({
      id,
      label: name ?? id,
      description: department === undefined ? id : `${id} · ${department}`,
    }));
  return (
    <ComboBox
      {...field}
      items={items}
      onSearch={(next) => {
        if (!items.some(({ label }) => label === next)) setText(next);
      }}
      isLoading={isFetching}
      value={value}
      valueLabel={chosen ?? valueName}
      onChange={(next) => {
        setChosen(items.find(({ id }) => id === next)?.label);
        onChange(next);
      }}
    />
  );
}
