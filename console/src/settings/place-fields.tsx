/** Fields of the department and site that a created user gets by the terminal of its first punch. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useDepartments } from '../day/board-people.ts';
import { IconButton } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import styles from './fields.module.css';
import { sitesQuery, useTerminalChoices } from './lists.ts';
import type { PlaceDraft } from './server-form.ts';

const none = '';

/** What users get by terminal. */
export function PlaceFields({
  value,
  onChange,
}: {
  value: readonly PlaceDraft[];
  onChange: (value: PlaceDraft[]) => void;
}) {
  const { t } = useLingui();
  const terminals = useTerminalChoices();
  const departments = useDepartments(t`None`);
  const { data: sites } = useQuery(sitesQuery);
  const free = terminals.filter(({ id }) => !value.some(({ terminal }) => terminal === id));
  const change = (terminal: string, part: Partial<PlaceDraft>) =>
    onChange(value.map((one) => (one.terminal === terminal ? { ...one, ...part } : one)));
  /** The choices, with a chosen one that is in no list any more. */
  const withOwn = (items: readonly { id: string; label: string }[], own: string | null) =>
    own === null || items.some(({ id }) => id === own) ? items : [...items, { id: own, label: own }];
  return (
    <fieldset className={styles.stack}>
      <legend className={styles.legend}>
        <Trans>Department and site by terminal</Trans>
      </legend>
      <p className={styles.muted}>
        <Trans>A user who is created for a punch gets those of the terminal of that punch.</Trans>
      </p>
      {value.length > 0 && (
        <ul className={styles.list}>
          {value.map(({ terminal, department, site }) => {
            const name = terminals.find(({ id }) => id === terminal)?.label ?? terminal;
            const isEmpty = department === null && site === null;
            return (
              <li key={terminal} className={styles.item} aria-label={name}>
                <span className={styles.place}>{name}</span>
                <div className={styles.part}>
                  <Select
                    label={t`Department`}
                    items={withOwn(departments, department)}
                    value={department ?? none}
                    onChange={(id) => change(terminal, { department: id === none ? null : id })}
                    error={isEmpty && t`Choose a department or a site.`}
                  />
                </div>
                <div className={styles.part}>
                  <Select
                    label={t`Site`}
                    items={withOwn(
                      [
                        { id: none, label: t`None` },
                        ...(sites ?? []).map((one) => ({ id: one.name, label: one.name })),
                      ],
                      site,
                    )}
                    value={site ?? none}
                    onChange={(id) => change(terminal, { site: id === none ? null : id })}
                  />
                </div>
                <IconButton
                  label={t`Remove ${name}`}
                  onPress={() => onChange(value.filter((one) => one.terminal !== terminal))}
                >
                  <Trash2 />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      {free.length > 0 && (
        <div className={styles.row}>
          <Select
            label={t`Add a terminal`}
            placeholder={t`Choose a terminal`}
            value={null}
            items={free}
            onChange={(terminal) => onChange([...value, { terminal, department: null, site: null }])}
          />
        </div>
      )}
    </fieldset>
  );
}
