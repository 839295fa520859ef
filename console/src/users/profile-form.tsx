/** Edits a profile. Who was quicker is asked about, field by field; nothing is overwritten unseen. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, Problem, useSettings } from '../api/index.ts';
import { reasonText } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { useDraft } from '../ui/drafts.ts';
import { Section } from '../ui/section.tsx';
import { toast } from '../ui/toasts.tsx';
import { problemsOfFields } from './field-problems.ts';
import { customName, formOf, patchOf } from './profile-fields.ts';
import { ProfileInput } from './profile-input.tsx';
import { profileSections } from './profile-words.ts';
import { type User, userQuery, usersChanged } from './queries.ts';
import { changedFields, type ThreeWay, threeWay } from './three-way.ts';
import { ThreeWayDialog } from './three-way-dialog.tsx';
import styles from './user-screen.module.css';

type Form = Record<string, string>;

type Warning = NonNullable<Awaited<ReturnType<typeof api.updateUser>>['warnings']>[number];

/** What has been typed, and what it began from. */
interface ProfileDraft {
  base: Form;
  mine: Form;
  /** The version that it began from. */
  etag: string;
}

/** What somebody else has saved meanwhile. */
interface Clash {
  result: ThreeWay;
  theirs: Form;
  etag: string;
}

const noDraft: ProfileDraft | null = null;

/** The form of a profile. @param etag - the version that is shown */
export function ProfileForm({ user, etag }: { user: User; etag: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const warningText = ({ code, userIds }: Warning): string => {
    const ids = userIds.join(', ');
    return { 'employee-number-shared': t`Saved. Others have this employee number too: ${ids}` }[code];
  };
  const client = useQueryClient();
  const { people } = useSettings();
  const customFields = people?.customFields ?? [];
  const saved = formOf(user, customFields);
  const draft = useDraft<ProfileDraft | null>(`profile.${user.id}`, noDraft);
  const [clash, setClash] = useState<Clash>();
  const base = draft.value?.base ?? saved;
  const mine = draft.value?.mine ?? saved;
  const isDirty = changedFields(base, mine).length > 0;
  const set = (field: string) => (value: string) =>
    draft.set({ base, mine: { ...mine, [field]: value }, etag: draft.value?.etag ?? etag });

  const save = useMutation({
    mutationFn: ({ from, to, ifMatch }: { from: Form; to: Form; ifMatch: string }) =>
      api.updateUser.answer({
        params: { userId: user.id },
        ifMatch,
        body: patchOf(from, to, customFields),
      }),
    onSuccess: ({ body, etag: next }) => {
      draft.discard();
      setClash(undefined);
      client.setQueryData(userQuery(user.id).queryKey, (before) =>
        before === undefined ? before : { ...before, body, etag: next },
      );
      void usersChanged(client);
      const [warning] = body.warnings ?? [];
      if (warning === undefined) toast({ text: t`Saved` });
      else toast({ tone: 'info', text: warningText(warning) });
    },
    onError: async (error) => {
      if (!Problem.is(error, 'request.stale')) return;
      const { body, etag: now = '' } = await api.getUser.answer({ params: { userId: user.id } });
      const theirs = formOf(body, customFields);
      const result = threeWay(base, mine, theirs);
      if (result.conflicts.length > 0) setClash({ result, theirs, etag: now });
      // They have changed other fields: both edits can stand.
      else save.mutate({ from: theirs, to: result.merged, ifMatch: now });
    },
  });
  const isStale = Problem.is(save.error, 'request.stale');
  const errors = problemsOfFields(save.error, (reason) => reasonText(i18n, format, reason));
  const submit = () => {
    if (isDirty && !save.isPending) save.mutate({ from: base, to: mine, ifMatch: draft.value?.etag ?? etag });
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      {draft.isRestored && isDirty && (
        <Banner title={<Trans>Your unsaved changes of before are still here</Trans>} />
      )}
      {profileSections.map(({ id, title, fields }) => (
        <Section key={id} title={i18n._(title)}>
          <div className={styles.fields}>
            {fields.map((field) => (
              <ProfileInput
                key={field}
                field={field}
                value={mine[field] ?? ''}
                onChange={set(field)}
                error={errors[field]}
              />
            ))}
          </div>
        </Section>
      ))}
      {customFields.length > 0 && (
        <Section title={<Trans>Fields of your own</Trans>}>
          <div className={styles.fields}>
            {customFields.map((custom) => {
              const name = customName(custom.key);
              return (
                <ProfileInput
                  key={name}
                  field={name}
                  custom={custom}
                  value={mine[name] ?? ''}
                  onChange={set(name)}
                  error={errors[name]}
                />
              );
            })}
          </div>
        </Section>
      )}
      {save.isError && !isStale && Object.keys(errors).length === 0 && <ProblemNote error={save.error} />}
      {/* Enter in a field saves. */}
      <button type="submit" hidden />
      <DirtyBar
        isDirty={isDirty}
        isSaving={save.isPending}
        onSave={submit}
        onDiscard={() => draft.discard()}
      />
      {clash && (
        <ThreeWayDialog
          result={clash.result}
          customFields={customFields}
          isPending={save.isPending}
          error={isStale ? null : save.error}
          onSave={(chosen) =>
            save.mutate({
              from: clash.theirs,
              to: { ...clash.result.merged, ...chosen },
              ifMatch: clash.etag,
            })
          }
          onTakeTheirs={() => {
            draft.discard();
            setClash(undefined);
            void client.invalidateQueries({ queryKey: userQuery(user.id).queryKey });
          }}
          onClose={() => setClash(undefined)}
        />
      )}
    </form>
  );
}
