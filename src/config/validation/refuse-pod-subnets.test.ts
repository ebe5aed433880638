import { describe, expect, it } from 'vitest';
import { cluster, errorsOf, join, readPlan } from '../../../test/config/read-plan.ts';

const pods = (subnets: string, args = ''): string => {
  const manager = args === '' ? '' : `controllerManager: {extraArgs: [${args}]}\n`;
  return `${cluster}networking: {podSubnet: "${subnets}", serviceSubnet: "10.96.0.0/16,fd01::/112"}\n${manager}`;
};
const argument = (name: string, value: string): string => `{name: ${name}, value: "${value}"}`;

describe('refusePodSubnets', () => {
  it.each([
    ['10.244.0.0/16', '', 0],
    ['10.244.0.0/24', '', 0],
    ['10.244.0.0/25', '', 1],
    ['10.0.0.0/8', '', 0],
    ['10.0.0.0/7', '', 1],
    ['fd00::/48', '', 0],
    ['fd00::/64', '', 0],
    ['fd00::/47', '', 1],
    ['fd00::/65', '', 1],
    ['10.244.0.0/25,fd00::/40', '', 2],
    ['10.244.0.0/25', argument('node-cidr-mask-size-ipv4', '26'), 0],
    ['10.244.0.0/25', argument('node-cidr-mask-size-ipv6', '80'), 1],
    ['fd00::/64', argument('node-cidr-mask-size-ipv6', '80'), 0],
    ['10.244.0.0/25', argument('node-cidr-mask-size', '26'), 1],
    ['10.244.0.0/16', argument('node-cidr-mask-size-ipv4', 'x'), 1],
    ['10.244.0.0/25', argument('allocate-node-cidrs', 'false'), 0],
    ['10.244.0.0/25', argument('allocate-node-cidrs', 'true'), 1],
    ['10.244.0.0/28', '', 1],
    ['10.244.0.0/28', argument('node-cidr-mask-size-ipv4', '28'), 0],
    ['10.244.0.0/16', argument('node-cidr-mask-size-ipv4', '2x'), 1],
    ['10.244.0.0/16', argument('node-cidr-mask-size-ipv4', 'x24'), 1],
    ['10.244.0.0/16', argument('node-cidr-mask-size-ipv4', ''), 0],
    // Too small for anything: told once.
    ['10.244.0.0/29', '', 1],
  ])('%s %s: %i', async (subnets, args, count) => {
    const expected = Array.from({ length: count }, () => '3:25 config.bad-cidr');
    expect(await errorsOf(pods(subnets, args))).toEqual(expected);
  });

  it.each([
    ['10.244.0.0/25', '', 'a prefix length of 24 or less, or node-cidr-mask-size-ipv4 larger'],
    ['fd00::/40', '', 'a prefix length of 48 or more, or node-cidr-mask-size-ipv6 smaller'],
    ['10.244.0.0/16', argument('node-cidr-mask-size-ipv4', 'x'), undefined],
  ])('%s %s: what helps', async (subnets, args, suggestion) => {
    const result = await readPlan(pods(subnets, args));
    expect(result.ok ? [] : result.errors.map((error) => error.suggestion)).toEqual([suggestion]);
  });

  it('judges the flag', async () => {
    expect(await errorsOf(cluster, { flags: { podNetworkCidr: '10.244.0.0/25' } })).toEqual([
      'config.bad-cidr',
    ]);
  });

  it('leaves a join alone', async () => {
    const request = { action: 'join', flags: { podNetworkCidr: '10.244.0.0/25' } } as const;
    expect(await errorsOf(join, request)).toEqual([]);
  });
});
