/** All that waits for a second person: what each entry would change, and the two answers, one by one or for many at once. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMe, useRights, useSettings } from '../api/index.ts';
import { useDepartments } from '../day/board-people.ts';

import { type AnyEntry, anyEntryOf } from '../entries/any-entry.ts';
import { type Decision, useDecide } from '../entries/decide.ts';
import type { EntryName } from '../entries/enter.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { RefusalText } from '../problems/refusal.tsx';
import { Banner } from '../ui/banner.tsx';
import { BulkBar } from '../ui/bulk-bar.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import styles from './approvals.module.css';
import { awaitingQuery } from './queries.ts';
import { RejectDialog } from './reject-dialog.tsx';
import type { ApprovalsSearch } from './search.ts';
import { WaitingEntry } from './waiting-entry.tsx';

/** How many are shown, and how many more at a press. */
const step = 50;

const nameOf = ({ kind, first, entry }: AnyEntry): EntryName => ({
  kind,
  userId: entry.userId,
  first,
  id: entry.id,
});

/** What waits for approval. */
export function ApprovalsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const search = useSearch({ from: '/approvals' });
  const { mayEdit } = useRights();
  const { caller } = useMe();
  const awaiting = useQuery({ ...awaitingQuery(search), placeholderData: keepPreviousData });
  const departments = useDepartments(t`All departments`);
  const decide = useDecide();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState<readonly AnyEntry[]>();
  const [limit, setLimit] = useState(step);
  const entries = useMemo(() => (awaiting.data ?? []).map(anyEntryOf), [awaiting.data]);
  const mine = (one: AnyEntry) => one.entry.author === caller;
  const choosable = mayEdit ? entries.filter((one) => !mine(one)) : [];
  const selected = choosable.filter(({ entry }) => chosen.has(entry.id));
  const go = (change: ApprovalsSearch) =>
    void navigate({ to: '/approvals', search: { ...search, ...change }, replace: true });
  const say = (verb: Decision['verb'], of: readonly AnyEntry[], reason: string) =>
    decide.mutate(
      { verb, names: of.map(nameOf), reason },
      {
        onSuccess: () => {
          setRejecting(undefined);
          setChosen(new Set());
        },
      },
    );
  const isPendingFor = ({ entry }: AnyEntry) =>
    decide.isPending && decide.variables.names.some(({ id }) => id === entry.id);
  const count = selected.length;
  return (
    <div className={styles.page}>
      <PageHead
        title={<Trans>Approvals</Trans>}
        subtitle={
          awaiting.data && (
            <Plural
              value={entries.length}
              _0="Nothing waits"
              one="# entry waits for a second person and takes no effect until then"
              other="# entries wait for a second person and take no effect until then"
            />
          )
        }
        filters={
          <>
            <Select
              label={t`Kind`}
              isLabelHidden
              items={[
                { id: '', label: t`All kinds` },
                { id: 'correction', label: t`Corrections` },
                { id: 'leave', label: t({ message: 'Leave', context: 'page' }) },
                { id: 'day-override', label: t`Overrides` },
              ]}
              value={search.kind ?? ''}
              onChange={(kind) => go({ kind: kind === '' ? undefined : (kind as ApprovalsSearch['kind']) })}
            />
            <Select
              label={t`Department`}
              isLabelHidden
              items={departments}
              value={search.department ?? ''}
              onChange={(department) => go({ department: department === '' ? undefined : department })}
            />
          </>
        }
      />
      {awaiting.isError && <ProblemNote error={awaiting.error} onRetry={() => void awaiting.refetch()} />}
      {decide.error && rejecting === undefined && <ProblemNote error={decide.error} />}
      {decide.data && decide.data.refused.length > 0 && (
        <Banner
          tone="warning"
          title={<Plural value={decide.data.refused.length} one="# was refused" other="# were refused" />}
        >
          {decide.data.refused.slice(0, 5).map(({ userId, first, problem }) => (
            <p key={`${userId}-${first}`}>
              {userId}, {first}: <RefusalText problem={problem} />
            </p>
          ))}
        </Banner>
      )}
      {awaiting.isPending ? (
        <Loading>
          <Skeleton lines={6} kind="row" />
        </Loading>
      ) : entries.length === 0 ? (
        !awaiting.isError && <Nothing isFiltered={Object.values(search).some(Boolean)} />
      ) : (
        <>
          {choosable.length > 1 && (
            <div className={styles.all}>
              <Checkbox
                isSelected={count > 0 && count === choosable.length}
                isIndeterminate={count > 0 && count < choosable.length}
                onChange={(isOn) => setChosen(new Set(isOn ? choosable.map(({ entry }) => entry.id) : []))}
              >
                <Plural value={choosable.length} one="Choose # entry" other="Choose all # entries" />
              </Checkbox>
            </div>
          )}
          <ul className={styles.list} aria-label={t`What waits for approval`}>
            {entries.slice(0, limit).map((one) => (
              <WaitingEntry
                key={one.entry.id}
                one={one}
                isMine={mine(one)}
                isPending={isPendingFor(one)}
                isChosen={chosen.has(one.entry.id)}
                onChoose={(isOn) => {
                  const next = new Set(chosen);
                  if (isOn) next.add(one.entry.id);
                  else next.delete(one.entry.id);
                  setChosen(next);
                }}
                onApprove={() => say('approve', [one], '')}
                onReject={() => {
                  decide.reset();
                  setRejecting([one]);
                }}
              />
            ))}
          </ul>
          {entries.length > limit && (
            <Button onPress={() => setLimit(limit + step)}>
              <Trans>Show more</Trans>
            </Button>
          )}
          <BulkBar count={count} onClear={() => setChosen(new Set())}>
            <Button onPress={() => setRejecting(selected)}>
              <Plural value={count} one="Reject # entry" other="Reject # entries" />
            </Button>
            <Button
              variant="primary"
              isPending={decide.isPending && rejecting === undefined}
              onPress={() => say('approve', selected, '')}
            >
              <Plural value={count} one="Approve # entry" other="Approve # entries" />
            </Button>
          </BulkBar>
        </>
      )}
      {rejecting && (
        <RejectDialog
          title={<Plural value={rejecting.length} one="Reject the entry" other="Reject # entries" />}
          isPending={decide.isPending}
          error={decide.error}
          onClose={() => setRejecting(undefined)}
          onReject={(reason) => say('reject', rejecting, reason)}
        />
      )}
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { mayAdminister } = useRights();
  const { approvals } = useSettings();
  const isAsked = Object.values(approvals ?? {}).includes('second-person');
  if (isFiltered)
    return (
      <EmptyState
        title={<Trans>Nothing of this kind waits</Trans>}
        action={
          <LinkButton to="/approvals" search={{}}>
            <Trans>Show all</Trans>
          </LinkButton>
        }
      />
    );
  return (
    <EmptyState
      title={<Trans>Nothing waits for a second person</Trans>}
      action={
        mayAdminister &&
        !isAsked && (
          <LinkButton to="/settings/$section" params={{ section: 'approvals' }}>
            <Trans>Ask for a second person</Trans>
          </LinkButton>
        )
      }
    >
      {isAsked ? (
        <Trans>Corrections, leave and overrides that need approval stand here until somebody decides.</Trans>
      ) : (
        <Trans>What is entered takes effect at once, because the settings ask for no second person.</Trans>
      )}
    </EmptyState>
  );
}
