import { isLinkLocal, isLoopback, parseAddress } from '../../catalog/cidr.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { Check, CheckInput } from '../check.ts';
import { isNotRunning } from '../../probes/fact.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { isNewNode } from '../names/new-node.ts';
import { advertiseReasons } from './advertise-address-reasons.ts';

const name = 'AdvertiseAddress';

/** The address that the API server tells the cluster, and that etcd listens on. */
export const advertiseAddressCheck: Check = {
  name,
  title: 'advertise address',
  group: 'network',
  sources: [
    'cmd/kubeadm/app/util/config/initconfiguration.go',
    'cmd/kubeadm/app/phases/etcd/local.go',
    'kubeadm#1156',
  ],
  reasons: advertiseReasons,
  roles: ['control-plane'],
  needs: (plan) => (isNewNode(plan) ? ['network'] : []),
  names: () => [name],
  judge(input) {
    return isNewNode(input.plan) ? [judgeAddress(input)] : [];
  },
};

function judgeAddress(input: CheckInput): Finding {
  const { value } = input.plan.advertiseAddress;
  const address = parseAddress(value);
  if (address === undefined || address.value === 0n) return judgeNone(input);
  if (isLoopback(address)) return told(input, 'advertise.loopback', 'fail');
  if (isLinkLocal(address)) return told(input, 'advertise.link-local', 'fail');
  const { network } = input.facts;
  if (network?.known !== true) {
    const detail = network?.cause.detail ?? 'it was not looked at';
    return told(input, 'advertise.not-told', 'unknown', { detail });
  }
  const own = network.value.addresses.find((one) => {
    const parsed = parseAddress(one.address);
    return parsed?.family === address.family && parsed.value === address.value;
  });
  if (own !== undefined) return told(input, 'advertise.here', 'pass', { device: own.name });
  const addresses = network.value.addresses.filter(({ internal }) => !internal).map((one) => one.address);
  const { external } = input.plan.etcd;
  return told(input, 'advertise.elsewhere', external ? 'warn' : 'fail', { addresses, external });
}

/** An image has no address yet: where it boots, kubeadm will find one. */
function judgeNone(input: CheckInput): Finding {
  const { network } = input.facts;
  return network?.known === false && isNotRunning(network)
    ? told(input, 'advertise.not-told', 'unknown', { detail: network.cause.detail })
    : told(input, 'advertise.none', 'warn');
}

function told({ plan, facts }: CheckInput, code: string, verdict: Verdict, args: Args = {}): Finding {
  const { value } = plan.advertiseAddress;
  const { network } = facts;
  const seen = (network?.known === true ? network.value.addresses : [])
    .filter(({ internal }) => !internal)
    .map((one) => `${one.address} (${one.name})`);
  return findingOf(
    { check: name, group: 'network' },
    {
      code,
      verdict,
      subject: value === '' ? 'advertise address' : value,
      args: { address: value, ...args },
      evidence: [
        plannedEvidence(plan.advertiseAddress),
        { source: 'network interfaces', ...(seen.length === 0 ? {} : { excerpt: seen.join(', ') }) },
      ],
      neededBy: ['kube-apiserver', 'etcd'],
    },
  );
}
