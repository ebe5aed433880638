import { obsoleteTools } from '../executables.ts';
import { isAtLeast } from '../release.ts';
import { releaseOf, timeline } from '../timeline.ts';
import type { Situation } from './requirement.ts';

/** Something that the reader of a list of requirements must know, and that is no requirement. */
export interface RequirementNote {
  readonly says: string;
  readonly source: string;
}

const withoutIptables: RequirementNote = {
  says: 'iptables is not needed in this mode. The deb and rpm of the kubelet pull it in all the same: they still depend on iptables >= 1.4.21, though no kubelet fails without it; the request to drop that is open.',
  source: 'kubernetes/release: kubelet.spec, metadata.yaml; kubernetes/release#4434',
};
const noHint: RequirementNote = {
  says: 'Without iptables the kubelet makes no KUBE-IPTABLES-HINT, and from 1.33 says so in one line: that matters only to images that write iptables rules and choose their variant by it.',
  source: 'KEP-3178; kubernetes#129826',
};
const noIpvsadm: RequirementNote = {
  says: 'ipvsadm is not needed: kube-proxy speaks to IPVS over netlink, and ipvsadm only shows it.',
  source: 'kubernetes pkg/proxy/ipvs; kubeadm#3132',
};
const ownTools: RequirementNote = {
  says: "kube-proxy runs from an image with its own iptables, ipset and nft: the tools of the host serve the kubelet's hint chain, network plugins, you, and the proof of the kernel. Where the kernel is shown to be able, --host-tools=advisory only warns of them.",
  source: 'kubernetes/release: images/build/distroless-iptables',
};

/** What is to be said beside the requirements of a node. */
export function notesFor({ mode, place, release }: Situation): readonly RequirementNote[] {
  const demandsIptables = !isAtLeast(release, iptablesUntil);
  const isSpare = mode === 'nftables' || mode === 'none';
  return [
    ...(mode === 'nftables' && !isAtLeast(release, firstNftables) ? [tooEarly] : []),
    ...(isSpare && !demandsIptables ? [withoutIptables, noHint] : []),
    ...(mode === 'ipvs' ? [noIpvsadm] : []),
    ...(place === 'pod' && mode !== 'none' ? [ownTools] : []),
    ...timeline
      .filter((entry) => entry.mode === mode && !isAtLeast('1.28', entry.release))
      .filter(({ event }) => event === 'deprecated' || event === 'off-by-default' || event === 'removed')
      .map(({ says, source, planned }) => ({ says: planned ? `Planned: ${says}` : says, source })),
    ...obsoleteNote(release),
  ];
}

const firstNftables = releaseOf('nftables', 'alpha');
const tooEarly: RequirementNote = {
  says: `There is no nftables mode before ${firstNftables}: kube-proxy exits.`,
  source: 'kubernetes#121046',
};

const iptablesUntil = obsoleteTools.find(({ name }) => name === 'iptables')?.until ?? '1.33';

function obsoleteNote(release: string): readonly RequirementNote[] {
  const gone = obsoleteTools.filter(({ name, until }) => name !== 'iptables' && isAtLeast(release, until));
  if (gone.length === 0) return [];
  const names = gone.map(({ name }) => name).join(', ');
  return [
    {
      says: `No longer looked for, because nothing of Kubernetes runs them on the host: ${names}.`,
      source: 'kubernetes#129131, #129450, #127151, #126953',
    },
  ];
}
