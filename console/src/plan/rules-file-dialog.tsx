/** The rules file: seen as YAML, taken as a file, and put in after its differences have been looked at. @module */

import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { RulesImport } from '#shared/contract/rules-file.ts';
import { api, fetchFile, newIdempotencyKey, Problem, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { FlawText, type SaidFlaw } from '../problems/flaw-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { downloadFile } from '../ui/download-file.ts';
import { FileDrop } from '../ui/file-drop.tsx';
import { Scroller } from '../ui/scroller.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { ViewSwitch } from '../ui/tabs.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './rules-file-dialog.module.css';

/** A document that was checked. */
interface Checked {
  readonly text: string;
  readonly etag: string;
  readonly answer: RulesImport;
}

/** The rules file in two views: what is there, and what another one would change. */
export function RulesFileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { mayAdminister } = useRights();
  const [view, setView] = useState<'view' | 'import'>('view');
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Checked>();
  const [busy, setBusy] = useState<'checking' | 'importing'>();
  const [error, setError] = useState<unknown>();
  const yaml = useQuery({
    queryKey: ['getRulesFile', 'yaml'],
    queryFn: async ({ signal }) =>
      (await fetchFile('getRulesFile', {}, 'application/yaml', { signal })).blob.text(),
  });
  const check = async (document: string) => {
    setBusy('checking');
    setError(undefined);
    setChecked(undefined);
    try {
      const { etag = '' } = await api.getRulesFile.answer({});
      const answer = await api.putRulesFile({ query: { dryRun: 'true' }, body: document, ifMatch: etag });
      setChecked({ text: document, etag, answer });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(undefined);
    }
  };
  const takeIn = async () => {
    if (checked === undefined) return;
    setBusy('importing');
    setError(undefined);
    try {
      await api.putRulesFile(
        { body: checked.text, ifMatch: checked.etag },
        { idempotencyKey: newIdempotencyKey() },
      );
      await client.invalidateQueries();
      toast({ text: t`The rules are imported. The sheets are being generated again.` });
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(undefined);
    }
  };
  const changes = checked?.answer.changes ?? [];
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      title={t`Rules file`}
      footer={
        view === 'view' ? (
          <>
            <Button
              icon={<Download size={16} />}
              isDisabled={yaml.data === undefined}
              onPress={() =>
                downloadFile(new Blob([yaml.data ?? ''], { type: 'application/yaml' }), 'rules.yaml')
              }
            >
              {t`Save as a file`}
            </Button>
            <Button onPress={onClose}>{t`Close`}</Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{t`Cancel`}</Button>
            {checked ? (
              <Button
                variant="primary"
                isPending={busy === 'importing'}
                isDisabled={changes.length === 0}
                why={t`The document changes nothing.`}
                onPress={() => void takeIn()}
              >
                {t`Import`}
              </Button>
            ) : (
              <Button
                variant="primary"
                isPending={busy === 'checking'}
                isDisabled={text.trim() === ''}
                why={t`There is no document yet.`}
                onPress={() => void check(text)}
              >
                {t`Show the differences`}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.whole}>
        <p className={styles.note}>
          <Trans>
            Schedules, rosters, calendars and rules of the organisation as one document, to be kept beside
            other files or carried to another organisation.
          </Trans>
        </p>
        {mayAdminister && (
          <ViewSwitch
            label={t`What to do`}
            items={[
              { id: 'view', label: t`View` },
              { id: 'import', label: t({ message: 'Import', context: 'view' }) },
            ]}
            selected={view}
            onChange={setView}
          />
        )}
        {view === 'view' ? (
          <>
            {yaml.isError && <ProblemNote error={yaml.error} onRetry={() => void yaml.refetch()} />}
            {yaml.data === undefined ? (
              !yaml.isError && (
                <Loading>
                  <Skeleton lines={8} />
                </Loading>
              )
            ) : (
              <Scroller label={t`Rules file`} className={styles.yaml}>
                {yaml.data}
              </Scroller>
            )}
          </>
        ) : (
          <>
            {error !== undefined && <Refused error={error} onReload={() => void check(text)} />}
            <FileDrop
              label={t`Drop a rules file here, YAML or JSON`}
              accept={['.yaml', '.yml', '.json', 'application/yaml', 'application/json']}
              onFiles={([file]) => {
                void file?.text().then((document) => {
                  setText(document);
                  return check(document);
                }, setError);
              }}
            />
            <TextField
              label={t`Document`}
              multiline
              rows={8}
              value={text}
              onChange={(next) => {
                setText(next);
                setChecked(undefined);
              }}
            />
            {busy === 'checking' && (
              <Loading label={t`Comparing`}>
                <Skeleton lines={3} kind="row" />
              </Loading>
            )}
            {checked && <Differences answer={checked.answer} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What is wrong with a place of a document. */
interface Mistake extends SaidFlaw {
  readonly path: string;
}

function isMistake(value: unknown): value is Mistake {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}

/** A refused document; what is wrong with it stands place by place. */
function Refused({ error, onReload }: { error: unknown; onReload: () => void }) {
  const { t } = useLingui();
  const issues = Problem.is(error, 'request.invalid') ? error.facts.issues : undefined;
  const mistakes = Array.isArray(issues) ? issues.filter(isMistake) : [];
  if (mistakes.length === 0) return <ProblemNote error={error} onReload={onReload} />;
  return (
    <Banner isAnswer tone="danger" title={t`The document cannot be taken in as it is.`}>
      <ul>
        {mistakes.map((mistake) => {
          const { path, message } = mistake;
          const place = path.split('/').filter(Boolean).join(' › ');
          return (
            <li key={`${path} ${message}`} className={styles.wrong}>
              <FlawText of={{ ...mistake, column: place === '' ? undefined : place }} />
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}

const partWords = {
  schedule: msg`Schedule`,
  roster: msg`Roster`,
  calendar: msg`Calendar`,
  rules: msg`Rules of the organisation`,
  changes: msg`Dated changes`,
  defaultScheduleId: msg`Schedule of people without a roster`,
  defaultCalendarId: msg`Calendar of everybody`,
} as const satisfies Record<RulesImport['changes'][number]['part'], unknown>;

function Differences({ answer }: { answer: RulesImport }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { changes, kept, recomputed } = answer;
  const keptCount = kept.schedules.length + kept.rosters.length + kept.calendars.length;
  if (changes.length === 0) return <p role="status">{t`The document says what holds already.`}</p>;
  return (
    <section className={styles.whole} aria-label={t`Differences`}>
      <p role="status">
        <Plural value={changes.length} one="# part changes." other="# parts change." />{' '}
        {recomputed && <Trans>The sheets of {format.range(recomputed)} are generated again.</Trans>}{' '}
        {keptCount > 0 && (
          <Plural
            value={keptCount}
            one="# part that the document does not name stays."
            other="# parts that the document does not name stay."
          />
        )}
      </p>
      <ul className={styles.changes}>
        {changes.map(({ part, id, action, differences }) => (
          <li key={`${part}-${id}`} className={styles.change}>
            <p className={styles.part}>
              <b>{i18n._(partWords[part])}</b> {id}{' '}
              <Tag tone={action === 'added' ? 'present' : 'late'}>
                {action === 'added' ? t`new` : t`changed`}
              </Tag>
            </p>
            {differences.length > 0 && (
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">{t`Where`}</th>
                    <th scope="col">{t`Now`}</th>
                    <th scope="col">{t`Then`}</th>
                  </tr>
                </thead>
                <tbody>
                  {differences.map(({ path, from, to }) => (
                    <tr key={path}>
                      <td>{path.slice(1).split('/').join(' › ')}</td>
                      <td className={styles.before}>{valueText(from)}</td>
                      <td>{valueText(to)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A value as the document has it; a dash for none. */
function valueText(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
