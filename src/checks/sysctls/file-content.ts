import { bridgeFiles, forwardingFiles, hostOf, pathCheckName } from '../../catalog/kubeadm-checks.ts';
import { familyOf } from '../../catalog/address.ts';
import { sysctlRoot } from '../../catalog/sysctls.ts';
import type { Family, Plan } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { SysctlValue } from '../../probes/sysctls/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { judgeBridge } from './bridge.ts';
import { fileContentReasons } from './file-content-reasons.ts';
import { judgeForwarding } from './forwarding.ts';

const families = ['ipv4', 'ipv6'] as const;
const paths = families.flatMap((family) => [bridgeFiles[family], forwardingFiles[family]]);

/** The sysctls without which no packet gets from pod to pod. */
export const fileContentCheck: Check = {
  name: 'FileContent',
  title: 'forwarding of packets',
  group: 'network',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#123464', 'kubeadm#3025', 'kubeadm#1062'],
  kubeadms: true,
  reasons: fileContentReasons,
  needs: (plan, { policy }) => {
    if (plan.action === 'reset') return [];
    return policy === 'kubeadm' ? ['sysctls'] : ['sysctls', 'sysctlFiles', 'cni'];
  },
  names: () => paths.map((path) => pathCheckName('FileContent', path)),
  judge(input) {
    const { plan, stance } = input;
    if (plan.action === 'reset') return [];
    if (stance.policy === 'kubeadm') return paths.map((path) => judgeContent(input, path));
    const wanted = familiesWanted(plan);
    return [...wanted.flatMap((family) => judgeForwarding(input, family)), ...judgeBridge(input, wanted)];
  },
};

/** A worker knows its cluster by the address it joins; without one, by what was planned. */
function familiesWanted({ action, families: planned, apiServerEndpoint }: Plan): readonly Family[] {
  const family = familyOf(hostOf(apiServerEndpoint.value));
  return action === 'join' && planned.origin.kind === 'default' && family !== undefined
    ? [family]
    : planned.value;
}

/** As kubeadm: the first byte of the file is `1`. */
function judgeContent({ facts }: CheckInput, path: string): Finding {
  const { sysctls } = facts;
  const value: SysctlValue | undefined =
    sysctls?.known === true ? sysctls.value.values[path.slice(sysctlRoot.length)] : undefined;
  const about = { check: pathCheckName('FileContent', path), group: 'network' } as const;
  const subject = path;
  const neededBy = ['kubeadm'];
  if (value === undefined || (value.state === 'unread' && value.code === 'ETIMEDOUT')) {
    const detail = sysctls?.known === false ? sysctls.cause.detail : 'it was not read in time';
    return findingOf(about, {
      code: 'content.not-told',
      verdict: 'unknown',
      subject,
      args: { path, detail },
      neededBy,
    });
  }
  const text = value.state === 'read' ? value.text.trim().slice(0, 80) : '';
  const isSet = value.state === 'read' && value.text.startsWith('1');
  const args = { path, text, key: path.slice(sysctlRoot.length) };
  const evidence = [{ source: path, ...(text === '' ? {} : { excerpt: text }) }];
  const code = isSet ? 'content.set' : value.state === 'absent' ? 'content.absent' : 'content.not-set';
  return findingOf(about, { code, verdict: isSet ? 'pass' : 'fail', subject, args, evidence, neededBy });
}
