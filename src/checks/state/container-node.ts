import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { PrivilegeFacts } from '../../probes/privilege.ts';
import type { Check, Reason } from '../check.ts';
import { findingOf } from '../finding-of.ts';

const name = 'ContainerNode';
/** Without these no mount of the kubelet, and no rule or route of kube-proxy and the network plugin. */
const wanted = ['sys_admin', 'net_admin'] as const;

const outside =
  'kernel modules and the limits of connection tracking are set on the machine outside, and some sysctls only there';

const reasons: readonly Reason[] = [
  {
    code: 'container.none',
    means: 'This node is a machine, and runs in its own network namespace.',
    words: () => ({ says: 'this node is no container' }),
  },
  {
    code: 'container.node',
    means: 'This node is itself a container.',
    words: ({ kind }) => ({
      says: `this node is itself a container (${String(kind)}): ${outside}`,
      have: 'what the plan needs of these is judged by the checks of the kernel and of connection tracking',
    }),
  },
  {
    code: 'container.namespace',
    means: 'This runs in a network namespace that is not the first of the machine.',
    words: () => ({
      says: `this network namespace is not the first of the machine: its rules and links are judged, and ${outside}`,
    }),
  },
  {
    code: 'container.unprivileged',
    means: 'This node is a container whose root lacks privileges that Kubernetes needs.',
    words: ({ kind, lacking }) => ({
      says: `this node is a container (${String(kind)}) whose root may not do what the kubelet and kube-proxy do`,
      need: `the capabilities ${wanted.join(', ')}: mounts of volumes, rules and routes need them`,
      have: `root without ${Array.isArray(lacking) ? lacking.join(', ') : ''}`,
      remedies: [
        {
          what: 'start the container with them (privileged, or in LXC with lxc.cap.drop empty), and with its own writable /proc and /sys',
          verify: ['grep CapEff /proc/self/status'],
        },
      ],
    }),
  },
  {
    code: 'container.not-told',
    means: 'Whether this node is a container could not be told.',
    words: ({ detail }) => ({
      says: 'whether this node is a container could not be told',
      have: String(detail),
    }),
  },
];

/** Whether the node is a container (kind, LXC, systemd-nspawn), and what that means. */
export const containerNodeCheck: Check = {
  name,
  title: 'a container as node',
  group: 'state',
  sources: ['kubernetes#90083', 'KEP-2033'],
  reasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['privilege']),
  names: () => [name],
  judge({ plan, facts: { privilege } }) {
    if (plan.action === 'reset') return [];
    if (privilege?.known !== true) {
      const detail = privilege?.cause.detail ?? 'it was not looked at';
      return [told('container.not-told', 'unknown', { detail })];
    }
    return [judgeNode(privilege.value)];
  },
};

function judgeNode({ container, uid, capabilities, initialNetworkNamespace }: PrivilegeFacts): Finding {
  const excerpt = container === '' ? 'no sign of a container' : container;
  if (container === '') {
    // An init process that is root of a network namespace alone is how this program is tried out.
    return initialNetworkNamespace === false
      ? told('container.namespace', 'info', {}, 'not the first network namespace')
      : told('container.none', 'pass', {}, excerpt);
  }
  const lacking = wanted.filter((capability) => !capabilities.includes(capability));
  return uid === 0 && lacking.length > 0
    ? told('container.unprivileged', 'warn', { kind: container, lacking }, excerpt)
    : told('container.node', 'info', { kind: container }, excerpt);
}

function told(code: string, verdict: Verdict, args: Args, excerpt?: string): Finding {
  return findingOf(
    { check: name, group: 'state' },
    {
      code,
      verdict,
      subject: 'node',
      args,
      evidence: [{ source: '/proc/self/ns, /proc/1', ...(excerpt === undefined ? {} : { excerpt }) }],
      neededBy: ['kubelet', 'kube-proxy'],
    },
  );
}
