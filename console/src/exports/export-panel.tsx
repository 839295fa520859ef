/** The first tab of the exports screen: the fields beside what the file will hold. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { type ExportDraft, isComplete, requestOf } from './export-draft.ts';
import { ExportFields } from './export-fields.tsx';
import { ExportPreview } from './export-preview.tsx';
import { ExportResult } from './export-result.tsx';
import styles from './exports.module.css';
import { dayCount, ScopeNote } from './scope-note.tsx';
import { useExportRun } from './use-export-run.ts';
import { useFirstDraft } from './use-first-draft.ts';

/** Fields, scope, preview and result of an export. @param onPlace - keeps days, department and template in the address */
export function ExportPanel({
  given,
  onPlace,
}: {
  given: Parameters<typeof useFirstDraft>[0];
  onPlace: (draft: ExportDraft) => void;
}) {
  const { t } = useLingui();
  const { mayEdit } = useRights();
  const [draft, setDraft] = useState(useFirstDraft(given));
  const run = useExportRun();
  const request = isComplete(draft) && dayCount(draft) > 0 ? requestOf(draft) : null;
  const whyNot = dayCount(draft) > 0 ? t`Choose a template or columns first.` : t`Choose the days first.`;
  if (!mayEdit) {
    return (
      <EmptyState title={<Trans>Exports are made by HR.</Trans>}>
        <Trans>What has been made stands in the history.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className={styles.panel}>
      <div className={styles.stack}>
        <ExportFields
          draft={draft}
          onChange={(change) => {
            const next = { ...draft, ...change };
            setDraft(next);
            run.reset();
            onPlace(next);
          }}
        />
        <div className={styles.line}>
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
        </div>
        {run.result && <ExportResult result={run.result} />}
        {run.error !== null && <ProblemNote error={run.error} />}
      </div>
      <div className={styles.stack}>
        <ScopeNote draft={draft} />
        {request === null ? (
          <EmptyState title={<Trans>Choose a template to see its first rows.</Trans>}>
            <Trans>
              A preset is there for each payroll program whose format is published; save a copy to change its
              codes.
            </Trans>
          </EmptyState>
        ) : (
          <ExportPreview request={request} />
        )}
      </div>
    </div>
  );
}
