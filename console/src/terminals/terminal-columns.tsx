/** The columns of the list of terminals. @module */

import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { Shape } from '../day/shapes.tsx';
import { useFormat } from '../day/use-format.ts';
import type { TableColumn } from '../ui/table.tsx';
import { useMedia } from '../ui/use-media.ts';
import { FillBar } from './fill-bar.tsx';
import type { Bridge, Terminal } from './queries.ts';
import { TerminalStateLine } from './state-line.tsx';
import { loudnessOf, problemsOf } from './terminal-problems.ts';
import { terminalName } from './terminal-state.ts';
import styles from './terminals-screen.module.css';
import { useAgo } from './use-ago.ts';
import { useDriftText } from './use-drift-text.ts';

function TwoLines({ first, second }: { first: ReactNode; second?: ReactNode }) {
  return (
    <span className={styles.two}>
      <span>{first}</span>
      {second !== undefined && second !== '' && <span className={styles.second}>{second}</span>}
    </span>
  );
}

function Unknown({ says }: { says: string }) {
  return <span className={styles.unknown}>{says}</span>;
}

function Moment({ at, never }: { at: string | undefined; never: string }) {
  const format = useFormat();
  const ago = useAgo();
  if (at === undefined) return <Unknown says={never} />;
  return <TwoLines first={format.instant(at)} second={ago(at)} />;
}

function Memory({ terminal }: { terminal: Terminal }) {
  const { t } = useLingui();
  const format = useFormat();
  const { records, recordCapacity } = terminal;
  if (records === undefined) return <Unknown says={t`not known`} />;
  if (recordCapacity === undefined) return <span>{format.count(records)}</span>;
  return (
    <FillBar
      label={t`Records of ${terminalName(terminal)}`}
      isLabelHidden
      value={records}
      max={recordCapacity}
      text={t`${format.count(records)} of ${format.count(recordCapacity)}`}
    />
  );
}

function Clock({ terminal: { clockDriftSeconds, warnings = [] } }: { terminal: Terminal }) {
  const { t } = useLingui();
  const driftText = useDriftText();
  if (clockDriftSeconds === undefined) return <Unknown says={t`not known`} />;
  const text = driftText(clockDriftSeconds);
  if (!warnings.includes('clock-drift')) return <span>{text}</span>;
  return (
    <span className={styles.warned}>
      <Shape name="clock-quarter" />
      {text}
    </span>
  );
}

function Warnings({ terminal }: { terminal: Terminal }) {
  const { t } = useLingui();
  const problems = problemsOf(terminal);
  const loud = problems.map(loudnessOf).filter((one) => one !== 'info');
  if (loud.length === 0) return <Unknown says={t`none`} />;
  return (
    <span className={styles.warned} data-loud={loud.includes('danger') || undefined}>
      <Shape name="diamond" />
      {loud.length}
    </span>
  );
}

function Reader({ terminal, bridges }: { terminal: Terminal; bridges: readonly Bridge[] }) {
  const { t } = useLingui();
  const bridge = bridges.find(({ id }) => id === terminal.bridgeId);
  if (terminal.pushes === true) return <TwoLines first={t`Pushes`} second={t`no bridge`} />;
  if (bridge === undefined) return <Unknown says={t`none`} />;
  return (
    <TwoLines
      first={bridge.name}
      second={terminal.pushesToBridge === true ? t`pushes to it` : (bridge.host ?? undefined)}
    />
  );
}

/** @param bridges - to name those that read the terminals */
export function useTerminalColumns(bridges: readonly Bridge[]): TableColumn<Terminal>[] {
  const { t } = useLingui();
  const isNarrow = useMedia('(max-width: 1179.98px)');
  return useMemo(() => {
    const wide: TableColumn<Terminal>[] = [
      {
        id: 'clock',
        title: t`Clock`,
        width: 100,
        render: (terminal) => <Clock terminal={terminal} />,
      },
      {
        id: 'bridge',
        title: t`Bridge`,
        minWidth: 136,
        render: (terminal) => <Reader terminal={terminal} bridges={bridges} />,
      },
    ];
    return [
      {
        id: 'name',
        title: t`Terminal`,
        width: '2fr',
        minWidth: 160,
        isPrimary: true,
        render: (terminal) => (
          <TwoLines
            first={
              <Link className={styles.name} to="/terminals/$serial" params={{ serial: terminal.serial }}>
                {terminalName(terminal)}
              </Link>
            }
            second={[terminal.name === undefined ? undefined : terminal.serial, terminal.model]
              .filter((one) => one !== undefined)
              .join(' · ')}
          />
        ),
      },
      {
        id: 'state',
        title: t`State`,
        width: 140,
        isPrimary: true,
        render: (terminal) => <TerminalStateLine terminal={terminal} />,
      },
      {
        id: 'site',
        title: t`Place`,
        minWidth: 88,
        render: ({ site }) => (site === undefined ? <Unknown says={t`not said`} /> : site),
      },
      {
        id: 'last',
        title: t`Last punch`,
        width: 104,
        render: ({ lastPunchAt }) => <Moment at={lastPunchAt} never={t`not known`} />,
      },
      {
        id: 'complete',
        title: t`Complete through`,
        width: 120,
        render: ({ completeThrough }) => <Moment at={completeThrough} never={t`never read`} />,
      },
      {
        id: 'records',
        title: t`Records`,
        width: 128,
        render: (terminal) => <Memory terminal={terminal} />,
      },
      ...(isNarrow ? [] : wide),
      {
        id: 'warnings',
        title: t`Warnings`,
        width: 80,
        render: (terminal) => <Warnings terminal={terminal} />,
      },
    ];
  }, [t, bridges, isNarrow]);
}
