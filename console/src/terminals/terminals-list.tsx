/** The list of terminals, with a notice for each thing that is to be seen to. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type RowTone } from '../ui/table.tsx';
import { Banners } from './banners.tsx';
import { bridgesQuery, type Terminal, terminalsQuery } from './queries.ts';
import type { TerminalsSearch } from './search.ts';
import { siteFinder } from './site-state.ts';
import { useTerminalColumns } from './terminal-columns.tsx';
import { loudnessOf, problemsOf } from './terminal-problems.ts';
import { stateOfTerminal, terminalName } from './terminal-state.ts';
import styles from './terminals-screen.module.css';

const allSites = 'all';

const idOf = ({ serial }: Terminal): string => serial;

function toneOf(terminal: Terminal): RowTone {
  const { state } = stateOfTerminal(terminal);
  if (state === 'retired' || state === 'merged') return 'muted';
  const loud = problemsOf(terminal).map(loudnessOf);
  if (loud.includes('danger')) return 'danger';
  return loud.includes('warning') ? 'warning' : 'normal';
}

function fits({ name = '', serial, model = '', site = '' }: Terminal, text: string): boolean {
  const wanted = text.trim().toLocaleLowerCase();
  return [name, serial, model, site].some((one) => one.toLocaleLowerCase().includes(wanted));
}

/** Those that are at work come first, then by name. */
function inOrder(terminals: readonly Terminal[]): Terminal[] {
  const rank = (terminal: Terminal) =>
    ['retired', 'merged'].includes(stateOfTerminal(terminal).state) ? 1 : 0;
  return terminals.toSorted(
    (a, b) =>
      rank(a) - rank(b) || terminalName(a).localeCompare(terminalName(b), undefined, { numeric: true }),
  );
}

function NoTerminals() {
  const { mayAdminister } = useRights();
  return (
    <EmptyState
      icon={<Radio />}
      title={<Trans>No terminal is known yet</Trans>}
      action={
        mayAdminister && (
          <Button variant="primary" onPress={() => openDialog('addBridge', {})}>
            <Trans>Add a bridge</Trans>
          </Button>
        )
      }
    >
      <Trans>
        A bridge in the network of the terminals finds and reads them. Terminals that push call the cloud
        themselves and appear under Pending.
      </Trans>
    </EmptyState>
  );
}

/** @param search - site and words that narrow the list */
export function TerminalsList({ search }: { search: TerminalsSearch }) {
  const { t } = useLingui();
  const navigate = useNavigate({ from: '/terminals' });
  const { data: terminals, error, refetch, isPlaceholderData } = useQuery(terminalsQuery);
  const { data: bridges = [] } = useQuery(bridgesQuery);
  const columns = useTerminalColumns(bridges);
  if (error !== null && terminals === undefined)
    return (
      <div className={styles.body}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (terminals === undefined)
    return (
      <div className={styles.body}>
        <Loading>
          <Skeleton kind="row" lines={6} />
        </Loading>
      </div>
    );
  const siteOf = siteFinder(terminals);
  const sites = [...new Set(terminals.flatMap(({ site }) => (site === undefined ? [] : [site])))].toSorted();
  const rows = inOrder(terminals).filter(
    (terminal) =>
      (search.site === undefined || siteOf(terminal) === search.site) && fits(terminal, search.search ?? ''),
  );
  const change = (next: Partial<TerminalsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <>
      <Banners terminals={terminals} bridges={bridges} />
      {terminals.length > 0 && (
        <div className={styles.tools}>
          <SearchField
            label={t`Name, serial number or place`}
            placeholder={t`Name, serial or place`}
            value={search.search ?? ''}
            onChange={(text) => change({ search: text === '' ? undefined : text })}
          />
          {sites.length > 0 && (
            <div className={styles.site}>
              <Select
                label={t`Site`}
                isLabelHidden
                items={[
                  { id: allSites, label: t`All sites` },
                  ...sites.map((site) => ({ id: `=${site}`, label: site })),
                ]}
                value={search.site === undefined ? allSites : `=${search.site}`}
                onChange={(id) => change({ site: id === allSites ? undefined : id.slice(1) })}
              />
            </div>
          )}
          <span className={styles.count} role="status">
            <Plural value={rows.length} one="# terminal" other="# terminals" />
          </span>
        </div>
      )}
      <DataTable
        label={t`Terminals`}
        columns={columns}
        rows={rows}
        idOf={idOf}
        nameOf={terminalName}
        toneOf={toneOf}
        rowLines={2}
        isStale={isPlaceholderData}
        onOpen={({ serial }) => void navigate({ to: '/terminals/$serial', params: { serial } })}
        empty={
          terminals.length === 0 ? (
            <NoTerminals />
          ) : (
            <EmptyState
              title={<Trans>No terminal fits</Trans>}
              action={
                <Button onPress={() => change({ search: undefined, site: undefined })}>
                  <Trans>Show all</Trans>
                </Button>
              }
            >
              <Trans>None has these words in its name, serial number, model or place.</Trans>
            </EmptyState>
          )
        }
      />
    </>
  );
}
