/** Saves a copy of a template under an id of one's own. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PayrollTemplate } from '#shared/payroll/index.ts';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './exports.module.css';
import { slugOf } from './slug.ts';

/** Asks for title and id, and saves. */
export function CopyTemplateDialog({
  template,
  onClose,
  onSaved,
}: {
  template: PayrollTemplate;
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [title, setTitle] = useState(t`${template.title}, our own`);
  const id = slugOf(title);
  const save = useMutation({
    mutationFn: () =>
      api.putExportTemplate({
        params: { templateId: id },
        body: { ...template, title: title.trim() },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listExportTemplates'] });
      onClose();
      onSaved(id);
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={<Trans>Save a copy</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            isDisabled={id === ''}
            onPress={() => save.mutate()}
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField
          label={t`Title`}
          autoFocus
          maxLength={100}
          value={title}
          onChange={setTitle}
          description={t`Its id is ${id || '–'}.`}
        />
        {save.error !== null && <ProblemNote error={save.error} />}
      </div>
    </Dialog>
  );
}
