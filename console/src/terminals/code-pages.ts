/** The code pages in which terminals store names, by the languages for which they are sold. @module */

import { useLingui } from '@lingui/react/macro';
import type { Choice } from '../ui/choices.tsx';

/** What is taken where none is set. */
export const usualCodePage = 'utf-8';

/** The code pages to choose from. @param set - the one that is set, which may be another */
export function useCodePages(set: string | null): readonly Choice[] {
  const { t } = useLingui();
  const pages: Choice[] = [
    { id: usualCodePage, label: t`UTF-8 (usual)` },
    { id: 'gb18030', label: t`Chinese, simplified (GB 18030)` },
    { id: 'big5', label: t`Chinese, traditional (Big5)` },
    { id: 'windows-874', label: t`Thai (Windows-874)` },
    { id: 'windows-1258', label: t`Vietnamese (Windows-1258)` },
    { id: 'windows-1252', label: t`Western Europe (Windows-1252)` },
    { id: 'windows-1250', label: t`Central Europe (Windows-1250)` },
    { id: 'windows-1251', label: t`Cyrillic (Windows-1251)` },
    { id: 'windows-1253', label: t`Greek (Windows-1253)` },
    { id: 'windows-1254', label: t`Turkish (Windows-1254)` },
    { id: 'windows-1255', label: t`Hebrew (Windows-1255)` },
    { id: 'windows-1256', label: t`Arabic (Windows-1256)` },
    { id: 'shift_jis', label: t`Japanese (Shift JIS)` },
    { id: 'euc-kr', label: t`Korean (EUC-KR)` },
  ];
  return set === null || pages.some(({ id }) => id === set) ? pages : [...pages, { id: set, label: set }];
}
