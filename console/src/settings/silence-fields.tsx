/** Fields of who is told when a bridge or a terminal goes silent. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useSettings } from '../api/index.ts';
import { badAddresses } from '../ui/addresses.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Section } from '../ui/section.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './fields.module.css';
import type { ServerValues } from './server-form.ts';
import type { SettingsForm } from './use-settings-form.ts';

/** Who is told of silence, and after how long. */
export function SilenceFields({ form }: { form: SettingsForm<ServerValues> }) {
  const { t, i18n } = useLingui();
  const { unsubscribed = [] } = useSettings();
  const { silenceOn, silenceMinutes, silenceTo } = form.value;
  const bad = badAddresses(silenceTo).join(', ');
  const gone = new Intl.ListFormat(i18n.locale).format(unsubscribed);
  return (
    <Section
      title={<Trans>Silent bridges and terminals</Trans>}
      description={
        <Trans>
          One e-mail says what is silent, site by site, and what to check; another one when it is heard of
          again. Webhooks get both as changes.
        </Trans>
      }
    >
      <div className={styles.fields}>
        <Checkbox isSelected={silenceOn} onChange={(isOn) => form.set({ silenceOn: isOn })}>
          <Trans>Tell when nothing is heard of a bridge or a terminal</Trans>
        </Checkbox>
        {silenceOn && (
          <>
            <div className={styles.row}>
              <NumberField
                label={t`After`}
                suffix={t`min`}
                min={15}
                max={10_080}
                value={silenceMinutes}
                onChange={(minutes) => form.set({ silenceMinutes: minutes })}
                error={silenceMinutes === null && t`Enter a number of minutes from 15 to 10080.`}
              />
            </div>
            <TextField
              label={t`Recipients`}
              description={t`Each gets a mail of their own, with a link to unsubscribe. Without any, only webhooks tell.`}
              multiline
              rows={3}
              value={silenceTo}
              onChange={(to) => form.set({ silenceTo: to })}
              error={bad !== '' && t`These are no addresses: ${bad}`}
            />
            {unsubscribed.length > 0 && (
              <p>
                <Trans>
                  Unsubscribed: {gone}. Only they can change that, by the link in any of these mails.
                </Trans>
              </p>
            )}
          </>
        )}
      </div>
    </Section>
  );
}
