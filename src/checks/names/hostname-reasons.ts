import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');

const rename: Remedy = {
  what: 'give the machine another name, or the node one of its own: --node-name, or nodeRegistration.name in the file',
  now: ['hostnamectl set-hostname node-1.example.com'],
  verify: ['hostname'],
};

/** Debian's own way: an address of the machine beside its name. */
function inHosts({ name }: Args): Remedy {
  return {
    what: 'write the name and an address of this machine into /etc/hosts',
    now: [`echo "ADDRESS ${String(name)}" >> /etc/hosts`],
    verify: [`getent ahosts ${String(name)}`],
  };
}

const servers: Remedy = {
  what: 'name servers that answer: where systemd-resolved or NetworkManager writes /etc/resolv.conf, in their configuration',
  now: ['resolvectl status', 'nmcli device show'],
  verify: ['cat /etc/resolv.conf', 'getent ahosts registry.k8s.io'],
};

const nodeNameNeed =
  'lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit (RFC 1123)';

export const hostnameReasons: readonly Reason[] = [
  {
    code: 'hostname.found',
    means: 'The name of the node is good, and it resolves.',
    words({ name, addresses, source }) {
      const by =
        { hosts: '/etc/hosts', dns: 'DNS', itself: 'an address itself' }[String(source)] ?? 'look-up';
      return { says: `${String(name)} resolves to ${list(addresses)} (${by})` };
    },
  },
  {
    code: 'hostname.absent',
    means:
      'Neither /etc/hosts nor DNS knows the name of the node. Kubernetes uses addresses; kubeadm only warns.',
    words: (args) => ({
      says: `${String(args['name'])} does not resolve; Kubernetes does without, and kubeadm warns of it`,
      need: 'an entry in /etc/hosts or DNS: kubeadm looks the node name up',
      have:
        list(args['servers']) === ''
          ? 'no entry in /etc/hosts'
          : `no entry in /etc/hosts; DNS does not know it (${list(args['servers'])})`,
      remedies: [inHosts(args)],
    }),
  },
  {
    code: 'hostname.unanswered',
    means: 'The name of the node is not in /etc/hosts, and no name server answered.',
    words: (args) => ({
      says: `no name server answered within ${String(args['seconds'])} s for ${String(args['name'])}`,
      need: 'name servers that answer: images are pulled by name, and CoreDNS passes on what it does not know',
      have: list(args['servers']),
      remedies: [servers, inHosts(args)],
    }),
  },
  {
    code: 'hostname.server-silent',
    means: 'Some name servers of /etc/resolv.conf do not answer: look-ups wait for them.',
    words: ({ servers: silent }) => ({
      says: `name server ${list(silent)} does not answer; every look-up that meets it waits`,
      need: 'name servers that answer: CoreDNS passes on to each of them in turn',
      have: `no answer from ${list(silent)}`,
      remedies: [servers],
    }),
  },
  {
    code: 'hostname.not-qualified',
    means:
      'kubeadm warns of a node name that is longer than 63 characters or has other than letters, digits, `-`, `_` and `.`.',
    words: ({ name }) => ({
      says: 'kubeadm calls this node name badly formed',
      need: 'at most 63 letters, digits, `-`, `_` and `.`, beginning and ending with a letter or digit',
      have: `${String(name)} (${String(name).length} characters)`,
      remedies: [rename],
    }),
  },
  {
    code: 'hostname.bad-format',
    means: 'The API server refuses a Node of this name.',
    words: ({ name }) => ({
      says: `${String(name)} cannot be the name of a node: kubeadm and the API server refuse it`,
      need: nodeNameNeed,
      have: String(name),
      remedies: [rename],
    }),
  },
  {
    code: 'hostname.empty',
    means: 'The machine has no host name, and the plan names the node nothing else.',
    words: () => ({
      says: 'the host name is empty',
      need: nodeNameNeed,
      have: 'no host name, and no nodeRegistration.name',
      remedies: [rename],
    }),
  },
  {
    code: 'hostname.too-long',
    means: 'The kubelet cannot label its Node with a host name of more than 63 characters.',
    words: ({ name }) => ({
      says: 'the node name is too long for the label kubernetes.io/hostname: the node cannot register',
      need: 'at most 63 characters',
      have: `${String(name).length} characters: ${String(name)}`,
      remedies: [rename],
    }),
  },
  {
    code: 'hostname.localhost',
    means: 'The node bears a name that other machines bear as well.',
    words: ({ name }) => ({
      says: `${String(name)} is everybody's name: a second node of this name takes over the first one's Node`,
      need: 'a name that is unique in the cluster',
      have: String(name),
      remedies: [rename],
    }),
  },
  {
    code: 'hostname.lowered',
    means: 'The host name has upper-case letters; the Node is named in lower case.',
    words: ({ hostName, name }) => ({
      says: `the host name ${String(hostName)} becomes the node ${String(name)}; a cloud provider that wants the exact name does not find it`,
      have: String(hostName),
    }),
  },
  {
    code: 'hostname.not-told',
    means: 'Whether the name of the node resolves could not be told.',
    words: ({ name, detail }) => ({
      says: `could not tell whether ${name === '' ? 'the name of the node' : String(name)} resolves`,
      have: String(detail),
    }),
  },
];
