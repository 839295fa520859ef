/** Settings of a listed terminal that few models need: folded, unless one of them is set. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Checkbox } from '../ui/checkbox.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Select } from '../ui/select.tsx';
import { useCodePages, usualCodePage } from './code-pages.ts';
import styles from './form.module.css';
import type { FieldsProps } from './listed-fields.tsx';
import { isUsual, type ListedDraft } from './listed-form.ts';

/** How a terminal is spoken to, in words. */
export function useTransports(): Record<ListedDraft['transport'], string> {
  const { t } = useLingui();
  return {
    auto: t`TCP, or UDP where TCP does not answer (usual)`,
    tcp: t`TCP only`,
    udp: t`UDP only`,
  };
}

/** The fields, with what counts where nothing is chosen. */
export function AdvancedFields({ draft, set }: Pick<FieldsProps, 'draft' | 'set'>) {
  const { t } = useLingui();
  const transports = useTransports();
  const codePages = useCodePages(draft.encoding);
  const [isOpenAtFirst] = useState(!isUsual(draft));
  return (
    <Disclosure title={<Trans>Advanced</Trans>} isOpenAtFirst={isOpenAtFirst}>
      <div className={styles.form}>
        <Select
          label={t`Names are stored in`}
          description={t`Choose the language of the terminal where names come garbled.`}
          items={codePages}
          value={draft.encoding ?? usualCodePage}
          onChange={(id) => set({ encoding: id === usualCodePage ? null : id })}
        />
        <Select
          label={t`Connection`}
          description={t`Found out by itself. Choose UDP for an old model that is slow to answer otherwise.`}
          items={(['auto', 'tcp', 'udp'] as const).map((id) => ({ id, label: transports[id] }))}
          value={draft.transport}
          onChange={(transport) => set({ transport })}
        />
        <Checkbox
          isSelected={draft.setClock}
          onChange={(setClock) => set({ setClock })}
          description={t`When it is more than half a minute off. Usually off: its clock is measured, and left alone.`}
        >
          <Trans>Set its clock</Trans>
        </Checkbox>
        <Checkbox
          isSelected={draft.disableWhileReading}
          onChange={(disableWhileReading) => set({ disableWhileReading })}
          description={t`Nobody can punch meanwhile. Usually off: only some old models need it.`}
        >
          <Trans>Lock its keypad while its log is read</Trans>
        </Checkbox>
      </div>
    </Disclosure>
  );
}
