/** Chooses the columns of a table, their order, titles and sizes. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { SortableList } from '../ui/sortable-list.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ChosenColumn, ExportDraft } from './export-draft.ts';
import styles from './exports.module.css';
import { kindsQuery } from './queries.ts';

function idOf({ key }: ChosenColumn): string {
  return key;
}

/** The columns of a table: the usual ones, or chosen. */
export function ColumnFields({
  draft,
  onChange,
}: {
  draft: ExportDraft;
  onChange: (columns: ChosenColumn[] | null) => void;
}) {
  const { t } = useLingui();
  const { data } = useQuery(kindsQuery);
  const known = data?.items.find(({ kind }) => kind === draft.kind)?.columns ?? [];
  const { columns, format } = draft;
  if (columns === null) {
    return (
      <div className={styles.line}>
        <span className={styles.muted}>
          <Trans>The usual columns of this table.</Trans>
        </span>
        <Button
          size="small"
          isDisabled={known.length === 0}
          onPress={() =>
            onChange(
              known
                .filter(({ formats }) => formats.includes(format))
                .map(({ key }) => ({ key, title: '', size: null })),
            )
          }
        >
          <Trans>Choose columns</Trans>
        </Button>
      </div>
    );
  }
  const titleOf = (key: string) => known.find((column) => column.key === key)?.title ?? key;
  const change = (key: string, part: Partial<ChosenColumn>) =>
    onChange(columns.map((column) => (column.key === key ? { ...column, ...part } : column)));
  return (
    <div className={styles.stack}>
      <SortableList
        label={t`Columns in order`}
        items={columns}
        idOf={idOf}
        nameOf={({ key }) => titleOf(key)}
        onOrder={onChange}
        render={({ key, title, size }) => (
          <div className={styles.column}>
            <TextField
              label={t`Title of ${titleOf(key)}`}
              isLabelHidden
              placeholder={titleOf(key)}
              maxLength={60}
              value={title}
              onChange={(text) => change(key, { title: text })}
            />
            {format === 'txt' && (
              <div className={styles.size}>
                <NumberField
                  label={t`Characters of ${titleOf(key)}`}
                  isLabelHidden
                  min={1}
                  max={500}
                  value={size ?? known.find((column) => column.key === key)?.size ?? null}
                  onChange={(next) => change(key, { size: next })}
                />
              </div>
            )}
            <IconButton
              size="small"
              label={t`Leave out ${titleOf(key)}`}
              onPress={() => onChange(columns.filter((column) => column.key !== key))}
            >
              <X />
            </IconButton>
          </div>
        )}
      />
      <div className={styles.line}>
        <ComboBox
          label={t`Add a column`}
          isLabelHidden
          placeholder={t`Add a column`}
          items={known
            .filter(({ key }) => !columns.some((column) => column.key === key))
            .map(({ key, title }) => ({ id: key, label: title }))}
          value={null}
          onChange={(key) => {
            if (key !== null) onChange([...columns, { key, title: '', size: null }]);
          }}
        />
        <Button variant="quiet" onPress={() => onChange(null)}>
          <Trans>Back to the usual columns</Trans>
        </Button>
      </div>
    </div>
  );
}
