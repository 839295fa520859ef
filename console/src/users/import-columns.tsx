/** Which column of a file holds which field: guessed from the titles, and changed by whoever knows better. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useSettings } from '../api/index.ts';
import { Select } from '../ui/select.tsx';
import styles from './import.module.css';
import { type Column, titlesTwice } from './import-file.ts';
import { customName, profileFields } from './profile-fields.ts';
import { fieldWords } from './profile-words.ts';

const notRead = '';

/** Every field that a column can hold, by its name in the API. */
export function useImportFields(): readonly { id: string; label: string }[] {
  const { t, i18n } = useLingui();
  const { people } = useSettings();
  return [
    { id: 'id', label: t`User id` },
    // Files of people hold no numbers of cards.
    ...profileFields
      .filter((field) => field !== 'card')
      .map((field) => ({ id: field as string, label: i18n._(fieldWords[field]) })),
    { id: 'dutyRosterId', label: t`Duty roster` },
    { id: 'status', label: t`Status` },
    ...(people?.customFields ?? []).map(({ key, label }) => ({ id: customName(key) as string, label })),
  ];
}

/** The columns, each with what it holds. */
export function ImportColumns({
  columns,
  onChange,
}: {
  columns: readonly Column[];
  onChange: (title: string, field: string | null) => void;
}) {
  const { t } = useLingui();
  const fields = useImportFields();
  const twice = titlesTwice(columns);
  return (
    <section aria-label={t`Columns of the file`}>
      <ul className={styles.columns}>
        {columns.map(({ title, field, guessed }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: titles may stand twice, and columns do not move
          <li key={index} className={styles.column}>
            <span className={styles.title}>
              {title === '' ? t`Column ${index + 1}, without a title` : title}
            </span>
            <Select
              label={t`What ${title} holds`}
              isLabelHidden
              items={[{ id: notRead, label: t`Not read` }, ...fields]}
              value={field ?? notRead}
              onChange={(next) => onChange(title, next === notRead ? null : next)}
              isDisabled={title === '' || twice.includes(title)}
            />
            <span className={styles.how}>
              {field === null ? null : guessed ? <Trans>guessed</Trans> : <Trans>chosen</Trans>}
            </span>
          </li>
        ))}
      </ul>
      {twice.length > 0 && (
        <p className={styles.how}>
          <Trans>
            A title that stands twice cannot be chosen: give the columns different titles in the file.
          </Trans>
        </p>
      )}
    </section>
  );
}
