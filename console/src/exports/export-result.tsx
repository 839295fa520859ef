/** What has become of an export: its progress, its files, and what whoever sends them must know. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import type { Export } from '#shared/contract/exports.ts';
import { FailureText } from '../problems/failure-text.tsx';
import { Banner } from '../ui/banner.tsx';
import { FileLink } from '../ui/file-link.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { ExportNotes } from './export-notes.tsx';
import styles from './exports.module.css';

/** An export as it stands. */
export function ExportResult({ result }: { result: Export }) {
  const { t } = useLingui();
  const { state, files = [], notes = [], rows = 0, withheld } = result;
  if (state === 'waiting') {
    return (
      <ProgressBar
        label={t`The file is being made`}
        value={null}
        note={<Trans>It goes on when this is closed; it stands in the history when it is ready.</Trans>}
      />
    );
  }
  if (state === 'failed') {
    return (
      <Banner tone="danger" isAnswer title={<Trans>The file could not be made</Trans>}>
        <FailureText of={result} />
      </Banner>
    );
  }
  return (
    <Banner
      tone={rows === 0 && notes.length > 0 ? 'warning' : 'success'}
      isAnswer
      title={<Plural value={files.length} one="The file is ready" other="# files are ready" />}
    >
      <ul className={styles.files}>
        {files.map((file) => (
          <ReadyFile key={file.name} file={file} />
        ))}
      </ul>
      {withheld}
      <ExportNotes of={result} className={styles.notes} />
    </Banner>
  );
}

function ReadyFile({ file: { name, rows, url } }: { file: NonNullable<Export['files']>[number] }) {
  return (
    <li className={styles.ready}>
      {url === undefined ? (
        <code>{name}</code>
      ) : (
        <FileLink href={url} icon={<Download />}>
          {name}
        </FileLink>
      )}
      <span className={styles.muted}>
        <Plural value={rows} one="# row" other="# rows" />
      </span>
    </li>
  );
}
