/** Takes in a file: a table of people, or the users or punches that a terminal wrote to a USB stick. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import styles from './form.module.css';
import { type FileKind, fileKindOf } from './import-file.ts';
import { ImportPeople } from './import-people.tsx';
import { ImportTerminalFile } from './import-terminal-file.tsx';

const accepted = ['.csv', '.xlsx', '.txt', '.tsv', '.dat'];

/** The dialog; each kind of file goes its own way. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<FileKind>();
  const take = ([first]: File[]) => {
    if (first === undefined) return;
    setFile(first);
    setKind(fileKindOf(first.name));
  };
  const again = () => {
    setFile(undefined);
    setKind(undefined);
  };
  if (file !== undefined && kind === 'people') {
    return <ImportPeople file={file} onAgain={again} onClose={onClose} />;
  }
  if (file !== undefined && (kind === 'attlog' || kind === 'user-dat')) {
    return <ImportTerminalFile file={file} format={kind} onAgain={again} onClose={onClose} />;
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Import a file</Trans>}
      footer={
        <Button onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      }
    >
      <div className={styles.form}>
        {file === undefined ? (
          <>
            <FileDrop
              label={t`Drop a file here`}
              accept={accepted}
              onFiles={take}
              description={
                <Trans>
                  People as CSV or Excel with titles in the first row, or user.dat or attlog.dat of a
                  terminal.
                </Trans>
              }
            />
            <p className={styles.lead}>
              <Trans>Nothing is changed before you have seen what would become of each row.</Trans>
            </p>
          </>
        ) : (
          <RadioGroup<FileKind>
            label={t`What is in ${file.name}?`}
            items={[
              { id: 'people', label: t`People, as a table` },
              { id: 'user-dat', label: t`Users of a terminal`, description: 'user.dat' },
              { id: 'attlog', label: t`Punches of a terminal`, description: 'attlog.dat' },
            ]}
            value={null}
            onChange={setKind}
          />
        )}
      </div>
    </Dialog>
  );
}
