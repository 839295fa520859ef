/** Settings › You: how this browser shows the console to whoever sits at it. Everything counts at once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useMe } from '../api/index.ts';
import { roleLooks } from '../day/looks.ts';
import { choose, useChoice } from '../day/preferences.ts';
import { useFormat } from '../day/use-format.ts';
import { KeyValue } from '../ui/key-value.tsx';
import { chooseLanguage, languageOf, languages } from '../ui/language.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { type Density, density, setDensity, setTheme, themeChoice } from '../ui/theme.ts';
import styles from './fields.module.css';

const keysPlace = 'rollcall.keys';
/** Five past nine at night, and eight and a quarter hours: samples that tell the styles apart. */
const sample = { wall: '2026-01-01T21:05:00', seconds: 29_700 };

/** Settings › You. */
export function YouSection() {
  return (
    <>
      <Identity />
      <Look />
      <Figures />
      <Keyboard />
    </>
  );
}

function Identity() {
  const { i18n } = useLingui();
  const { name, role, caller, person, organisationName, organisation } = useMe();
  return (
    <Section title={<Trans>You</Trans>} description={<Trans>Kept in this browser, for nobody else.</Trans>}>
      <KeyValue
        items={[
          { id: 'name', name: <Trans>Signed in as</Trans>, value: name ?? person?.email ?? caller },
          { id: 'role', name: <Trans>Role</Trans>, value: i18n._(roleLooks[role].word) },
          {
            id: 'organisation',
            name: <Trans>Organisation</Trans>,
            value: organisationName ?? organisation,
          },
        ]}
      />
    </Section>
  );
}

function Look() {
  const { t } = useLingui();
  const [theme, showTheme] = useState(themeChoice);
  const [rows, showRows] = useState<Density>(density);
  return (
    <Section title={<Trans>Appearance</Trans>}>
      <div className={styles.fields}>
        <div className={styles.row}>
          <Select
            label={t`Language`}
            description={t`The page is loaded again.`}
            items={languages.map(({ id, name }) => ({ id, label: name }))}
            value={languageOf(document.documentElement.lang)}
            onChange={chooseLanguage}
          />
        </div>
        <RadioGroup
          label={t`Theme`}
          orientation="horizontal"
          value={theme}
          onChange={(choice) => {
            setTheme(choice === 'system' ? undefined : choice);
            showTheme(choice);
          }}
          items={[
            { id: 'light', label: t`Light` },
            { id: 'dark', label: t`Dark` },
            { id: 'system', label: t`As the computer` },
          ]}
        />
        <RadioGroup
          label={t`Rows of tables`}
          orientation="horizontal"
          value={rows}
          onChange={(choice) => {
            setDensity(choice);
            showRows(choice);
          }}
          items={[
            { id: 'comfortable', label: t`Comfortable` },
            { id: 'compact', label: t`Compact` },
          ]}
        />
      </div>
    </Section>
  );
}

function Figures() {
  const { t } = useLingui();
  const clock = useChoice('clock');
  const durations = useChoice('durations');
  const format = useFormat();
  const time = format.time(sample.wall);
  const duration = format.duration(sample.seconds);
  return (
    <Section
      title={<Trans>Times and durations</Trans>}
      description={
        <Trans>
          Five past nine in the evening is {time}; eight and a quarter hours are {duration}.
        </Trans>
      }
    >
      <div className={styles.fields}>
        <RadioGroup
          label={t`Clock`}
          orientation="horizontal"
          value={clock}
          onChange={(style) => choose('clock', style)}
          items={[
            { id: '24', label: t`24 hours` },
            { id: '12', label: t`12 hours` },
          ]}
        />
        <RadioGroup
          label={t`Durations`}
          orientation="horizontal"
          value={durations}
          onChange={(style) => choose('durations', style)}
          items={[
            { id: 'clock', label: t`Hours and minutes` },
            { id: 'decimal', label: t`Decimal hours` },
          ]}
        />
      </div>
    </Section>
  );
}

function Keyboard() {
  const { t } = useLingui();
  const [isOn, setOn] = useState(() => localStorage.getItem(keysPlace) !== 'off');
  return (
    <Section title={<Trans>Keyboard</Trans>}>
      <Switch
        isSelected={isOn}
        onChange={(next) => {
          if (next) localStorage.removeItem(keysPlace);
          else localStorage.setItem(keysPlace, 'off');
          setOn(next);
        }}
        description={t`Such as D for Download. Turn them off when they get in the way of speech input; keys with Ctrl go on working.`}
      >
        <Trans>Single letters do things</Trans>
      </Switch>
    </Section>
  );
}
