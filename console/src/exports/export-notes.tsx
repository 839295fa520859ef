/** What whoever sends files to payroll must know, in the language of the reader. @module */

import { useLingui } from '@lingui/react/macro';
import type { Export } from '#shared/contract/exports.ts';
import { sentencesText } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';

/** The notes of an export. Those of earlier versions have their English sentences alone. */
export function ExportNotes({
  of: { notes = [], toldNotes },
  className,
}: {
  of: Pick<Export, 'notes' | 'toldNotes'>;
  className?: string | undefined;
}) {
  const { i18n } = useLingui();
  const format = useFormat();
  if (notes.length === 0) return null;
  return (
    <ul className={className}>
      {notes.map((note, index) => {
        const told = toldNotes?.[index];
        return <li key={note}>{told ? sentencesText(i18n, format, [told]) : note}</li>;
      })}
    </ul>
  );
}
