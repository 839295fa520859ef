/** The fields of a terminal that a bridge is told to read from here. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useSettings } from '../api/index.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { ListedTerminal } from './bridge-queries.ts';
import styles from './form.module.css';
import { addressOf, type ListedDraft, type ListedMistake, placeOf } from './listed-form.ts';
import { ZonePicker } from './zone-picker.tsx';

/** What the fields are given. */
export interface FieldsProps {
  draft: ListedDraft;
  set: (change: Partial<ListedDraft>) => void;
  /** What does not fit, once it was tried. */
  mistakes: readonly ListedMistake[];
}

/** Whether the address is known already: the key is what is missing then. */
interface Begun {
  isBegun: boolean;
}

/** Where the terminal is. */
export function AddressFields({ draft, set, mistakes, isBegun }: FieldsProps & Begun) {
  const { t } = useLingui();
  const hostError = mistakes.includes('host')
    ? t`Write one host name or IP address, without blanks.`
    : mistakes.includes('address-twice') && t`A terminal with this address is in the list.`;
  return (
    <div className={styles.pair}>
      <TextField
        label={t`Address`}
        description={t`Its name or IP address in the network of the bridge.`}
        value={draft.host}
        onChange={(host) => set({ host })}
        error={hostError}
        maxLength={190}
        autoComplete="off"
        isRequired
        autoFocus={!isBegun}
      />
      <NumberField
        label={t`Port`}
        min={1}
        max={65_535}
        value={draft.port}
        onChange={(port) => set({ port })}
        error={mistakes.includes('port') && t`A port is a number from 1 to 65535.`}
      />
    </div>
  );
}

/** What it is called, how it is known, and how it is read. */
export function NameFields({ draft, set, mistakes }: FieldsProps) {
  const { t } = useLingui();
  const { zone: ownZone } = useSettings();
  const serialError = mistakes.includes('serial')
    ? t`As on its label: up to 32 letters, digits, dots, colons, hyphens or underscores.`
    : mistakes.includes('serial-twice') && t`A terminal with this serial number is in the list.`;
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label={t`Name`}
          description={t`What people call it.`}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={100}
          autoComplete="off"
        />
        <TextField
          label={t`Serial number`}
          description={t`That must be found there. Left empty, the terminal says who it is.`}
          value={draft.serial}
          onChange={(serial) => set({ serial })}
          error={serialError}
          maxLength={32}
          autoComplete="off"
        />
      </div>
      <ZonePicker
        label={t`Zone of its clock`}
        placeholder={ownZone}
        description={t`Only where it differs from that of the organisation.`}
        value={draft.zone}
        onChange={(zone) => set({ zone })}
      />
      <Checkbox
        isSelected={draft.realtime}
        onChange={(realtime) => set({ realtime })}
        description={t`Its log is read as soon as somebody punches. Other programs find the terminal busy then.`}
      >
        <Trans>Keep a session open</Trans>
      </Checkbox>
    </>
  );
}

/** Its communication key, which is never shown. @param before - the terminal as it is in the list; without it, it is not */
export function KeyFields({
  draft,
  set,
  mistakes,
  isBegun,
  before,
  takesCommKeys,
}: FieldsProps & Begun & { before: ListedTerminal | undefined; takesCommKeys: boolean }) {
  const { t } = useLingui();
  const { host, port } = placeOf(draft);
  const hasKey = before?.hasCommKey === true;
  const hasMoved = before !== undefined && (port === null || addressOf({ host, port }) !== addressOf(before));
  const says = () => {
    if (!takesCommKeys)
      return t`The bridge has not yet reported a key to seal it with. It does so with its next report, unless its version is too old.`;
    if (hasKey && hasMoved)
      return t`The key that it has was given for the other address, and does not go along: type it again.`;
    if (before?.commKeyWanted === true)
      return t`The bridge cannot open the key that was given: type it again.`;
    if (hasKey) return t`It has one, which nobody can see. Left empty, it stays.`;
    return t`Up to 6 digits, as in its menu. Only the bridge can open it; nobody sees it again.`;
  };
  return (
    <>
      <TextField
        label={t`Communication key`}
        description={says()}
        type="password"
        inputMode="numeric"
        value={draft.commKey}
        onChange={(commKey) => set({ commKey })}
        error={mistakes.includes('key-form') && t`A communication key has up to 6 digits.`}
        maxLength={6}
        autoComplete="off"
        isDisabled={!takesCommKeys || draft.isKeyTakenAway}
        autoFocus={isBegun}
      />
      {hasKey && !hasMoved && (
        <Checkbox isSelected={draft.isKeyTakenAway} onChange={(isKeyTakenAway) => set({ isKeyTakenAway })}>
          <Trans>It wants no key any more</Trans>
        </Checkbox>
      )}
    </>
  );
}
