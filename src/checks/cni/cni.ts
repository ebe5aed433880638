import { knowledgeOf } from '../../catalog/cni-plugins.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { cniCheckNames, cniFinding } from './cni-finding.ts';
import { type CniInUse, cniInUse } from './cni-in-use.ts';
import { cniReasons } from './cni-reasons.ts';
import { judgeConfig } from './judge-config.ts';
import { judgeDataPlane } from './judge-data-plane.ts';
import { judgePluginTools } from './judge-plugin-tools.ts';
import { judgeServices } from './judge-services.ts';

/** The network plugin beside kube-proxy and the host. Of one that is not known nothing is said. */
export const cniCheck: Check = {
  name: cniCheckNames.whole,
  title: 'the network plugin beside kube-proxy',
  group: 'network',
  sources: [
    'KEP-5343',
    'calico#8025',
    'kubespray#13291',
    'plugins#935',
    'k0s#5384',
    'docs.cilium.io: network/kubernetes/kubeproxy-free',
    'docs.tigera.io: operations/ebpf/enabling-ebpf',
    'go-cni: opts.go',
  ],
  reasons: cniReasons,
  needs: ({ action }, { policy }) =>
    action === 'reset' || policy === 'kubeadm' ? [] : ['cni', 'tools', 'services'],
  names: () => Object.values(cniCheckNames),
  judge(input) {
    const { plan, facts, stance } = input;
    if (plan.action === 'reset' || stance.policy === 'kubeadm') return [];
    const inUse = cniInUse(plan, facts);
    const amiss = [...judgeConfig(input), ...judgePluginTools(input)];
    if (inUse === undefined) return [...amiss, ...notTold(facts)];
    if (inUse.main === undefined) return amiss;
    const found = [...amiss, ...judgeServices(input, inUse.main), ...judgeDataPlane(input, inUse)];
    return found.length > 0 ? found : [fits(input, inUse)];
  },
};

function fits({ plan }: CheckInput, { main, evidence }: CniInUse): Finding {
  const title = main === undefined ? '' : knowledgeOf(main).title;
  const args = { title, mode: plan.proxyMode.value };
  return cniFinding({ of: 'whole', code: 'cni.fits', verdict: 'pass', subject: title, args, evidence });
}

/** Only where something is there that could not be read: no configuration is usual before the first join. */
function notTold({ cni }: Facts): readonly Finding[] {
  const [first] = cni?.known === true ? cni.value.configs : [];
  const detail =
    cni?.known === false
      ? cni.cause.detail
      : first?.state === 'unread'
        ? `${first.file} cannot be read: ${first.code}`
        : undefined;
  if (detail === undefined) return [];
  return [
    cniFinding({
      of: 'whole',
      code: 'cni.not-told',
      verdict: 'unknown',
      subject: 'CNI',
      args: { detail },
      neededBy: ['container runtime'],
    }),
  ];
}
