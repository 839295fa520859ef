/** Ticks of what an API key of role "Integration" may do. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { type ScopeName, scopes } from '#shared/contract/scopes.ts';
import { Button, ButtonGroup } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox.tsx';
import styles from './scope-fields.module.css';

/** Ticks of scopes, named as in the API's documentation. */
export function ScopeFields({
  value,
  onChange,
}: {
  value: readonly ScopeName[];
  onChange: (value: ScopeName[]) => void;
}) {
  const { t } = useLingui();
  return (
    <div className={styles.scopes}>
      <CheckboxGroup
        label={t`Scopes`}
        description={t`As the API’s documentation names them. Without any, the key may do nothing.`}
        orientation="horizontal"
        value={value}
        onChange={onChange}
        items={scopes.map((scope) => ({ id: scope, label: scope }))}
      />
      <ButtonGroup label={t`Several at once`}>
        <Button size="small" onPress={() => onChange(scopes.filter((scope) => scope.endsWith(':read')))}>
          <Trans>All that read</Trans>
        </Button>
        <Button size="small" onPress={() => onChange([...scopes])}>
          <Trans>All</Trans>
        </Button>
        <Button size="small" onPress={() => onChange([])}>
          <Trans>None</Trans>
        </Button>
      </ButtonGroup>
    </div>
  );
}
