import { describe, expect, it } from 'vitest';
import { errorsOf, goodPlan, join } from '../../../test/config/read-plan.ts';
import type { PlanRequest } from '../load-plan.ts';

const flags = { proxyMode: 'nftables' } as const;
const token = 'abcdef.0123456789abcdef';
const cluster = { unsafeSkipCAVerification: false, memberFiles: [], allowExec: false };

async function lacks(fields: string, request: Partial<PlanRequest> = {}): Promise<unknown> {
  const { notices } = await goodPlan(`${join}${fields}\n`, { action: 'join', flags, ...request });
  return notices.map(({ code, args }) => `${code}: ${String(args['lacks'])}`);
}

describe('tellDiscovery', () => {
  const code = 'config.incomplete-discovery';
  const within = 'discovery.bootstrapToken';
  const whole = `token: ${token}, apiServerEndpoint: "a:6443"`;
  it.each([
    ['', [`${code}: ${within} or discovery.file`]],
    ['discovery: {file: {kubeConfigPath: /x}}', []],
    [`discovery: {bootstrapToken: {${whole}, unsafeSkipCAVerification: true}}`, []],
    [`discovery: {bootstrapToken: {${whole}, caCertHashes: ["sha256:${'0'.repeat(64)}"]}}`, []],
    [`discovery: {bootstrapToken: {${whole}}}`, [`${code}: ${within}.caCertHashes`]],
    [`discovery: {bootstrapToken: {${whole}, caCertHashes: []}}`, [`${code}: ${within}.caCertHashes`]],
    [
      'discovery: {bootstrapToken: {unsafeSkipCAVerification: true}}',
      [`${code}: ${within}.token, ${within}.apiServerEndpoint`],
    ],
  ])('%s', async (fields, expected) => {
    expect(await lacks(fields)).toEqual(expected);
  });

  it('takes what the command line says for it', async () => {
    expect(await lacks('', { flags: { ...flags, apiServerEndpoint: 'a:6443' } })).toEqual([]);
    expect(await lacks('', { cluster: { ...cluster, discoveryToken: token } })).toEqual([]);
    expect(await lacks('', { cluster: { ...cluster, discoveryFile: '/x' } })).toEqual([]);
  });

  it('is an error where remarks are', async () => {
    const request = { action: 'join', flags, strict: true } as const;
    expect(await errorsOf(join, request)).toEqual(['2:7 config.incomplete-discovery']);
  });
});
