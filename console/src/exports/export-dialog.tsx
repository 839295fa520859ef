/** Export for payroll, from wherever a period or people are chosen. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DialogProps } from '../ui/dialogs.ts';
import { isComplete, requestOf } from './export-draft.ts';
import { ExportFields } from './export-fields.tsx';
import { ExportPreview } from './export-preview.tsx';
import { ExportResult } from './export-result.tsx';
import styles from './exports.module.css';
import { dayCount, ScopeNote } from './scope-note.tsx';
import { useExportRun } from './use-export-run.ts';
import { useFirstDraft } from './use-first-draft.ts';

/** Export for payroll. A job goes on when the dialog is closed. */
export function ExportDialog({
  from,
  to,
  userIds,
  department,
  onClose,
}: DialogProps['export'] & { onClose(): void }) {
  const first = useFirstDraft({
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(userIds === undefined ? {} : { userIds }),
    ...(department === undefined ? {} : { department }),
  });
  const { t } = useLingui();
  const [draft, setDraft] = useState(first);
  const run = useExportRun();
  const isReady = isComplete(draft) && dayCount(draft) > 0;
  const request = isReady ? requestOf(draft) : null;
  const whyNot = dayCount(draft) > 0 ? t`Choose a template or columns first.` : t`Choose the days first.`;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={<Trans>Export</Trans>}
      footer={
        run.result ? (
          <>
            <Button onPress={run.reset}>
              <Trans>Another one</Trans>
            </Button>
            <Button variant="primary" onPress={onClose}>
              <Trans>Close</Trans>
            </Button>
          </>
        ) : (
          <>
            <LinkButton to="/exports" search={{ tab: 'templates' }} variant="quiet" onClick={onClose}>
              <Trans>Templates</Trans>
            </LinkButton>
            <Button onPress={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              variant="primary"
              isPending={run.isStarting}
              isDisabled={request === null}
              why={whyNot}
              onPress={() => {
                if (request) run.start(request);
              }}
            >
              <Trans>Export</Trans>
            </Button>
          </>
        )
      }
    >
      {run.result ? (
        <ExportResult result={run.result} />
      ) : (
        <div className={styles.stack}>
          <ExportFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
          <ScopeNote draft={draft} />
          <ExportPreview request={request} />
          {run.error !== null && <ProblemNote error={run.error} />}
        </div>
      )}
    </Dialog>
  );
}
