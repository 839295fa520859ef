/** Takes a file of leaves or rosters in: first what would become of each row, then the rows themselves. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HrImportReport } from '#shared/contract/hr-imports.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { FlawText, type SaidFlaw } from '../problems/flaw-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './hr-import-dialog.module.css';

/** The dialog of an import. */
export interface HrImportDialogProps {
  kind: 'leaves' | 'rosters';
  onClose: () => void;
}

type Body = Parameters<typeof api.importLeaves>[0]['body'];
type Order = NonNullable<Body['dateOrder']>;

const shownRows = 200;

/** What of the file is read, and what the answer was. */
interface Dry {
  readonly content: string;
  readonly name: string;
  readonly report: HrImportReport;
}

/** File, dry run by row, import. */
export function HrImportDialog({ kind, onClose }: HrImportDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [dry, setDry] = useState<Dry>();
  const [order, setOrder] = useState<Order>();
  const [busy, setBusy] = useState<'reading' | 'importing'>();
  const [error, setError] = useState<unknown>();
  const send = kind === 'leaves' ? api.importLeaves : api.importRosters;
  const bodyOf = (contentBase64: string, dateOrder: Order | undefined) => ({
    contentBase64,
    ...(dateOrder === undefined ? {} : { dateOrder }),
  });
  const look = async (content: string, name: string, dateOrder: Order | undefined) => {
    setBusy('reading');
    setError(undefined);
    try {
      const report = await send({ body: { ...bodyOf(content, dateOrder), dryRun: true } });
      setDry({ content, name, report });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  const takeIn = async () => {
    if (dry === undefined) return;
    setBusy('importing');
    setError(undefined);
    try {
      const report = await send(
        { body: bodyOf(dry.content, order) },
        { idempotencyKey: newIdempotencyKey() },
      );
      await client.invalidateQueries();
      if (report.isComplete && report.refused === 0) {
        toast({
          text: t`${plural(report.entered, { one: '# row is taken in.', other: '# rows are taken in.' })}`,
        });
        onClose();
      } else setDry({ ...dry, report });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  const report = dry?.report;
  const isDone = report !== undefined && !report.dryRun && report.isComplete;
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      title={kind === 'leaves' ? t`Leave from a file` : t`Rosters from a file`}
      footer={
        <>
          <Button onPress={onClose}>{isDone ? t`Close` : t`Cancel`}</Button>
          {report && !isDone && (
            <Button
              variant="primary"
              isPending={busy === 'importing'}
              isDisabled={report.dryRun && report.entered === 0}
              why={t`No row of the file would be taken in.`}
              onPress={() => void takeIn()}
            >
              {report.dryRun
                ? t`${plural(report.entered, { one: 'Take # row in', other: 'Take # rows in' })}`
                : t`Go on`}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.whole}>
        {error !== undefined && <ProblemNote error={error} />}
        <FileDrop
          label={dry?.name ?? t`Drop a CSV or XLSX file here`}
          accept={['.csv', '.xlsx', 'text/csv']}
          onFiles={([file]) => {
            if (file) void base64Of(file).then((content) => look(content, file.name, order), setError);
          }}
          description={
            kind === 'leaves' ? (
              <Trans>
                The first row has the titles: userId or employeeNumber, type, from, through, half, hours,
                reason. Up to 5,000 rows.
              </Trans>
            ) : (
              <Trans>
                The first row has the titles: userId or employeeNumber, dutyRosterId, from, through. Up to
                5,000 rows.
              </Trans>
            )
          }
        />
        {busy === 'reading' && (
          <Loading>
            <Skeleton lines={4} kind="row" />
          </Loading>
        )}
        {dry && (
          <div className={styles.order}>
            <Select<Order>
              label={t`Dates such as 3/4/2026`}
              items={[
                { id: 'dmy', label: t`Day first` },
                { id: 'mdy', label: t`Month first` },
              ]}
              value={order ?? dry.report.dateOrder ?? null}
              placeholder={t`As the file shows`}
              onChange={(next) => {
                setOrder(next);
                void look(dry.content, dry.name, next);
              }}
            />
          </div>
        )}
        {report && <Report report={report} />}
      </div>
    </Dialog>
  );
}

/** What somebody should know about a row that is taken in. Answers of earlier versions have no keys. */
function warningsOf({ warnings = [], warningsTold = [] }: HrImportReport['rows'][number]): SaidFlaw[] {
  return warnings.map((message, index) => ({ message, told: warningsTold[index] }));
}

function Report({ report }: { report: HrImportReport }) {
  const { t } = useLingui();
  const { dryRun, entered, awaiting, unchanged, refused, rows, columns, isComplete } = report;
  const results = {
    entered: dryRun ? t`would be taken in` : t`taken in`,
    unchanged: t`there already`,
    refused: t`refused`,
    waiting: t`not done yet`,
  };
  const unread = columns.filter(({ field }) => field === null).map(({ title }) => title);
  const first = [
    ...rows.filter(({ result }) => result === 'refused'),
    ...rows.filter(({ result }) => result !== 'refused'),
  ];
  return (
    <>
      <p role="status">
        <Plural value={entered} one="# row is new" other="# rows are new" />
        {' · '}
        <Plural value={unchanged} one="# is there already" other="# are there already" />
        {' · '}
        <Plural value={refused} one="# is refused" other="# are refused" />
        {awaiting > 0 && (
          <>
            {' · '}
            <Plural value={awaiting} one="# waits for approval" other="# wait for approval" />
          </>
        )}
      </p>
      {!isComplete && (
        <Banner tone="warning" title={t`The time was up before all rows were done.`}>
          <Trans>Go on: what is done already stays as it is.</Trans>
        </Banner>
      )}
      {unread.length > 0 && (
        <p className={styles.note}>
          <Trans>Columns that are not read: {unread.join(', ')}</Trans>
        </p>
      )}
      <table className={styles.rows}>
        <thead>
          <tr>
            <th scope="col">{t`Row`}</th>
            <th scope="col">{t`Person`}</th>
            <th scope="col">{t`Result`}</th>
          </tr>
        </thead>
        <tbody>
          {first.slice(0, shownRows).map((row) => (
            <tr key={row.row} data-refused={row.result === 'refused' || undefined}>
              <td>{row.row}</td>
              <td>{row.userId ?? '–'}</td>
              <td>
                {results[row.result]}
                {[...(row.problems ?? []), ...warningsOf(row)].map((flaw) => (
                  <span key={`${flaw.column} ${flaw.message}`} className={styles.note}>
                    {' · '}
                    <FlawText of={flaw} />
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownRows && (
        <p className={styles.note}>
          <Trans>
            {shownRows} of {rows.length} rows are shown, the refused ones first.
          </Trans>
        </p>
      )}
    </>
  );
}

/** A file as base64. */
async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: a call takes so many arguments and no more.
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
