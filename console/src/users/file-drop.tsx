/** Takes files that are dropped anywhere on the screen. Everything it does can be done by a button too. @module */

import { Trans } from '@lingui/react/macro';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import styles from './file-drop.module.css';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** @param onFile - called with the first of the files */
export function FileDrop({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const [isOver, setIsOver] = useState(false);
  // Entering a child comes before leaving its parent.
  const depth = useRef(0);
  const over = (change: number) => {
    depth.current = Math.max(0, depth.current + change);
    setIsOver(depth.current > 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a help for pointers; the menu "File" does the same
    <div
      className={styles.place}
      onDragEnter={(event) => {
        if (hasFiles(event)) over(1);
      }}
      onDragLeave={(event) => {
        if (hasFiles(event)) over(-1);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setIsOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      {children}
      {isOver && (
        <div className={styles.veil}>
          <p>
            <Trans>Drop a file of people, or user.dat or attlog.dat of a terminal.</Trans>
          </p>
        </div>
      )}
    </div>
  );
}
