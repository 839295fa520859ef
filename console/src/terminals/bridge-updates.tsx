/** How a bridge takes releases, and what became of the last one that it tried. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../day/use-format.ts';
import { Banner } from '../ui/banner.tsx';
import type { KeyValueItem } from '../ui/key-value.tsx';
import type { Bridge } from './queries.ts';
import styles from './terminal-screen.module.css';

type Updates = NonNullable<Bridge['updates']>;
type LastUpdate = NonNullable<Updates['last']>;

/** The last release that a bridge tried, where it could not stay with it. */
export function failedUpdateOf({ state, updates }: Bridge): LastUpdate | undefined {
  const last = updates?.last;
  return state === 'revoked' || last === undefined || last.result === 'updated' ? undefined : last;
}

/** What a bridge goes by, in words. */
function Obeyed({ updates: { obeys, because, ring } }: { updates: Updates }): ReactNode {
  if (obeys === 'off') return <Trans>Its own configuration rules them out.</Trans>;
  if (obeys === 'file') return <Trans>By its own configuration.</Trans>;
  if (obeys === 'unable' && because === 'no-updater')
    return (
      <Trans>
        By hand: nothing on its computer looks for releases. Run rollcall-bridge service install there once.
      </Trans>
    );
  if (obeys === 'unable')
    return <Trans>By hand: it is no program of a release, or was installed as a package.</Trans>;
  if (ring === undefined) return <Trans>By hand: it is told to take none.</Trans>;
  const when = (
    <Plural
      value={ring.afterHours}
      _0="At once after a release"
      one="# hour after a release"
      other="# hours after a release"
    />
  );
  const whose = ring.of === 'site' ? <Trans>as set for its site</Trans> : <Trans>as set for everybody</Trans>;
  return (
    <>
      {when}
      <span className={styles.muted}>
        , {whose}
        {obeys === undefined && (
          <>
            {'. '}
            <Trans>It has not said yet whether it does so.</Trans>
          </>
        )}
      </span>
    </>
  );
}

/** The lines of a bridge's version, of how it takes releases, and of the last one that it tried. */
export function useUpdateFacts({ version, updates }: Bridge): KeyValueItem[] {
  const { t } = useLingui();
  const format = useFormat();
  const last = updates?.last;
  return [
    { id: 'version', name: t`Version`, value: version },
    ...(updates === undefined
      ? []
      : [{ id: 'updates', name: t`Takes updates`, value: <Obeyed updates={updates} /> }]),
    ...(last === undefined
      ? []
      : [
          {
            id: 'last-update',
            name: t`Last update`,
            value: (
              <>
                <LastText last={last} />{' '}
                <span className={styles.muted}>{format.instant(last.at, { date: 'short' })}</span>
              </>
            ),
          },
        ]),
  ];
}

function LastText({ last: { version, result } }: { last: LastUpdate }) {
  if (result === 'updated')
    return version === undefined ? <Trans>Updated</Trans> : <Trans>Updated to {version}</Trans>;
  if (result === 'failed')
    return (
      <span className={styles.loud}>
        {version === undefined ? <Trans>Failed</Trans> : <Trans>{version} failed</Trans>}
      </span>
    );
  return (
    <span className={styles.loud}>
      {version === undefined ? <Trans>Taken back</Trans> : <Trans>{version} was taken back</Trans>}
    </span>
  );
}

/** Says that the last release was taken back or could not be taken, with what to do; nothing where all is well. */
export function UpdateBanner({ bridge }: { bridge: Bridge }) {
  const format = useFormat();
  const last = failedUpdateOf(bridge);
  if (last === undefined) return null;
  const { name } = bridge;
  const at = format.instant(last.at, { date: 'short' });
  const said = last.reason !== undefined && (
    <p>
      <Trans>The bridge says: {last.reason}</Trans>
    </p>
  );
  if (last.result === 'taken-back')
    return (
      <Banner
        tone="warning"
        title={
          last.version === undefined ? (
            <Trans>
              {name} took an update back on {at}
            </Trans>
          ) : (
            <Trans>
              {name} took the update to {last.version} back on {at}
            </Trans>
          )
        }
      >
        {said}
        <Trans>
          The version of before is at work, and nothing is lost. This one is not tried a second time: the next
          release is, or update it by hand.
        </Trans>
      </Banner>
    );
  return (
    <Banner
      tone="warning"
      title={
        last.version === undefined ? (
          <Trans>
            {name} could not take an update on {at}
          </Trans>
        ) : (
          <Trans>
            {name} could not take the update to {last.version} on {at}
          </Trans>
        )
      }
    >
      {said}
      <Trans>
        Nothing was changed. Check that its computer reaches the address of the releases and has room on its
        disk; it is tried again.
      </Trans>
    </Banner>
  );
}
