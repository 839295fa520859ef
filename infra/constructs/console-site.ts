/** The console on AWS: a private bucket with its files, and CloudFront in front of it and of the API. @module */

import { Duration, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  type HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { securityHeaders } from '#infra/console/headers.ts';
import { consolePage, viewerRequestCode } from '#infra/console/paths.ts';
import { viewerAddressCode } from '#infra/console/viewer-address.ts';
import { edgeHeader } from '#shared/edge-headers.ts';
import { ConsoleUpload } from './console-upload.ts';

/** A domain of one's own for the console. */
export interface ConsoleDomain {
  name: string;
  /** Its certificate, which CloudFront takes from us-east-1 only. */
  certificateArn: string;
}

/** What a console is served with. */
export interface ConsoleSiteProps {
  api: HttpApi;
  /** What CloudFront shows to the API, so that it is believed whom it serves. */
  edgeSecret: Secret;
  /** The folder of the built console. */
  files: string;
  logDays: RetentionDays;
  /** Addresses that the console may ask for tokens. */
  issuers: readonly string[];
  /** Origins of the deployment's own accounts, which CloudFormation fills in. */
  accountOrigins?: readonly string[];
  domain?: ConsoleDomain;
}

/**
 * One address for the console and, below `/v1/`, for the API: no request crosses origins. Bridges, terminals and programs of
 * others keep to the address of the API.
 */
export class ConsoleSite extends Construct {
  readonly distribution: Distribution;

  constructor(
    scope: Construct,
    id: string,
    { api, edgeSecret, files, logDays, issuers, accountOrigins, domain }: ConsoleSiteProps,
  ) {
    super(scope, id);
    // Not versioned: every release brings its files, and any of them can be built again.
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const toScreen = new EdgeFunction(this, 'ToScreen', {
      comment: 'Rollcall: screens are no files; one page answers for all of them',
      code: FunctionCode.fromInline(viewerRequestCode),
      runtime: FunctionRuntime.JS_2_0,
    });
    const toApi = new EdgeFunction(this, 'ToApi', {
      comment: 'Rollcall: the API counts viewers by their addresses',
      code: FunctionCode.fromInline(viewerAddressCode),
      runtime: FunctionRuntime.JS_2_0,
    });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Rollcall: console',
      defaultRootObject: consolePage.slice(1),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: this.headersPolicy(issuers, accountOrigins),
        functionAssociations: [{ function: toScreen, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        '/v1/*': {
          origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), {
            protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
            // API Gateway itself gives up after 30 s.
            readTimeout: Duration.seconds(30),
            // CloudFormation puts the secret in when it deploys; the template holds only its name.
            customHeaders: { [edgeHeader]: edgeSecret.secretValue.unsafeUnwrap() },
          }),
          // A redirect would come after the token has been sent in the clear.
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // Authorization, If-Match and the like, but not the host: the API answers to its own name.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          // The API compresses its answers itself.
          compress: false,
          functionAssociations: [{ function: toApi, eventType: FunctionEventType.VIEWER_REQUEST }],
        },
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      ...(domain === undefined
        ? {}
        : {
            domainNames: [domain.name],
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
          }),
    });
    new ConsoleUpload(this, 'Upload', { bucket, files, logDays });
    this.acknowledge(bucket, domain !== undefined);
  }

  private headersPolicy(issuers: readonly string[], origins?: readonly string[]): ResponseHeadersPolicy {
    const {
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': referrerPolicy,
      'x-content-type-options': _nosniff,
      ...custom
    } = securityHeaders(issuers, origins);
    return new ResponseHeadersPolicy(this, 'Headers', {
      comment: 'Rollcall: what browsers must know of the console',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        // The enumeration holds the names of the header's values.
        referrerPolicy: { referrerPolicy: referrerPolicy as HeadersReferrerPolicy, override: true },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override: true })),
      },
    });
  }

  private acknowledge(bucket: Bucket, hasDomain: boolean): void {
    const sameForAll =
      'The console is the same public program for everybody; calls of the API are in the access log of the API.';
    Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: sameForAll });
    Validations.of(this.distribution).acknowledge({ id: 'AwsSolutions-CFR3', reason: sameForAll });
    Validations.of(this.distribution).acknowledge({
      id: 'AwsSolutions-CFR1',
      reason: 'People travel, and who may do what is decided by the API.',
    });
    Validations.of(this.distribution).acknowledge({
      id: 'AwsSolutions-CFR2',
      reason:
        'The API has limits for each caller and each route, and a flood of files costs CloudFront alone.',
    });
    if (!hasDomain) {
      Validations.of(this.distribution).acknowledge({
        id: 'AwsSolutions-CFR4',
        reason:
          "CloudFront's own domain comes with a policy of its own; with a domain of one's own it is TLS 1.2.",
      });
    }
  }
}
