import { describe, expect, test } from 'vitest';
import type { DeploymentSettings } from '#infra/config/deployment.ts';
import { lambdaNames } from '#infra/lambdas.ts';
import { functionsOf, resources, statementsOf, templates } from './synthesised.ts';

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

describe('mails', () => {
  const sendingRights = (made: Parameters<typeof statementsOf>[0]) => {
    return lambdaNames.flatMap((name) =>
      statementsOf(made, `${capital(name)}Function`)
        .filter(({ actions }) => actions.some((action) => action.startsWith('ses:')))
        .map(({ actions, resources: of }) => ({ name, actions, of })),
    );
  };

  test('can be sent by one function, as the configured sender, and by nobody where there is none', () => {
    expect(sendingRights(templates())).toEqual([]);
    const made = templates({ mail: { from: 'Attendance <reports@mail.example.com>' } });
    const [right, ...others] = sendingRights(made);
    expect(others).toEqual([]);
    expect(right).toMatchObject({ name: 'deliveries', actions: ['ses:SendEmail', 'ses:SendRawEmail'] });
    expect(right?.of).toContain(':identity/reports@mail.example.com');
    expect(right?.of).toContain(':identity/mail.example.com');
    expect(right?.of).not.toContain('*');
    const policies = JSON.stringify([...resources(made.async, 'AWS::IAM::Policy').values()]);
    expect(policies).toContain('"Condition":{"StringEquals":{"ses:FromAddress":"reports@mail.example.com"}}');
  });

  test('have links to the domain of the deployment, or to the API itself', () => {
    const urlIn = (proxies: DeploymentSettings['api']['proxies']) => {
      const [mail] = [
        ...functionsOf(templates({ api: { people: 'none', terminals: 'none', proxies } })).values(),
      ].filter(({ Properties: properties }) => properties.Description === 'Rollcall deliveries');
      return (mail?.Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables
        .PUBLIC_URL;
    };
    expect(urlIn(['time.example.com', 'other.example.com'])).toBe('https://time.example.com');
    expect(JSON.stringify(urlIn('none'))).toContain('GatewayApi');
  });
});
