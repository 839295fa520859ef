/** Terminals that a bridge has found in its network and does not read, and what has it read them. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useRights } from '../api/index.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { bridgeTerminalsQuery } from './bridge-queries.ts';
import { type Found, foundDraft, isListed, type ListedDraft } from './listed-form.ts';
import type { BridgeDetails } from './queries.ts';
import styles from './terminal-screen.module.css';
import { useAgo } from './use-ago.ts';
import type { ReadList } from './use-listed.ts';

const ListedDialog = lazy(async () => ({ default: (await import('./listed-dialog.tsx')).ListedDialog }));

/** What is to be put into the list, with the list as it was when that was chosen. */
interface Chosen {
  begun: Partial<ListedDraft>;
  list: ReadList;
}

function OnItsComputer() {
  const { t } = useLingui();
  return <CopyField label={t`Command`} isLabelHidden value="sudo rollcall-bridge setup" />;
}

/** For administrators whose bridge takes a list from here the command is the other way; for all others it is the one. */
function OtherWay({ pushes }: { pushes: boolean }) {
  return (
    <>
      {pushes && (
        <p className={styles.muted}>
          <Trans>One that wants to push has to be written into its configuration file.</Trans>
        </p>
      )}
      <Disclosure title={<Trans>Or write them into its configuration file</Trans>} level={4}>
        <p className={styles.muted}>
          <Trans>Run this on the computer of the bridge; what it reads already stays as it is.</Trans>
        </p>
        <OnItsComputer />
      </Disclosure>
    </>
  );
}

function One({
  found,
  isInList,
  onUse,
}: {
  found: Found;
  isInList: boolean;
  onUse?: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const ago = useAgo();
  const { serial, address, model, pushes, lastSeenAt } = found;
  return (
    <li className={styles.spread}>
      <span className={styles.grows}>
        <strong>{serial ?? t`No serial number said`}</strong>{' '}
        <span className={styles.muted}>
          {[model, address].filter((one) => one !== undefined).join(' · ')}
          {' · '}
          {pushes === true ? (
            <Trans>wants to push, {ago(lastSeenAt)}</Trans>
          ) : (
            <Trans>seen {ago(lastSeenAt)}</Trans>
          )}
        </span>
      </span>
      {isInList && (
        <span className={styles.muted}>
          <Trans>In the list, and read with its next report</Trans>
        </span>
      )}
      {onUse !== undefined && !isInList && (
        <Button
          size="small"
          icon={<Plus />}
          aria-label={t`Use this terminal: ${serial ?? address}`}
          onPress={onUse}
        >
          <Trans>Use this terminal</Trans>
        </Button>
      )}
    </li>
  );
}

/** The card; nothing while the bridge has never said. */
export function FoundTerminals({ bridge: { id, found } }: { bridge: BridgeDetails }) {
  const { mayAdminister } = useRights();
  const { data: list, isPending } = useQuery(bridgeTerminalsQuery(id));
  const [chosen, setChosen] = useState<Chosen>();
  if (found === undefined || found.length === 0) return null;
  // A bridge of an earlier version says nothing of the list, and would not read what is put there.
  const takes = mayAdminister && list?.body.takenVersion !== undefined ? list : undefined;
  return (
    <Card title={<Trans>Found, but not read</Trans>}>
      {takes !== undefined && (
        <p className={styles.muted}>
          <Trans>
            These are in its network, and it does not read them. Use one, and it is put into the list above.
          </Trans>
        </p>
      )}
      {takes === undefined && !isPending && (
        <>
          <p className={styles.muted}>
            <Trans>
              These are in its network and not in its configuration. To have them read, run this on the
              computer of the bridge; what it reads already stays as it is.
            </Trans>
          </p>
          <OnItsComputer />
        </>
      )}
      <ul className={styles.list}>
        {found.map((one) => (
          <One
            key={`${one.serial ?? ''} ${one.address}`}
            found={one}
            isInList={isListed(one, list?.body.terminals ?? [])}
            onUse={
              takes === undefined || one.pushes === true
                ? undefined
                : () => setChosen({ begun: foundDraft(one), list: takes })
            }
          />
        ))}
      </ul>
      {takes !== undefined && <OtherWay pushes={found.some(({ pushes }) => pushes === true)} />}
      <Suspense>
        {chosen !== undefined && (
          <ListedDialog
            bridgeId={id}
            opened={chosen.list}
            terminal={undefined}
            begun={chosen.begun}
            onClose={() => setChosen(undefined)}
          />
        )}
      </Suspense>
    </Card>
  );
}
