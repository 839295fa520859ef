/** The profile of a user: to read, or to edit for those who may. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useRights, useSettings } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { KeyValue } from '../ui/key-value.tsx';
import { Section } from '../ui/section.tsx';
import { EnrolledSigns } from './enrolled.tsx';
import { OriginText } from './origin-text.tsx';
import { customName, formOf } from './profile-fields.ts';
import { ProfileForm } from './profile-form.tsx';
import { fieldWords, privilegeWords, profileSections } from './profile-words.ts';
import type { User } from './queries.ts';
import styles from './user-screen.module.css';

/** What nobody edits here: what is enrolled, and where the user came from. */
function Facts({ user }: { user: User }) {
  const { t } = useLingui();
  const format = useFormat();
  const who = user.origin.byName ?? user.origin.by;
  return (
    <Section title={<Trans>What is known besides</Trans>}>
      <KeyValue
        items={[
          {
            id: 'enrolled',
            name: t`Enrolled at the terminals`,
            value: <EnrolledSigns credentials={user.credentials} />,
          },
          { id: 'origin', name: t`From where`, value: <OriginText origin={user.origin} /> },
          { id: 'since', name: t`Since`, value: format.instant(user.origin.at, { date: 'short' }) },
          ...(who === undefined ? [] : [{ id: 'by', name: t`By`, value: who }]),
        ]}
      />
    </Section>
  );
}

/** The profile for those who only read: fields that hold nothing are left out. */
function ReadProfile({ user }: { user: User }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { people } = useSettings();
  const customFields = people?.customFields ?? [];
  const form = formOf(user, customFields);
  const shown = (field: string, text: string) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return format.date(text);
    const word = privilegeWords[text as keyof typeof privilegeWords];
    return field === 'privilege' && word !== undefined ? i18n._(word) : text;
  };
  const own = profileSections.map(({ id, title, fields }) => ({
    id,
    title: i18n._(title),
    items: fields.map((field) => ({ id: field, name: i18n._(fieldWords[field]), text: form[field] ?? '' })),
  }));
  const custom = customFields.map(({ key, label }) => {
    const name = customName(key);
    return { id: name, name: label, text: form[name] ?? '' };
  });
  const sections = [...own, { id: 'custom', title: t`Fields of your own`, items: custom }];
  return (
    <>
      {sections.flatMap(({ id, title, items }) => {
        const given = items.filter(({ text }) => text !== '');
        if (given.length === 0) return [];
        return [
          <Section key={id} title={title}>
            <KeyValue
              items={given.map((item) => ({
                id: item.id,
                name: item.name,
                value: shown(item.id, item.text),
              }))}
            />
          </Section>,
        ];
      })}
    </>
  );
}

/** The profile. */
export function UserProfile({ user, etag }: { user: User; etag: string }) {
  const { mayEdit } = useRights();
  return (
    <div className={styles.profile}>
      {mayEdit && user.erasedAt === undefined ? (
        <ProfileForm user={user} etag={etag} />
      ) : (
        <ReadProfile user={user} />
      )}
      <Facts user={user} />
    </div>
  );
}
