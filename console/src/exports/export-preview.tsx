/** The first rows of an export, as the file will have them. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ExportPreview as Preview } from '#shared/contract/exports.ts';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { ExportNotes } from './export-notes.tsx';
import styles from './exports.module.css';

/** What a preview is asked for. */
export type PreviewRequest = Parameters<typeof api.previewExport>[0]['body'];

const restMs = 400;

/** The preview of a request; it follows what is typed once that rests. */
export function ExportPreview({ request }: { request: PreviewRequest | null }) {
  const rested = useDebounced(JSON.stringify(request), restMs);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['previewExport', rested],
    queryFn: ({ signal }) => {
      const body: PreviewRequest = JSON.parse(rested);
      return api.previewExport({ body }, { signal });
    },
    enabled: rested !== 'null',
    placeholderData: keepPreviousData,
  });
  if (request === null) return null;
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading>
        <Skeleton lines={8} kind="row" />
      </Loading>
    );
  }
  return (
    <div className={styles.preview} aria-busy={isPlaceholderData}>
      {data.files.map((file) => (
        <PreviewedFile key={file.name} file={file} />
      ))}
      {data.notes.length > 0 && (
        <Banner tone="warning" title={<Trans>To know before it is sent</Trans>}>
          <ExportNotes of={data} />
        </Banner>
      )}
    </div>
  );
}

function PreviewedFile({ file: { name, columns, rows, text } }: { file: Preview['files'][number] }) {
  const { t } = useLingui();
  return (
    <section className={styles.file} aria-label={name}>
      <h3>
        <code>{name}</code>
      </h3>
      {columns.length > 0 && rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard
        // biome-ignore lint/a11y/useSemanticElements: a region inside of a section would be one too many
        <div className={styles.scrolls} tabIndex={0} role="group" aria-label={t`First rows of ${name}`}>
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map((column, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: titles can be the same; the place tells them apart
                  <th key={index} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id
                <tr key={index}>
                  {row.map((cell, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells have no id
                    <td key={place}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length === 0 && (columns.length > 0 || !text) && (
        <p className={styles.muted}>
          <Trans>No row of these days would be in it.</Trans>
        </p>
      )}
      {text !== undefined && text !== '' && (
        <Disclosure title={<Trans>As the file has it</Trans>} isOpenAtFirst={columns.length === 0} level={4}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard */}
          <pre className={styles.raw} tabIndex={0}>
            {text}
          </pre>
        </Disclosure>
      )}
    </section>
  );
}
