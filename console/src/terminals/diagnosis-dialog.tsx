/** What a bridge says of itself when it is asked: shown as soon as it is there. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toasts.tsx';
import { type DiagnosisDetails, diagnosisQuery } from './bridge-queries.ts';
import styles from './diagnosis.module.css';
import { DiagnosisFacts } from './diagnosis-facts.tsx';
import { DiagnosisLog } from './diagnosis-log.tsx';
import { DiagnosisTerminals } from './diagnosis-terminals.tsx';
import type { BridgeDetails } from './queries.ts';
import { stateOfBridge } from './terminal-state.ts';
import { useAgo } from './use-ago.ts';

/** What its computer is asked with, where the bridge itself says nothing. */
const onItsComputer = 'sudo rollcall-bridge diagnose --config /etc/rollcall/bridge.yaml';

/** The dialog. Closed, it may be opened again: the bridge is asked all the same. */
export function DiagnosisDialog({
  bridge,
  diagnosisId,
  onClose,
}: {
  bridge: BridgeDetails;
  diagnosisId: DiagnosisDetails['id'];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(diagnosisQuery(bridge.id, diagnosisId));
  const bundle = data?.bundle;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(bundle, undefined, 2));
      toast({ text: t`Copied` });
    } catch {
      toast({ text: t`This browser does not let the page copy.` });
    }
  };
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      closesOutside
      title={<Trans>How {bridge.name} is</Trans>}
      footer={
        <>
          {bundle !== undefined && (
            <Button icon={<Copy />} onPress={() => void copy()}>
              <Trans>Copy as JSON</Trans>
            </Button>
          )}
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && (
          <Loading>
            <Skeleton lines={4} />
          </Loading>
        )}
        {data?.state === 'waiting' && <Waiting bridge={bridge} diagnosis={data} />}
        {data?.state === 'unanswered' && <Unanswered bridge={bridge} diagnosis={data} />}
        {bundle !== undefined && (
          <>
            <DiagnosisFacts bundle={bundle} />
            <DiagnosisTerminals bundle={bundle} />
            <DiagnosisLog bundle={bundle} />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface Said {
  bridge: BridgeDetails;
  diagnosis: DiagnosisDetails;
}

function OnItsComputer() {
  const { t } = useLingui();
  return (
    <>
      <p>
        <Trans>Whoever is there gets the same on the computer of the bridge with this command:</Trans>
      </p>
      <CopyField label={t`Command`} isLabelHidden value={onItsComputer} />
    </>
  );
}

function Waiting({ bridge, diagnosis: { requestedAt, endsAt } }: Said) {
  const ago = useAgo();
  const format = useFormat();
  const { state, since } = stateOfBridge(bridge);
  if (state === 'online')
    return (
      <>
        <p role="status">
          <Trans>
            Asked {ago(requestedAt)}. The bridge answers with its next report, which takes a minute or two.
            This can be closed meanwhile.
          </Trans>
        </p>
        <Loading>
          <Skeleton lines={4} />
        </Loading>
      </>
    );
  const until = format.instant(endsAt, { date: 'short' });
  return (
    <>
      <Banner
        tone="warning"
        title={
          since === undefined ? (
            <Trans>It cannot answer now: nothing is heard of it</Trans>
          ) : (
            <Trans>It cannot answer now: nothing is heard of it since {format.instant(since)}</Trans>
          )
        }
      >
        <Trans>
          Check that its computer is on, has network, and that its service runs. It answers as soon as it is
          back, if that is before {until}.
        </Trans>
      </Banner>
      <OnItsComputer />
    </>
  );
}

function Unanswered({ bridge, diagnosis: { requestedAt } }: Said) {
  const format = useFormat();
  const isOnline = stateOfBridge(bridge).state === 'online';
  return (
    <>
      <Banner
        tone="warning"
        title={
          <Trans>It was asked on {format.instant(requestedAt, { date: 'short' })}, and did not answer</Trans>
        }
      >
        {isOnline ? (
          <Trans>
            It is heard of now: ask again. Where it stays without an answer, its version is too old to be
            asked, and has to be updated.
          </Trans>
        ) : (
          <Trans>
            Check that its computer is on, has network, and that its service runs. Then ask again.
          </Trans>
        )}
      </Banner>
      <OnItsComputer />
    </>
  );
}
