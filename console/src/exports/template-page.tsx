/** One template with its first rows: presets to be copied, own ones to be edited. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { ExportTemplate } from '#shared/contract/export-templates.ts';
import { api, useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toasts.tsx';
import { CopyTemplateDialog } from './copy-template-dialog.tsx';
import { ExportPreview } from './export-preview.tsx';
import styles from './exports.module.css';
import { editedOf, templateOf } from './template-draft.ts';
import { TemplateFields } from './template-fields.tsx';
import { useFirstDraft } from './use-first-draft.ts';

/** A template by its id. */
export function TemplatePage({
  id,
  onOpen,
  onBack,
}: {
  id: string;
  onOpen: (id: string) => void;
  onBack: () => void;
}) {
  const { data, error, refetch } = useQuery({
    queryKey: ['getExportTemplate', id],
    queryFn: ({ signal }) => api.getExportTemplate.answer({ params: { templateId: id } }, { signal }),
    // What is typed belongs to what was read: it is not replaced behind the reader's back.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading>
        <Skeleton lines={8} kind="row" />
      </Loading>
    );
  }
  return (
    <TemplateEditor
      key={data.etag}
      stored={data.body}
      etag={data.etag}
      onReload={() => void refetch()}
      onOpen={onOpen}
      onBack={onBack}
    />
  );
}

function TemplateEditor({
  stored,
  etag,
  onReload,
  onOpen,
  onBack,
}: {
  stored: ExportTemplate;
  etag: string | undefined;
  onReload: () => void;
  onOpen: (id: string) => void;
  onBack: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { mayEdit } = useRights();
  const { from, to } = useFirstDraft({});
  const [edited, setEdited] = useState(() => editedOf(stored.template));
  const [opened, setOpened] = useState<'copy' | 'delete'>();
  const { id, origin } = stored;
  const template = templateOf(edited);
  // Both have gone through the editor, so that the order of fields is the same.
  const isDirty = JSON.stringify(template) !== JSON.stringify(templateOf(editedOf(stored.template)));
  const params = { templateId: id };
  const match = etag === undefined ? {} : { ifMatch: etag };
  const save = useMutation({
    mutationFn: () => api.putExportTemplate.answer({ params, body: template, ...match }),
    onSuccess: async (answer) => {
      client.setQueryData(['getExportTemplate', id], answer);
      await client.invalidateQueries({ queryKey: ['listExportTemplates'] });
      toast({ text: t`Template saved` });
    },
  });
  const remove = useMutation({
    mutationFn: () => api.deleteExportTemplate({ params, ...match }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listExportTemplates'] });
      onBack();
    },
  });
  return (
    <>
      <div className={styles.line}>
        <Button variant="quiet" icon={<ArrowLeft />} onPress={onBack}>
          <Trans>All templates</Trans>
        </Button>
        {mayEdit && (
          <Button onPress={() => setOpened('copy')}>
            <Trans>Save a copy</Trans>
          </Button>
        )}
        {mayEdit && origin === 'own' && (
          <Button variant="quiet" onPress={() => setOpened('delete')}>
            <Trans>Delete</Trans>
          </Button>
        )}
        {origin === 'preset' && (
          <span className={styles.muted}>
            <Trans>A preset stays as it is. Its pay codes are samples: save a copy and enter your own.</Trans>
          </span>
        )}
      </div>
      <div className={styles.panel}>
        <div className={styles.stack}>
          <TemplateFields edited={edited} isReadOnly={origin === 'preset' || !mayEdit} onChange={setEdited} />
          {save.error !== null && (
            <ProblemNote error={save.error} onRetry={() => save.mutate()} onReload={onReload} />
          )}
        </div>
        <div className={styles.stack}>
          {mayEdit && from !== '' && (
            <ExportPreview request={{ from, to, kind: 'payroll', draft: template }} />
          )}
        </div>
      </div>
      <DirtyBar
        isDirty={isDirty && origin === 'own'}
        isSaving={save.isPending}
        onSave={() => save.mutate()}
        onDiscard={() => {
          save.reset();
          setEdited(editedOf(stored.template));
        }}
      />
      {opened === 'copy' && (
        <CopyTemplateDialog template={template} onClose={() => setOpened(undefined)} onSaved={onOpen} />
      )}
      <ConfirmDialog
        isOpen={opened === 'delete'}
        onClose={() => setOpened(undefined)}
        title={<Trans>Delete the template</Trans>}
        confirmLabel={t`Delete`}
        tone="danger"
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        <Trans>Files that it has made stay. Schedules that use it fail until they use another one.</Trans>
        {remove.error !== null && <ProblemNote error={remove.error} />}
      </ConfirmDialog>
    </>
  );
}
