/** Watches the long work of this session: the head shows what runs, and what ends unseen is told. @module */

import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isInSight, markTold, useWatchedWork, type Work } from '../api/index.ts';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { ProgressBar } from '../ui/progress.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './freshness.module.css';
import { runningWork } from './running-work.ts';
import { useWorkStates, type WorkState } from './work-states.ts';

/** What screens show of each kind of work, as the names of what they have asked. */
const touched: Record<Work['kind'], readonly string[]> = {
  download: ['getMatrix', 'getSheetTotals', 'listSheets', 'getOverview', 'listUsers', 'listTerminals'],
  userDownload: ['listUsers', 'getUser', 'listUnknownUsers', 'listUsersOnTerminal', 'getOverview'],
  userUpload: ['listUsersOnTerminal'],
  generation: ['getMatrix', 'getSheetTotals', 'listSheets', 'getOverview'],
  export: ['listExports'],
};

/** Shows work again, as the dialog did that was closed. */
function useOpenWork(): (work: Work) => void {
  const navigate = useNavigate();
  return (work) => {
    switch (work.kind) {
      case 'download':
        return openDialog('download', { id: work.id });
      case 'userDownload':
        return openDialog('downloadUser', { id: work.id, userIds: work.userIds });
      case 'userUpload':
        return openDialog('sendUsers', { id: work.id });
      case 'generation':
        return openDialog('generate', { id: work.id });
      case 'export':
        void navigate({ to: '/exports', search: { tab: 'history', export: work.id } });
    }
  };
}

/** Asks how the work stands for as long as it is there. */
export function WorkWatch() {
  const { t } = useLingui();
  const client = useQueryClient();
  const states = useWorkStates(useWatchedWork());
  const open = useOpenWork();
  const running = states.find(({ outcome }) => outcome === 'running')?.title;
  useEffect(() => runningWork.set(running), [running]);
  useEffect(() => {
    for (const { work, title, detail, outcome } of states) {
      if (outcome === 'running' || work.isTold) continue;
      markTold(work.id);
      if (isInSight(work.id)) continue;
      for (const name of touched[work.kind]) void client.invalidateQueries({ queryKey: [name] });
      const isGood = outcome === 'done';
      toast({
        text: `${title}: ${detail}`,
        tone: isGood ? 'success' : outcome === 'cancelled' ? 'info' : 'danger',
        action: { label: t`Show`, run: () => open(work) },
      });
    }
  }, [states, client, open, t]);
  return null;
}

function WorkLine({ state: { title, share, detail }, onOpen }: { state: WorkState; onOpen: () => void }) {
  const { t } = useLingui();
  return (
    <li className={styles.work}>
      <ProgressBar label={title} value={share ?? null} max={1} countText={detail} />
      <Button size="small" aria-label={`${t`Show`}: ${title}`} onPress={onOpen}>
        {t`Show`}
      </Button>
    </li>
  );
}

/** What was started in this session, the latest first. @param onOpen - something of it is shown */
export function WorkList({ onOpen }: { onOpen: () => void }) {
  const { t } = useLingui();
  const states = useWorkStates(useWatchedWork());
  const open = useOpenWork();
  return (
    states.length > 0 && (
      <>
        <h3>{t`Started here`}</h3>
        <ul className={styles.works}>
          {states.map((state) => (
            <WorkLine
              key={state.work.id}
              state={state}
              onOpen={() => {
                onOpen();
                open(state.work);
              }}
            />
          ))}
        </ul>
      </>
    )
  );
}
