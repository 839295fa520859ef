/** What has become of an export: its progress, its files, and what whoever sends them must know. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import type { Export } from '#shared/contract/exports.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { FailureText } from '../problems/failure-text.tsx';
import { ToldText } from '../problems/told-text.tsx';
import { Banner } from '../ui/banner.tsx';
import { LinkButton } from '../ui/button.tsx';
import { FileLink } from '../ui/file-link.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { ExportNotes } from './export-notes.tsx';
import styles from './exports.module.css';

/** An export as it stands. */
export function ExportResult({ result }: { result: Export }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const { state, files = [], rows = 0, withheld, withheldTold, filesUntil } = result;
  const isGone = filesUntil !== undefined && Date.parse(filesUntil) <= now;
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
  if (isGone) {
    const { kind, template, from, to, department } = result;
    return (
      <Banner
        tone="info"
        isAnswer
        title={<Trans>The files are not kept any more</Trans>}
        actions={
          kind === 'payroll' && (
            <LinkButton size="small" to="/exports" search={{ tab: 'export', from, to, department, template }}>
              <Trans>Export the same again</Trans>
            </LinkButton>
          )
        }
      >
        <p>
          <Trans>They were there until {format.instant(filesUntil)}. The same can be exported again.</Trans>
        </p>
        <ul className={styles.files}>
          {files.map((file) => (
            <ReadyFile key={file.name} file={file} />
          ))}
        </ul>
        <ExportNotes of={result} className={styles.notes} />
      </Banner>
    );
  }
  return (
    <Banner
      tone={rows === 0 ? 'warning' : 'success'}
      isAnswer
      title={<Plural value={files.length} one="The file is ready" other="# files are ready" />}
    >
      {rows === 0 && (
        <p>
          <Trans>There was nothing to export: no row of these days is in it.</Trans>
        </p>
      )}
      <ul className={styles.files}>
        {files.map((file) => (
          <ReadyFile key={file.name} file={file} />
        ))}
      </ul>
      {withheld !== undefined && (
        <p>
          <ToldText told={withheldTold} text={withheld.replace(/\.$/, '')} />.
        </p>
      )}
      {withheld === undefined && filesUntil !== undefined && (
        <p className={styles.muted}>
          <Trans>They can be fetched until {format.instant(filesUntil)}.</Trans>
        </p>
      )}
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
