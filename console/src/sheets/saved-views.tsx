/** Chooses a view of the attendance screen, and keeps the filters of now as one. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { AttendanceSearch } from './search.ts';
import { filterOf, forgetView, savedViews, saveView, type ViewFilter } from './view-store.ts';

const nothing: ViewFilter = {
  department: undefined,
  site: undefined,
  search: undefined,
  has: undefined,
  sort: undefined,
  view: undefined,
};

/** The menu of views. */
export function SavedViews({
  search,
  onChange,
}: {
  search: AttendanceSearch;
  onChange: (next: Partial<AttendanceSearch>) => void;
}) {
  const { t } = useLingui();
  const [views, setViews] = useState(savedViews);
  const [name, setName] = useState<string>();
  const show = (filter: ViewFilter) => onChange({ ...nothing, ...filter });
  const beforePayroll = [
    { id: 'missing', label: t`Missing times`, has: ['missing'] },
    { id: 'pending', label: t`Not known yet`, has: ['pending'] },
    { id: 'to-approve', label: t`Overtime to approve`, has: ['to-approve'] },
  ];
  const isFiltered = Object.values(filterOf(search)).some((value) => value !== undefined);
  const save = () => {
    const text = name?.trim() ?? '';
    if (text === '') return;
    setViews(saveView({ name: text, filter: filterOf(search) }));
    setName(undefined);
  };
  return (
    <>
      <MenuButton
        label={t`Views`}
        variant="quiet"
        placement="bottom end"
        sections={[
          {
            id: 'payroll',
            title: t`Before payroll`,
            items: beforePayroll.map(({ id, label, has }) => ({ id, label, onAction: () => show({ has }) })),
          },
          ...(views.length === 0
            ? []
            : [
                {
                  id: 'mine',
                  title: t`Mine`,
                  items: views.map((view) => ({
                    id: `view:${view.name}`,
                    label: view.name,
                    onAction: () => show(view.filter),
                  })),
                },
              ]),
          {
            id: 'do',
            items: [
              {
                id: 'save',
                label: t`Save this view…`,
                isDisabled: !isFiltered,
                onAction: () => setName(''),
              },
              ...views
                .filter(({ filter }) => JSON.stringify(filter) === JSON.stringify(filterOf(search)))
                .map((view) => ({
                  id: `forget:${view.name}`,
                  label: t`Forget “${view.name}”`,
                  onAction: () => setViews(forgetView(view.name)),
                })),
            ],
          },
        ]}
      />
      <Dialog
        isOpen={name !== undefined}
        onClose={() => setName(undefined)}
        size="small"
        title={t`Save this view`}
        footer={
          <>
            <Button onPress={() => setName(undefined)}>{t`Cancel`}</Button>
            <Button
              variant="primary"
              onPress={save}
              isDisabled={(name ?? '').trim() === ''}
            >{t`Save`}</Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextField
            label={t`Name`}
            description={t`Keeps the filters in this browser, for any period.`}
            value={name ?? ''}
            onChange={setName}
            maxLength={60}
            autoFocus
          />
        </form>
      </Dialog>
    </>
  );
}
