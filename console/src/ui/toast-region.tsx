/** Where notices appear. The only file that knows React Aria's toasts, which may still change. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, Info, OctagonAlert, X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast,
  UNSTABLE_ToastContent,
  UNSTABLE_ToastQueue,
  UNSTABLE_ToastRegion,
} from 'react-aria-components/Toast';
import { Button, IconButton } from './button.tsx';
import type { Notice } from './notice.ts';
import styles from './toast-region.module.css';

const queue = new UNSTABLE_ToastQueue<Notice>({ maxVisibleToasts: 3 });
const signs = { success: CircleCheck, info: Info, danger: OctagonAlert };

/** Puts a notice among those that are shown. Returns what takes it away. */
export function addNotice(notice: Notice): () => void {
  const usual = notice.tone === 'danger' ? undefined : notice.undo || notice.action ? 10_000 : 6_000;
  const timeout = notice.timeoutMs ?? usual;
  const key = queue.add(notice, timeout === undefined ? {} : { timeout });
  return () => queue.close(key);
}

/** The notices, the latest in front. */
export function ToastRegion() {
  const { t } = useLingui();
  return (
    <UNSTABLE_ToastRegion queue={queue} className={styles.region ?? ''} aria-label={t`Notices`}>
      {({ toast: queued }) => {
        const { text, tone = 'success', undo, action } = queued.content;
        const Sign = signs[tone];
        return (
          <UNSTABLE_Toast toast={queued} className={styles.toast ?? ''} data-tone={tone}>
            <Sign className={styles.sign} />
            <UNSTABLE_ToastContent className={styles.content ?? ''}>
              <Text slot="title">{text}</Text>
            </UNSTABLE_ToastContent>
            {action && (
              <Button
                size="small"
                onPress={() => {
                  queue.close(queued.key);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            {undo && (
              <Button
                size="small"
                onPress={() => {
                  queue.close(queued.key);
                  undo();
                }}
              >
                <Trans>Undo</Trans>
              </Button>
            )}
            <IconButton size="small" label={t`Dismiss`} onPress={() => queue.close(queued.key)}>
              <X />
            </IconButton>
          </UNSTABLE_Toast>
        );
      }}
    </UNSTABLE_ToastRegion>
  );
}
