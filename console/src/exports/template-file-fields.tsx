/** The fields of one file of a template: how it is written, and its columns in order. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { SortableList } from '../ui/sortable-list.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './exports.module.css';
import {
  type EditedColumn,
  type EditedFile,
  inLayout,
  type Layout,
  layoutOf,
  newColumn,
  newValues,
  type TableFile,
  type TemplateColumn,
  valueText,
} from './template-draft.ts';

/** How a name of a file holds a month; as a value, because texts have braces of their own. */
const monthSample = '{last:yyyyMM}';

function idOf({ uid }: EditedColumn): string {
  return uid;
}

function nameOf({ column: { title, value } }: EditedColumn): string {
  return title === '' ? valueText(value) : title;
}

/** One file of a template. */
export function TemplateFileFields({
  edited,
  isReadOnly,
  onChange,
}: {
  edited: EditedFile;
  isReadOnly: boolean;
  onChange: (edited: EditedFile) => void;
}) {
  const { file } = edited;
  return (
    <Disclosure title={<code>{file.name}</code>} isOpenAtFirst>
      {file.kind === 'text' ? (
        <pre className={styles.raw}>{file.lines.join('\n')}</pre>
      ) : (
        <TableFileFields edited={edited} file={file} isReadOnly={isReadOnly} onChange={onChange} />
      )}
    </Disclosure>
  );
}

function TableFileFields({
  edited,
  file,
  isReadOnly,
  onChange,
}: {
  edited: EditedFile;
  file: TableFile;
  isReadOnly: boolean;
  onChange: (edited: EditedFile) => void;
}) {
  const { t } = useLingui();
  const setFile = (part: Partial<TableFile>) => onChange({ ...edited, file: { ...file, ...part } });
  const layouts: { id: Layout; label: string }[] = [
    { id: 'comma', label: t`CSV, commas` },
    { id: 'semicolon', label: t`CSV, semicolons` },
    { id: 'tab', label: t`Text, tabs` },
    { id: 'bar', label: t`Text, bars` },
    { id: 'fixed', label: t`Text, fixed position and size` },
  ];
  return (
    <div className={styles.stack}>
      <TextField
        label={t`Name of the file`}
        description={t`${monthSample} stands for the month of the last day.`}
        maxLength={300}
        isReadOnly={isReadOnly}
        value={file.name}
        onChange={(name) => setFile({ name })}
      />
      <Select
        label={t`Written as`}
        isDisabled={isReadOnly}
        items={layouts}
        value={layoutOf(file)}
        onChange={(layout) => onChange(inLayout(edited, layout))}
      />
      <RadioGroup
        label={t`Rows`}
        isDisabled={isReadOnly}
        orientation="horizontal"
        value={file.rows.per}
        onChange={(per) => setFile({ rows: { ...file.rows, per } })}
        items={[
          { id: 'day', label: t`Detail, by day` },
          { id: 'period', label: t`Summary of the period` },
        ]}
      />
      <Checkbox isDisabled={isReadOnly} isSelected={file.header} onChange={(header) => setFile({ header })}>
        <Trans>The first line has the titles</Trans>
      </Checkbox>
      <Columns
        columns={edited.columns}
        isFixed={file.form.kind === 'fixed'}
        isReadOnly={isReadOnly}
        onChange={(columns) => onChange({ ...edited, columns })}
      />
    </div>
  );
}

function Columns({
  columns,
  isFixed,
  isReadOnly,
  onChange,
}: {
  columns: EditedColumn[];
  isFixed: boolean;
  isReadOnly: boolean;
  onChange: (columns: EditedColumn[]) => void;
}) {
  const { t } = useLingui();
  if (isReadOnly) {
    return (
      <ol className={styles.values}>
        {columns.map((one) => (
          <li key={one.uid}>
            <span>{one.column.title || '–'}</span> <code>{valueText(one.column.value)}</code>
            {isFixed && <span>{String(one.column.width ?? '–')}</span>}
          </li>
        ))}
      </ol>
    );
  }
  const change = (uid: string, part: Partial<TemplateColumn>) =>
    onChange(columns.map((one) => (one.uid === uid ? { uid, column: { ...one.column, ...part } } : one)));
  return (
    <>
      <SortableList
        label={t`Columns in order`}
        items={columns}
        idOf={idOf}
        nameOf={nameOf}
        onOrder={onChange}
        render={({ uid, column: { title, width, value } }) => (
          <div className={styles.column}>
            <TextField
              label={t`Title of ${valueText(value)}`}
              isLabelHidden
              placeholder={valueText(value)}
              maxLength={60}
              value={title}
              onChange={(text) => change(uid, { title: text })}
            />
            {isFixed && (
              <div className={styles.size}>
                <NumberField
                  label={t`Characters of ${title}`}
                  isLabelHidden
                  min={1}
                  max={500}
                  value={width ?? null}
                  onChange={(size) => change(uid, size === null ? {} : { width: size })}
                />
              </div>
            )}
            <IconButton
              size="small"
              label={t`Leave out ${title || valueText(value)}`}
              onPress={() => onChange(columns.filter((one) => one.uid !== uid))}
            >
              <X />
            </IconButton>
          </div>
        )}
      />
      <ComboBox
        label={t`Add a column`}
        isLabelHidden
        placeholder={t`Add a column`}
        items={[...newValues.keys()].map((id) => ({ id, label: id }))}
        value={null}
        onChange={(name) => {
          const value = name === null ? undefined : newValues.get(name);
          if (name === null || value === undefined) return;
          const column = newColumn(name, value, isFixed);
          onChange([...columns, { uid: crypto.randomUUID(), column }]);
        }}
      />
    </>
  );
}
