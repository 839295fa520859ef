/** What is known of a terminal: identity, place, what was read, how full it is. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSettings } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Card } from '../ui/card.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { FillBar } from './fill-bar.tsx';
import { bridgesQuery, type Terminal } from './queries.ts';
import styles from './terminal-screen.module.css';
import { useAgo } from './use-ago.ts';

function Moment({ at, never }: { at: string | undefined; never: ReactNode }) {
  const format = useFormat();
  const ago = useAgo();
  if (at === undefined) return <span className={styles.muted}>{never}</span>;
  return (
    <>
      {format.instant(at, { date: 'short' })} <span className={styles.muted}>{ago(at)}</span>
    </>
  );
}

function Reader({ terminal }: { terminal: Terminal }) {
  const { data: bridges } = useQuery(bridgesQuery);
  const { bridgeId, pushes, pushesToBridge } = terminal;
  if (pushes === true) return <Trans>Nobody: it pushes to the cloud</Trans>;
  if (bridgeId === undefined)
    return (
      <span className={styles.muted}>
        <Trans>no bridge</Trans>
      </span>
    );
  return (
    <>
      <Link to="/bridges/$bridgeId" params={{ bridgeId }}>
        {bridges?.find(({ id }) => id === bridgeId)?.name ?? <Trans>its bridge</Trans>}
      </Link>
      {pushesToBridge === true && (
        <span className={styles.muted}>
          {' '}
          <Trans>It pushes to it.</Trans>
        </span>
      )}
    </>
  );
}

/** Bars of what the terminal says that it can hold, and counts where it does not. */
function Memory({ terminal }: { terminal: Terminal }) {
  const { t } = useLingui();
  const format = useFormat();
  const { records, recordCapacity, users, userCapacity, fingers, fingerCapacity, faces, faceCapacity } =
    terminal;
  const all = [
    { id: 'records', label: t`Records`, value: records, max: recordCapacity },
    { id: 'users', label: t`Users`, value: users, max: userCapacity },
    { id: 'fingers', label: t`Fingers`, value: fingers, max: fingerCapacity },
    { id: 'faces', label: t`Faces`, value: faces, max: faceCapacity },
  ];
  const known = all.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]));
  if (known.length === 0)
    return (
      <p className={styles.muted}>
        <Trans>It has not said yet how full it is.</Trans>
      </p>
    );
  return (
    <div className={styles.meters}>
      {known.map(({ id, label, value, max }) =>
        max === undefined || max === 0 ? (
          <p key={id}>
            <span className={styles.muted}>{label}</span> {format.count(value)}
          </p>
        ) : (
          <FillBar
            key={id}
            label={label}
            value={value}
            max={max}
            text={t`${format.count(value)} of ${format.count(max)} · ${format.percent(value / max)}`}
          />
        ),
      )}
    </div>
  );
}

/** The card. */
export function FactsCard({ terminal }: { terminal: Terminal }) {
  const { t } = useLingui();
  const { zone: ownZone } = useSettings();
  const { serial, model, firmware, site, zone, registeredAt, lastSeenAt, lastPunchAt, completeThrough } =
    terminal;
  const unknown = <span className={styles.muted}>{t`not known`}</span>;
  return (
    <Card title={<Trans>What is known</Trans>}>
      <KeyValue
        items={[
          { id: 'serial', name: t`Serial number`, value: serial },
          { id: 'model', name: t`Model`, value: model ?? unknown },
          { id: 'firmware', name: t`Firmware`, value: firmware ?? unknown },
          {
            id: 'site',
            name: t`Place`,
            value: site ?? <span className={styles.muted}>{t`not said`}</span>,
          },
          {
            id: 'zone',
            name: t`Zone`,
            value: zone ?? (
              <>
                {ownZone} <span className={styles.muted}>{t`as the organisation`}</span>
              </>
            ),
          },
          { id: 'reader', name: t`Read by`, value: <Reader terminal={terminal} /> },
          { id: 'seen', name: t`Last heard`, value: <Moment at={lastSeenAt} never={t`never`} /> },
          { id: 'punch', name: t`Last punch`, value: <Moment at={lastPunchAt} never={t`not known`} /> },
          {
            id: 'complete',
            name: t`Complete through`,
            value: <Moment at={completeThrough} never={t`never read to the end`} />,
          },
          { id: 'since', name: t`Known since`, value: <Moment at={registeredAt} never={t`not known`} /> },
        ]}
      />
      <Memory terminal={terminal} />
    </Card>
  );
}
