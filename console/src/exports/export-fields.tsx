/** The fields of an export: what, how it is written, of whom, and of which days. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ComboBox } from '../ui/combo-box.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { ColumnFields } from './column-fields.tsx';
import { type ExportDraft, hasAdjustments } from './export-draft.ts';
import styles from './exports.module.css';
import { useKindWords } from './kind-words.ts';
import { PeriodFields } from './period-fields.tsx';
import { templatesQuery, useDepartmentChoices } from './queries.ts';

/** Fields of what is exported, and how. Also of schedules, which say the days in another way. */
export function FormFields({
  draft,
  onChange,
}: {
  draft: ExportDraft;
  onChange: (change: Partial<ExportDraft>) => void;
}) {
  const { t } = useLingui();
  const { data: templates } = useQuery(templatesQuery);
  const departments = useDepartmentChoices();
  const kinds = useKindWords();
  const { kind, template, format, adjustments, department, userIds } = draft;
  return (
    <>
      <Select
        label={t`What`}
        items={kinds}
        value={kind}
        onChange={(next) => onChange({ kind: next, columns: null })}
      />
      {kind === 'payroll' ? (
        <ComboBox
          label={t`Template`}
          isRequired
          placeholder={t`Choose the payroll program`}
          items={(templates?.items ?? []).map(({ id, title, origin }) => ({
            id,
            label: title,
            description: origin === 'own' ? t`Your own` : t`Preset`,
          }))}
          value={template}
          onChange={(id) => onChange({ template: id })}
        />
      ) : (
        <>
          <RadioGroup
            label={t`Written as`}
            orientation="horizontal"
            value={format}
            onChange={(next) => onChange({ format: next })}
            items={[
              { id: 'csv', label: 'CSV' },
              { id: 'xlsx', label: 'XLSX' },
              { id: 'txt', label: t`Text of fixed size` },
            ]}
          />
          <ColumnFields draft={draft} onChange={(columns) => onChange({ columns })} />
        </>
      )}
      {hasAdjustments(kind) && (
        <Select
          label={t`Adjustments of locked days`}
          items={[
            { id: 'with', label: t`Beside the others` },
            { id: 'only', label: t`Alone`, description: t`What has changed after an earlier file.` },
            { id: 'without', label: t`Left out` },
          ]}
          value={adjustments}
          onChange={(next) => onChange({ adjustments: next })}
        />
      )}
      {userIds === null && (
        <ComboBox
          label={t`Department`}
          placeholder={t`Everybody`}
          items={departments}
          value={department}
          onChange={(name) => onChange({ department: name })}
        />
      )}
    </>
  );
}

/** All fields of an export. */
export function ExportFields({
  draft,
  onChange,
}: {
  draft: ExportDraft;
  onChange: (change: Partial<ExportDraft>) => void;
}) {
  return (
    <div className={styles.stack}>
      <PeriodFields from={draft.from} to={draft.to} onChange={onChange} />
      <FormFields draft={draft} onChange={onChange} />
    </div>
  );
}
