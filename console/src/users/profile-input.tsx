/** One field of a profile: a text, a date, a number, or one of some choices. @module */

import { useLingui } from '@lingui/react/macro';
import type { CustomField } from '#shared/contract/person-fields.ts';
import { DateField } from '../ui/date-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DepartmentPicker, SitePicker } from './pickers.tsx';
import { fieldWords, privilegeWords } from './profile-words.ts';

interface ProfileInputProps {
  /** Its name in the form. */
  field: string;
  /** The definition of a field of the organisation's own. */
  custom?: CustomField | undefined;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

const dates: readonly string[] = ['issuedOn', 'expiresOn', 'hiredOn', 'leftOn'];
const lengths: Readonly<Record<string, number>> = { employeeNumber: 40, email: 254, phone: 40, card: 10 };

function CustomInput({
  custom,
  ...rest
}: Omit<ProfileInputProps, 'custom' | 'field'> & { custom: CustomField }) {
  const { t } = useLingui();
  const { value, onChange, error } = rest;
  const common = { label: custom.label, error };
  switch (custom.type) {
    case 'date':
      return (
        <DateField
          {...common}
          value={value === '' ? null : value}
          onChange={(date) => onChange(date ?? '')}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          items={[
            { id: '', label: t`Nothing` },
            ...custom.choices.map((choice) => ({ id: choice, label: choice })),
          ]}
          value={value}
          onChange={onChange}
        />
      );
    case 'number':
      return <TextField {...common} inputMode="decimal" value={value} onChange={onChange} maxLength={40} />;
    case 'text':
      return <TextField {...common} value={value} onChange={onChange} maxLength={200} />;
  }
}

/** One field of a profile. */
export function ProfileInput({ field, custom, value, onChange, error }: ProfileInputProps) {
  const { t, i18n } = useLingui();
  if (custom !== undefined) {
    return <CustomInput custom={custom} value={value} onChange={onChange} error={error} />;
  }
  const word = fieldWords[field as keyof typeof fieldWords];
  const common = { label: i18n._(word), error };
  if (dates.includes(field)) {
    const hints: Readonly<Record<string, string>> = {
      issuedOn: t`From this day on days are counted.`,
      expiresOn: t`The last day that is counted.`,
      hiredOn: t`For your records: no sheet depends on it.`,
      leftOn: t`For your records: no sheet depends on it.`,
    };
    return (
      <DateField
        {...common}
        description={hints[field]}
        value={value === '' ? null : value}
        onChange={(date) => onChange(date ?? '')}
      />
    );
  }
  if (field === 'department') return <DepartmentPicker {...common} value={value} onChange={onChange} />;
  if (field === 'site') return <SitePicker {...common} value={value} onChange={onChange} />;
  if (field === 'privilege') {
    return (
      <Select
        {...common}
        placeholder={t`Not known`}
        items={Object.entries(privilegeWords).map(([id, label]) => ({ id, label: i18n._(label) }))}
        value={value === '' ? null : value}
        onChange={onChange}
      />
    );
  }
  const type = field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text';
  return (
    <TextField
      {...common}
      type={type}
      value={value}
      onChange={onChange}
      maxLength={lengths[field] ?? 100}
      autoComplete="off"
      {...(field === 'card' ? { inputMode: 'numeric' as const } : {})}
    />
  );
}
