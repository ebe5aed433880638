import { imagesOf } from '../../src/catalog/images.ts';
import type { Plan } from '../../src/config/plan.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ConntrackFact, ProofFact } from '../../src/probes/netfilter/facts.ts';
import { debian, factsOf, sound } from '../builders/facts.ts';
import { freePorts } from '../builders/ports.ts';
import { namesFacts } from '../builders/names.ts';
import { proofOf } from '../builders/proofs.ts';
import { kubeletOf } from '../builders/services.ts';
import type { NodeSpec } from './field-case.ts';

/** What kubeadm 1.32 looked for beside the tools of every node. */
const others = ['conntrack', 'crictl', 'ethtool', 'ip', 'nsenter', 'socat', 'tc', 'touch', 'ebtables'];

const conntrackAsSet: ConntrackFact = {
  sysctlDirectory: true,
  max: 131_072,
  hashsize: 131_072,
  maxWritable: true,
  hashsizeWritable: true,
  count: 240,
};

/** The facts of a node that lacks nothing for this plan, but for what the case says. */
export function nodeOf(plan: Plan, spec: NodeSpec = {}): Facts {
  const {
    release,
    proof,
    proofOfIpv6,
    conntrack = conntrackAsSet,
    loadedByProof = [],
    missingTree,
    ...given
  } = spec;
  const { with: tools = [], proofs = proofsOf(plan, { proof, proofOfIpv6 }), ...rest } = given;
  const images = imagesOf(plan).map((image) => ({ image, state: 'present' as const, ms: 1 }));
  return factsOf({
    system: { ...debian, hostName: plan.nodeName.value },
    kernel: known({ release: release ?? '6.1.0-44-amd64', cpus: 4 }),
    kubelet: known(kubeletOf(plan.kubernetesVersion.value.replace(/^v/u, ''))),
    ports: known(freePorts(plan)),
    names: known({ ...namesFacts, name: plan.nodeName.value }),
    images: known({ pulling: false, images }),
    ...rest,
    with: [...others.map((name) => sound(name)), ...tools],
    netfilter: known({
      proofs,
      conntrack: known(conntrack),
      loadedByProof,
      ...(missingTree === undefined ? {} : { missingTree }),
    }),
  });
}

type Proofs = Pick<{ readonly [K in keyof NodeSpec]: NodeSpec[K] | undefined }, 'proof' | 'proofOfIpv6'>;

function proofsOf(plan: Plan, { proof, proofOfIpv6 }: Proofs): readonly ProofFact[] {
  const mode = plan.proxyMode.value;
  if (mode === 'none') return [];
  return plan.families.value.map((family): ProofFact => {
    const { variant, ...overrides } = (family === 'ipv6' ? (proofOfIpv6 ?? proof) : proof) ?? {};
    const made = proofOf(mode, { ...overrides, family });
    return mode === 'nftables' || variant === undefined ? made : { ...made, variant };
  });
}
