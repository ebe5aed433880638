import type { Planned } from '../plan.ts';
import type { Source } from '../source.ts';
import type { Path, Tree } from '../tree.ts';
import { calicoDataPlane, type CniSaying, type CniSettings, switchOf } from './cni-saying.ts';
import { type Manifest, readManifest } from './read-manifest.ts';

type Reader = (manifest: Manifest) => CniSaying | undefined;

/** What a document says of a network plugin; undefined: it is none that is known here. */
export function cniSaying(source: Source, tree: Tree): CniSaying | undefined {
  if (tree.kind !== 'map') return undefined;
  const manifest = readManifest(source, tree);
  const reader = manifest.kind === '' ? helmValues : readers[`${manifest.group}/${manifest.kind}`];
  return reader?.(manifest);
}

const readers: Readonly<Record<string, Reader>> = {
  'operator.tigera.io/Installation': (manifest) => installation(manifest, ['spec']),
  'crd.projectcalico.org/FelixConfiguration': felix,
  'projectcalico.org/FelixConfiguration': felix,
  '/ConfigMap': configMap,
  'apps/DaemonSet': daemonSet,
};

const saying = (plugin: CniSaying['plugin'], { origin }: Manifest, said: CniSettings = {}): CniSaying => ({
  plugin,
  origin,
  ...said,
});

/** Calico by its operator (docs.tigera.io: reference/installation/api, operations/ebpf/enabling-ebpf). */
function installation(manifest: Manifest, path: Path): CniSaying {
  const removes = switchOf(manifest.text([...path, 'calicoNetwork', 'kubeProxyManagement']));
  return saying('calico', manifest, {
    ...calicoDataPlane(manifest.text([...path, 'calicoNetwork', 'linuxDataplane'])),
    ...(removes === undefined ? {} : { removesKubeProxy: removes }),
  });
}

/** Calico by Felix: BPF wins over the rest (docs.tigera.io: reference/resources/felixconfig). */
function felix(manifest: Manifest): CniSaying {
  return felixSaying(
    manifest,
    manifest.text(['spec', 'bpfEnabled']),
    manifest.text(['spec', 'nftablesMode']),
  );
}

function felixSaying(
  manifest: Manifest,
  bpf: Planned<string> | undefined,
  nftables: Planned<string> | undefined,
): CniSaying {
  const isBpf = switchOf(bpf);
  if (isBpf?.value === true) {
    const { origin } = isBpf;
    return saying('calico', manifest, { servesServices: isBpf, dataPlane: { value: 'ebpf', origin } });
  }
  return saying('calico', manifest, {
    ...calicoDataPlane(nftables),
    ...(isBpf === undefined ? {} : { servesServices: isBpf }),
  });
}

function configMap(manifest: Manifest): CniSaying | undefined {
  if (manifest.name === 'cilium-config') {
    return saying('cilium', manifest, cilium(manifest.text(['data', 'kube-proxy-replacement'])));
  }
  if (manifest.name === 'kube-flannel-cfg') return flannel(manifest);
  return manifest.name === 'calico-config' ? saying('calico', manifest) : undefined;
}

/** `strict` is of releases before 1.14; `partial` and `probe` served a part of what kube-proxy does. */
function cilium(written: Planned<string> | undefined): CniSettings {
  const serves = written?.value === 'strict' ? { value: true, origin: written.origin } : switchOf(written);
  return serves === undefined ? {} : { servesServices: serves };
}

/** EnableNFTables is false where it is not set (flannel: Documentation/configuration.md). */
function flannel(manifest: Manifest): CniSaying {
  const written = manifest.text(['data', 'net-conf.json']);
  const net = written === undefined ? undefined : json(written.value);
  const origin = written?.origin ?? manifest.origin;
  const none = { servesServices: { value: false, origin: manifest.origin } };
  if (typeof net !== 'object' || net === null) return saying('flannel', manifest, none);
  const isNft = 'EnableNFTables' in net && net.EnableNFTables === true;
  return saying('flannel', manifest, {
    ...none,
    dataPlane: { value: isNft ? 'nftables' : 'iptables', origin },
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function daemonSet(manifest: Manifest): CniSaying | undefined {
  switch (manifest.name) {
    case 'kube-router':
      return kubeRouter(manifest);
    case 'calico-node':
      return felixSaying(manifest, env(manifest, 'FELIX_BPFENABLED'), env(manifest, 'FELIX_NFTABLESMODE'));
    case 'cilium':
      return saying('cilium', manifest);
    case 'kube-flannel-ds':
      return saying('flannel', manifest, { servesServices: { value: false, origin: manifest.origin } });
    default:
      return undefined;
  }
}

const containers: Path = ['spec', 'template', 'spec', 'containers'];

/** `--run-service-proxy` is true where it is not said (kube-router: docs/user-guide.md). */
function kubeRouter(manifest: Manifest): CniSaying {
  const words = ['command', 'args'].flatMap((part) => texts(manifest, [...containers, 0, part]));
  const given = words.findLast(({ value }) => /^--?run-service-proxy(?:=|$)/u.test(value));
  const value = given?.value.includes('=') ? given.value.slice(given.value.indexOf('=') + 1) : 'true';
  const serves = switchOf({ value, origin: given?.origin ?? manifest.origin });
  return saying('kube-router', manifest, serves === undefined ? {} : { servesServices: serves });
}

function env(manifest: Manifest, name: string): Planned<string> | undefined {
  for (const path of items(manifest, containers)) {
    for (const variable of items(manifest, [...path, 'env'])) {
      if (manifest.text([...variable, 'name'])?.value === name) return manifest.text([...variable, 'value']);
    }
  }
  return undefined;
}

function items(manifest: Manifest, path: Path): readonly Path[] {
  const list = manifest.at(path);
  return list?.kind === 'list' ? list.items.map((_, index) => [...path, index]) : [];
}

function texts(manifest: Manifest, path: Path): readonly Planned<string>[] {
  return items(manifest, path).flatMap((one) => manifest.text(one) ?? []);
}

/** Values for the charts of Cilium and of Calico's operator have neither apiVersion nor kind. */
function helmValues(manifest: Manifest): CniSaying | undefined {
  const replacement = manifest.text(['kubeProxyReplacement']);
  if (replacement !== undefined) return saying('cilium', manifest, cilium(replacement));
  const network = manifest.at(['installation', 'calicoNetwork']);
  return network?.kind === 'map' ? installation(manifest, ['installation']) : undefined;
}
