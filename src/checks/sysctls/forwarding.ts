import { forwardingFiles, pathCheckName } from '../../catalog/kubeadm-checks.ts';
import { forwardingKeys, ipv6OffKeys, sysctlRoot } from '../../catalog/sysctls.ts';
import type { Family } from '../../config/plan.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import { isNotRunning } from '../../probes/fact.ts';
import type { Facts } from '../../probes/facts.ts';
import type { SysctlFacts, SysctlValue } from '../../probes/sysctls/facts.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { type AtBoot, atBootOf, bootArgs, bootEvidence, worstOf } from './at-boot.ts';

/**
 * IPv6 packets are forwarded by conf/all/forwarding alone (ip6_forward in net/ipv6/ip6_output.c);
 * conf/default/forwarding, at which kubeadm looks, is what new interfaces start with.
 */
const keysOf = {
  ipv4: [forwardingKeys.ipv4],
  ipv6: [forwardingKeys.ipv6All, forwardingKeys.ipv6Default],
} as const;

type Telling = (code: string, verdict: Verdict, args?: Args, boot?: AtBoot) => Finding;

/** Whether packets of this family are forwarded, and will be after a boot. */
export function judgeForwarding(input: CheckInput, family: Family): readonly Finding[] {
  const { facts } = input;
  const keys = keysOf[family];
  const { sysctls } = facts;
  const values = sysctls?.known === true ? sysctls.value.values : {};
  const tell: Telling = (code, verdict, args = {}, boot) => told(family, values, code, verdict, args, boot);
  if (isNotRunning(sysctls)) return [judgeImage(facts, family, tell)];
  if (sysctls?.known !== true)
    return [
      tell('forwarding.not-told', 'unknown', { detail: sysctls?.cause.detail ?? 'it was not looked at' }),
    ];
  const found = keys.map((key) => values[key]);
  const unread = found.find((value) => value?.state === 'unread');
  if (unread?.state === 'unread')
    return [tell('forwarding.not-told', 'unknown', { detail: `${sysctlRoot}${keys[0]}: ${unread.code}` })];
  if (found.some((value) => value?.state !== 'read')) return [tell('forwarding.absent', 'fail')];
  const boot = worstOf(keys.map((key) => atBootOf(facts, key, '1')));
  const isOn = found.map(startsWithOne);
  const main = judgeValues(isOn, family, sysctls.value, boot, tell);
  return family === 'ipv6' ? [main, ...judgeIpv6(sysctls.value, isOn[0] === true, tell)] : [main];
}

/** Of an image: what its files set where it boots. The kernel itself begins with 0. */
function judgeImage(facts: Facts, family: Family, tell: Telling): Finding {
  const boot = worstOf(keysOf[family].map((key) => atBootOf(facts, key, '1')));
  if (boot.state === 'untold') return tell('forwarding.not-told', 'unknown', { detail: boot.detail });
  if (boot.state === 'kept') return tell('forwarding.set-at-boot', 'pass', {}, boot);
  if (boot.state === 'overruled') return tell('forwarding.off-at-boot', 'fail', {}, boot);
  const services = family === 'ipv4' ? (boot.files?.turnsForwardingOn ?? []) : [];
  return services.length > 0
    ? tell('forwarding.by-service', 'info', { services }, boot)
    : tell('forwarding.nothing-at-boot', 'warn', {}, boot);
}

function startsWithOne(value: SysctlValue | undefined): boolean {
  return value?.state === 'read' && value.text.startsWith('1');
}

function judgeValues(
  [forwards = false, handsOn = true]: readonly boolean[],
  family: Family,
  facts: SysctlFacts,
  boot: AtBoot,
  tell: Telling,
): Finding {
  // Once the kernel forwards, it takes no more routes from routers where accept_ra is 1.
  const routers = family === 'ipv6' ? fromRouters(facts, () => true) : [];
  if (!forwards && handsOn && family === 'ipv6')
    return tell('forwarding.only-new-interfaces', 'fail', { routers }, boot);
  if (!forwards) return tell('forwarding.off', 'fail', { routers }, boot);
  if (!handsOn) return tell('forwarding.not-new-interfaces', 'warn', {}, boot);
  if (boot.state === 'overruled') return tell('forwarding.off-after-boot', 'warn', {}, boot);
  if (boot.state === 'unset') return tell('forwarding.not-kept', 'warn', {}, boot);
  if (boot.state === 'untold') return tell('forwarding.boot-not-told', 'unknown', {}, boot);
  return tell('forwarding.on', 'pass', {}, boot);
}

/** What stands in the way of IPv6 though it is forwarded. */
function judgeIpv6(facts: SysctlFacts, forwards: boolean, tell: Telling): readonly Finding[] {
  const findings: Finding[] = [];
  const isOff = (key: string): boolean => startsWithOne(facts.values[key]);
  const noInterface = facts.ipv6Interfaces.length === 0;
  if (isOff(ipv6OffKeys.all) && noInterface) findings.push(tell('forwarding.ipv6-switched-off', 'fail'));
  else if (isOff(ipv6OffKeys.default)) findings.push(tell('forwarding.ipv6-off-on-new', 'warn'));
  const losing = forwards ? fromRouters(facts, (forwarding) => forwarding === '1') : [];
  if (losing.length > 0) findings.push(tell('forwarding.router-ignored', 'warn', { routers: losing }));
  return findings;
}

/** Interfaces whose default route the kernel has from a router, and will not renew when it forwards. */
function fromRouters(
  { ipv6Interfaces }: SysctlFacts,
  matches: (forwarding: string | undefined) => boolean,
): readonly string[] {
  return ipv6Interfaces
    .filter((one) => one.routeFromRouter && one.acceptRa === '1' && matches(one.forwarding))
    .map(({ name }) => name);
}

function told(
  family: Family,
  values: SysctlFacts['values'],
  code: string,
  verdict: Verdict,
  args: Args,
  boot?: AtBoot,
): Finding {
  const path = forwardingFiles[family];
  const shown =
    family === 'ipv6' && code.startsWith('forwarding.ipv6') ? Object.values(ipv6OffKeys) : keysOf[family];
  const now = shown.flatMap((key) => {
    const value = values[key];
    return value?.state === 'read'
      ? [{ source: `${sysctlRoot}${key}`, excerpt: value.text.trim().slice(0, 80) }]
      : [];
  });
  return findingOf(
    { check: pathCheckName('FileContent', path), group: 'network' },
    {
      code,
      verdict,
      subject: family === 'ipv4' ? 'IPv4 forwarding' : 'IPv6 forwarding',
      args: { family, key: keysOf[family][0], ...args, ...(boot === undefined ? {} : bootArgs(boot)) },
      evidence: [
        ...(now.length > 0 ? now : [{ source: `${sysctlRoot}${keysOf[family][0]}` }]),
        ...(boot === undefined ? [] : bootEvidence(boot)),
      ],
      neededBy: ['kubeadm', 'kube-proxy', 'the CNI plugin'],
    },
  );
}
