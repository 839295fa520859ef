/** Takes in the users or the punches that a terminal wrote to a USB stick. What is known is not stored twice. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useReasonWords } from '../day/quarantine-words.ts';
import { reasonText } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';
import { FailureText } from '../problems/failure-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import styles from './form.module.css';
import importStyles from './import.module.css';
import { base64Of, serialInName } from './import-file.ts';
import { TerminalPicker } from './pickers.tsx';
import { terminalsQuery, usersChanged } from './queries.ts';

type Result = Awaited<ReturnType<typeof api.importFile>>;

/** What a request itself can carry; a larger file is sent by a link. */
const mostInline = 2 * 1024 * 1024;
const pollMilliseconds = 1_000;

async function take(file: File, terminal: string, format: 'attlog' | 'user-dat'): Promise<Result> {
  const options = { idempotencyKey: newIdempotencyKey() };
  if (file.size <= mostInline) {
    const contentBase64 = base64Of(new Uint8Array(await file.arrayBuffer()));
    return await api.importFile({ body: { terminal, format, contentBase64 } }, options);
  }
  const job = await api.importFile({ body: { terminal, format } }, options);
  if (job.upload === undefined || job.id === undefined) return job;
  const sent = await fetch(job.upload.url, { method: job.upload.method, body: file });
  if (!sent.ok) throw new TypeError(`The file could not be sent: ${sent.status}`);
  return await api.startImport({ params: { importId: job.id } }, { idempotencyKey: newIdempotencyKey() });
}

/** @returns says what became of a line; the words of the server where a later version has another outcome */
function useLineWords(): (problem: Result['problems'][number]) => string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const quarantine: Partial<Record<string, { word: string }>> = useReasonWords();
  return ({ result, reason, told }) => {
    if (told !== undefined) return reasonText(i18n, format, told);
    if (result === 'quarantined') return quarantine[reason]?.word ?? reason;
    const words: Partial<Record<string, string>> = {
      duplicate: t`already stored`,
      unknown: t`no such user`,
      unchanged: t`nothing new`,
      failed: t`it could not be stored; take the file in again`,
    };
    return words[result] ?? reason;
  };
}

function Report({ result }: { result: Result }) {
  const { t } = useLingui();
  const wordsOf = useLineWords();
  const { stored, duplicates, quarantined, usersCompleted, problems } = result;
  const created = result.usersCreated.length + (result.usersCreatedLeftOut ?? 0);
  return (
    <>
      <ul role="status" className={styles.list}>
        <li>
          <Plural value={stored} one="# punch is new" other="# punches are new" />
        </li>
        <li>
          <Plural value={duplicates} one="# was known already" other="# were known already" />
        </li>
        {quarantined > 0 && (
          <li>
            <Plural value={quarantined} one="# was set aside" other="# were set aside" />
          </li>
        )}
        <li>
          <Plural value={created} one="# user was created" other="# users were created" />
        </li>
        <li>
          <Plural
            value={usersCompleted}
            one="Details of # user were taken"
            other="Details of # users were taken"
          />
        </li>
      </ul>
      {problems.length > 0 && (
        <section aria-label={t`Lines with a flaw`}>
          <ul className={styles.list}>
            {problems.slice(0, 100).map((problem) => {
              const { line } = problem;
              const reason = wordsOf(problem);
              return (
                <li key={line} className={importStyles.flaw}>
                  <Trans>
                    Line {line}: {reason}
                  </Trans>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}

/** @param format - what the file is */
export function ImportTerminalFile({
  file,
  format,
  onAgain,
  onClose,
}: {
  file: File;
  format: 'attlog' | 'user-dat';
  onAgain: () => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: terminals = [] } = useQuery(terminalsQuery);
  const named = serialInName(
    file.name,
    terminals.map(({ serial }) => serial),
  );
  const [chosen, setChosen] = useState('');
  const serial = chosen === '' ? (named ?? '') : chosen;
  const started = useMutation({ mutationFn: () => take(file, serial, format) });
  const id = started.data?.id;
  const job = useQuery({
    queryKey: ['getImport', id],
    queryFn: ({ signal }) => api.getImport({ params: { importId: id ?? '' } }, { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.state === 'waiting' || data.state === 'running' ? pollMilliseconds : false,
  });
  const result = id === undefined ? started.data : (job.data ?? started.data);
  const isOver = result?.state === 'done' || result?.state === 'failed';
  useEffect(() => {
    if (isOver) void usersChanged(client);
  }, [isOver, client]);
  const name = file.name;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={format === 'attlog' ? <Trans>Punches of {name}</Trans> : <Trans>Users of {name}</Trans>}
      footer={
        result === undefined ? (
          <>
            <Button onPress={onAgain}>
              <Trans>Another file</Trans>
            </Button>
            <Button
              variant="primary"
              isDisabled={serial === ''}
              why={t`Say which terminal has written it.`}
              isPending={started.isPending}
              onPress={() => started.mutate()}
            >
              <Trans>Import</Trans>
            </Button>
          </>
        ) : (
          <Button variant="primary" onPress={onClose}>
            {isOver ? <Trans>Close</Trans> : <Trans>Go on in the background</Trans>}
          </Button>
        )
      }
    >
      <div className={styles.form}>
        {result === undefined && (
          <TerminalPicker
            label={t`Which terminal has written it`}
            description={t`The file itself does not say it.`}
            placeholder={t`Choose a terminal`}
            value={serial}
            onChange={setChosen}
          />
        )}
        {started.isError && <ProblemNote error={started.error} />}
        {job.isError && <ProblemNote error={job.error} />}
        {result !== undefined && !isOver && (
          <ProgressBar
            label={t`Lines`}
            value={result.rowsDone ?? null}
            max={result.rows}
            countText={t`${result.rowsDone ?? 0} of ${result.rows}`}
          />
        )}
        {result?.state === 'failed' && (
          <p role="alert" className={styles.warning}>
            <Trans>It could not be taken in.</Trans> <FailureText of={result} />
          </p>
        )}
        {result?.state === 'done' && <Report result={result} />}
      </div>
    </Dialog>
  );
}
