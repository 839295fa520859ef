/** What to check at a site that is not well, as docs/operations.md says. @module */

import { Trans } from '@lingui/react/macro';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { Banner } from '../ui/banner.tsx';
import { Banners } from './banners.tsx';
import type { SiteRow } from './site-columns.tsx';
import { type SiteMembers, waitsLong } from './site-state.ts';
import styles from './terminals-screen.module.css';

/** The command that a bridge's computer is asked with. */
const statusCommand = <code>rollcall-bridge status</code>;
/** The command that shows what a bridge has logged. */
const logCommand = <code>journalctl -u rollcall-bridge</code>;

function SilentSite({
  name,
  since,
  isRevoked,
}: {
  name: string;
  since: string | undefined;
  isRevoked: boolean;
}) {
  const format = useFormat();
  return (
    <Banner
      tone="danger"
      title={
        since === undefined ? (
          <Trans>Nothing is heard of {name}</Trans>
        ) : (
          <Trans>
            Nothing is heard of {name} since {format.instant(since)}
          </Trans>
        )
      }
    >
      <ol className={styles.steps}>
        {isRevoked && (
          <li>
            <Trans>
              A bridge there is revoked: the change log in the settings says who did it. Its terminals need
              another one.
            </Trans>
          </li>
        )}
        <li>
          <Trans>Is the power on there, and does the Internet work?</Trans>
        </li>
        <li>
          <Trans>Is the computer of the bridge on?</Trans>
        </li>
        <li>
          <Trans>
            Does its service run? There, {statusCommand} says whether the cloud answers and what waits, and{' '}
            {logCommand} why it ended. Starting it again is safe.
          </Trans>
        </li>
      </ol>
      <Trans>No punch is lost: terminals keep their logs, and are read to the end when they are back.</Trans>
    </Banner>
  );
}

function NeverHeard({ name }: { name: string }) {
  return (
    <Banner title={<Trans>{name} has not been heard of yet</Trans>}>
      <Trans>
        Whoever installs it ends “rollcall-bridge setup” on the computer of the bridge and starts its service;
        a terminal that pushes needs the address of the cloud in its menu.
      </Trans>
    </Banner>
  );
}

function UnsentRecords({ name, since }: { name: string; since: string }) {
  const format = useFormat();
  const now = useServerNow();
  return (
    <Banner
      tone="warning"
      title={
        <Trans>
          Records of {name} wait to be sent since {format.instant(since)}, {format.ago(since, now)}
        </Trans>
      }
    >
      <Trans>
        The bridge is heard of, but the cloud has not taken them. On its computer {logCommand} says what the
        cloud answers. Nothing is dropped.
      </Trans>
    </Banner>
  );
}

/** What to check at a site. Where nothing at all is heard of it, that is said once and not of each bridge and terminal. */
export function SiteAdvice({ site, state, terminals, bridges }: SiteRow & SiteMembers) {
  const { name, health } = site;
  const since = health?.silentSince;
  const now = useServerNow();
  if (state === 'silent')
    return (
      <SilentSite
        name={name}
        since={since}
        isRevoked={bridges.some((bridge) => bridge.state === 'revoked')}
      />
    );
  if (state === 'never-heard') return <NeverHeard name={name} />;
  return (
    <>
      {waitsLong(site, now) && health?.oldestUnsentAt !== undefined && (
        <UnsentRecords name={name} since={health.oldestUnsentAt} />
      )}
      <Banners terminals={terminals} bridges={bridges} />
    </>
  );
}
