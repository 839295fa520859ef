import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { lambdaNames } from '#infra/lambdas.ts';
import { buildTestApp, resources, statementsOf } from './synthesised.ts';

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

describe('mails', () => {
  const sendingRights = (service: Stack) => {
    const template = Template.fromStack(service);
    return lambdaNames.flatMap((name) =>
      statementsOf(template, `${capital(name)}Function`)
        .filter(({ actions }) => actions.some((action) => action.startsWith('ses:')))
        .map(({ actions, resources: of }) => ({ name, actions, of })),
    );
  };

  test('can be sent by one function, as the configured sender, and by nobody where there is none', () => {
    expect(sendingRights(buildTestApp().service)).toEqual([]);
    const { service } = buildTestApp({ mailFrom: 'Attendance <reports@mail.example.com>' });
    const [right, ...others] = sendingRights(service);
    expect(others).toEqual([]);
    expect(right).toMatchObject({ name: 'deliveries', actions: ['ses:SendEmail', 'ses:SendRawEmail'] });
    expect(right?.of).toContain(':identity/reports@mail.example.com');
    expect(right?.of).toContain(':identity/mail.example.com');
    expect(right?.of).not.toContain('*');
    const policies = JSON.stringify(Template.fromStack(service).findResources('AWS::IAM::Policy'));
    expect(policies).toContain('"Condition":{"StringEquals":{"ses:FromAddress":"reports@mail.example.com"}}');
    expect(() => buildTestApp({ mailFrom: 'nobody' })).toThrow('must be an address');
  });

  test('have links to the domain of the deployment, or to the API itself', () => {
    const urlIn = (context: Record<string, unknown>) => {
      const { service } = buildTestApp(context);
      const [mail] = [...resources(Template.fromStack(service), 'AWS::Lambda::Function').values()].filter(
        ({ Properties: properties }) => properties.Description === 'Rollcall deliveries',
      );
      return (mail?.Properties.Environment as { Variables: Record<string, unknown> } | undefined)?.Variables
        .PUBLIC_URL;
    };
    expect(urlIn({ publicAuthority: 'time.example.com, other.example.com' })).toBe(
      'https://time.example.com',
    );
    expect(JSON.stringify(urlIn({}))).toContain('GatewayApi');
  });
});
