/** Fields that choose a department, a site, a duty roster, a terminal or a user. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { api } from '../api/index.ts';
import type { Choice } from '../ui/choices.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import type { FieldProps } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { departmentsQuery, rostersQuery, sitesQuery, terminalsQuery } from './queries.ts';

type Terminal = Awaited<ReturnType<typeof api.listTerminals>>['items'][number];

/** How people call a terminal: by its name, else by its serial number. */
export function terminalLabel(serial: string, terminals: readonly Terminal[] | undefined): string {
  return terminals?.find((one) => one.serial === serial)?.name ?? serial;
}

/** A field whose empty value is an empty text. */
interface TextPicker extends FieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** A field that offers names that are in use, and takes others. */
function NamePicker({
  names,
  newName,
  value,
  onChange,
  ...field
}: TextPicker & { names: readonly string[]; newName: string }) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const plain = wanted.toLocaleLowerCase();
  const fitting = names.filter((name) => name.toLocaleLowerCase().includes(plain));
  const isNew = wanted !== '' && !names.some((name) => name.toLocaleLowerCase() === plain);
  const items: Choice[] = [
    ...fitting.map((name) => ({ id: name, label: name })),
    ...(isNew ? [{ id: wanted, label: wanted, description: newName }] : []),
  ];
  return (
    <ComboBox
      {...field}
      items={items}
      onSearch={(next) => {
        // What is chosen is written into the field, and asks for nothing.
        if (!items.some(({ label }) => label === next)) setText(next);
      }}
      value={value === '' ? null : value}
      onChange={(next) => {
        setText('');
        onChange(next ?? '');
      }}
    />
  );
}

/** A department: one that there is, or a new name. */
export function DepartmentPicker(field: TextPicker) {
  const { t } = useLingui();
  const { data = [] } = useQuery(departmentsQuery);
  return <NamePicker {...field} names={data.map(({ name }) => name)} newName={t`New department`} />;
}

/** A site: one that terminals have, or a new name. */
export function SitePicker(field: TextPicker) {
  const { t } = useLingui();
  const { data = [] } = useQuery(sitesQuery);
  return <NamePicker {...field} names={data.map(({ name }) => name)} newName={t`New site`} />;
}

/** A duty roster; an empty text is none, and null that nobody has chosen yet. */
export function RosterPicker({
  value,
  onChange,
  noneLabel,
  ...field
}: FieldProps & {
  value: string | null;
  onChange: (value: string) => void;
  noneLabel?: string | undefined;
}) {
  const { t } = useLingui();
  const { data = [] } = useQuery(rostersQuery);
  const none = noneLabel ?? t`No roster`;
  const rosters = data.map(({ roster }) => ({
    id: roster.id,
    label: roster.name,
    description: roster.name === roster.id ? undefined : roster.id,
  }));
  return (
    <ComboBox
      {...field}
      placeholder={t`Choose a roster`}
      items={[{ id: '', label: none }, ...rosters]}
      value={value}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

/** One of the terminals that are active. */
export function TerminalPicker({
  value,
  onChange,
  anyLabel,
  placeholder,
  ...field
}: TextPicker & { anyLabel?: string | undefined; placeholder?: string | undefined }) {
  const { data = [] } = useQuery(terminalsQuery);
  const items: Choice[] = data
    .filter(({ state }) => state === 'active')
    .map(({ serial, name, model }) => ({
      id: serial,
      label: name ?? serial,
      description: name === undefined ? model : serial,
    }));
  if (anyLabel !== undefined) items.unshift({ id: '', label: anyLabel });
  return (
    <Select
      {...field}
      placeholder={placeholder}
      items={items}
      value={value === '' && anyLabel === undefined ? null : value}
      onChange={onChange}
    />
  );
}
