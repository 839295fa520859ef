/** A table of people: which column holds what, what would become of each row, and then the import. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import styles from './form.module.css';
import { ImportColumns } from './import-columns.tsx';
import { mapColumn } from './import-file.ts';
import { ImportRows, ImportSummary } from './import-rows.tsx';
import { columnsOfProblem, firstTerms, type ImportTerms, useImport } from './use-import.ts';

/** @param onAgain - goes back to the choice of a file */
export function ImportPeople({
  file,
  onAgain,
  onClose,
}: {
  file: File;
  onAgain: () => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const [terms, setTerms] = useState<ImportTerms>(firstTerms);
  const set = (change: Partial<ImportTerms>) => setTerms((before) => ({ ...before, ...change }));
  const { tried, taken } = useImport(file, terms);
  const report = taken.data ?? (tried.isError ? undefined : tried.data);
  const columns = report?.columns ?? columnsOfProblem(tried.error, terms.mapping);
  const willChange = (report?.created ?? 0) + (report?.changed ?? 0);
  const whyNot =
    report === undefined
      ? t`The columns cannot be read yet.`
      : tried.isPlaceholderData
        ? t`The rows are being looked at.`
        : willChange === 0
          ? t`Nothing would change.`
          : undefined;
  const name = file.name;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title={taken.isSuccess ? <Trans>Imported {name}</Trans> : <Trans>Import {name}</Trans>}
      footer={
        taken.isSuccess ? (
          <Button variant="primary" onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
        ) : (
          <>
            <Button onPress={onAgain}>
              <Trans>Another file</Trans>
            </Button>
            <Button
              variant="primary"
              isDisabled={whyNot !== undefined}
              why={whyNot}
              isPending={taken.isPending}
              onPress={() => taken.mutate()}
            >
              {willChange === 0 ? (
                <Trans>Import</Trans>
              ) : (
                <Plural value={willChange} one="Import # user" other="Import # users" />
              )}
            </Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        {tried.isLoading && (
          <Loading>
            <Skeleton kind="row" lines={6} />
          </Loading>
        )}
        {tried.isError && columns === undefined && <ProblemNote error={tried.error} />}
        {tried.isError && columns !== undefined && (
          <p role="alert" className={styles.warning}>
            <Trans>Say which column has the ids of the users, and each field only once.</Trans>
          </p>
        )}
        {!taken.isSuccess && columns !== undefined && (
          <ImportColumns
            columns={columns}
            onChange={(title, field) => set({ mapping: mapColumn(columns, title, field) })}
          />
        )}
        {!taken.isSuccess && report !== undefined && (
          <div className={styles.pair}>
            <RadioGroup<'create' | 'skip'>
              label={t`Ids that nobody has`}
              orientation="horizontal"
              items={[
                { id: 'create', label: t`Create` },
                { id: 'skip', label: t`Leave out` },
              ]}
              value={terms.missing}
              onChange={(missing) => set({ missing })}
            />
            <RadioGroup<'update' | 'skip'>
              label={t`Ids that somebody has`}
              orientation="horizontal"
              items={[
                { id: 'update', label: t`Change` },
                { id: 'skip', label: t`Leave out` },
              ]}
              value={terms.existing}
              onChange={(existing) => set({ existing })}
            />
            <RadioGroup<'leave' | 'clear'>
              label={t`An empty cell`}
              orientation="horizontal"
              items={[
                { id: 'leave', label: t`Leaves what is there` },
                { id: 'clear', label: t`Clears it` },
              ]}
              value={terms.emptyCells}
              onChange={(emptyCells) => set({ emptyCells })}
            />
            <RadioGroup<'auto' | 'ymd' | 'dmy' | 'mdy'>
              label={t`Dates such as 3/4/2026`}
              orientation="horizontal"
              items={[
                { id: 'auto', label: t`As the file shows` },
                { id: 'dmy', label: t`Day first` },
                { id: 'mdy', label: t`Month first` },
              ]}
              value={terms.dateOrder ?? 'auto'}
              onChange={(order) => set({ dateOrder: order === 'auto' ? undefined : order })}
            />
          </div>
        )}
        {report !== undefined && (
          <>
            <ImportSummary report={report} isDone={taken.isSuccess} />
            <ImportRows report={report} isStale={tried.isPlaceholderData} />
          </>
        )}
        {taken.isError && <ProblemNote error={taken.error} />}
      </div>
    </Dialog>
  );
}
