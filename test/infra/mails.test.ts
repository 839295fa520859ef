import { describe, expect, test } from 'vitest';
import type { DeploymentSettings } from '#infra/config/deployment.ts';
import { lambdaNames } from '#infra/lambdas.ts';
import { functionsOf, resources, statementsOf, templates } from './synthesised.ts';

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The variables of the function that sends mails. */
function variablesOf(choices: Parameters<typeof templates>[0]): Record<string, unknown> | undefined {
  const [mail] = [...functionsOf(templates(choices)).values()].filter(
    ({ Properties: properties }) => properties.Description === 'Rollcall deliveries',
  );
  return (mail?.Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables;
}

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
    const urlIn = (proxies: DeploymentSettings['api']['proxies']) =>
      variablesOf({ api: { people: 'none', terminals: 'none', proxies } })?.PUBLIC_URL;
    expect(urlIn(['time.example.com', 'other.example.com'])).toBe('https://time.example.com');
    expect(JSON.stringify(urlIn('none'))).toContain('GatewayApi');
  });

  test('have links to the console where the file of deployments says where it is, and none elsewhere', () => {
    const certificate = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000';
    const domain = { domain: 'rollcall.example.com', certificate };
    const consoleUrls: [string] = ['https://people.example.com'];
    const signIn = { pool: { domainPrefix: 'sample', consoleUrls, requireMfa: false } };
    expect(variablesOf({ console: { domain, issuers: [] }, signIn })?.CONSOLE_URL).toBe(
      'https://rollcall.example.com',
    );
    expect(variablesOf({ signIn })?.CONSOLE_URL).toBe('https://people.example.com');
    expect(variablesOf({})?.CONSOLE_URL).toBe('');
  });
});
