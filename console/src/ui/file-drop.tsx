/** Takes files: dropped, pasted, or chosen. @module */

import { Trans } from '@lingui/react/macro';
import { Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from './button.tsx';
import styles from './file-drop.module.css';

/** A place for files. */
export interface FileDropProps {
  /** What belongs here: "Drop a CSV or XLSX file here". */
  label: string;
  /** Media types and extensions, such as `text/csv` and `.xlsx`. */
  accept?: readonly string[];
  allowsMultiple?: boolean;
  onFiles: (files: File[]) => void;
  isDisabled?: boolean | undefined;
  description?: ReactNode;
}

/** A place for files. What does not fit `accept` is not taken, also when it is dropped. */
export function FileDrop({
  label,
  accept = [],
  allowsMultiple = false,
  onFiles,
  isDisabled = false,
  description,
}: FileDropProps) {
  const take = (files: File[]) => {
    const fitting = files.filter((file) => isAccepted(file, accept));
    const taken = allowsMultiple ? fitting : fitting.slice(0, 1);
    if (taken.length > 0) onFiles(taken);
  };
  return (
    <DropZone
      className={styles.zone ?? ''}
      aria-label={label}
      isDisabled={isDisabled}
      onDrop={async ({ items }) => {
        const files = await Promise.all(
          items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : [])),
        );
        take(files);
      }}
    >
      <p className={styles.label}>{label}</p>
      <FileTrigger
        acceptedFileTypes={accept}
        allowsMultiple={allowsMultiple}
        onSelect={(list) => take(list ? [...list] : [])}
      >
        <Button icon={<Upload />} isDisabled={isDisabled}>
          {allowsMultiple ? <Trans>Choose files</Trans> : <Trans>Choose a file</Trans>}
        </Button>
      </FileTrigger>
      {description && <p className={styles.description}>{description}</p>}
    </DropZone>
  );
}

function isAccepted(file: File, accept: readonly string[]): boolean {
  return (
    accept.length === 0 ||
    accept.some((kind) =>
      kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind) : file.type === kind,
    )
  );
}
