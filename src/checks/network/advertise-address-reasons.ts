import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): string =>
  Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none';

const choose: Remedy = {
  what: 'name an address of this node that the other nodes reach: --apiserver-advertise-address, or localAPIEndpoint.advertiseAddress. An address before a load balancer or NAT belongs into controlPlaneEndpoint and apiServer.certSANs',
  now: ['ip -brief address'],
};

const need = 'an address of this node that other nodes reach';

export const advertiseReasons: readonly Reason[] = [
  {
    code: 'advertise.here',
    means: 'The advertise address is one of this node.',
    words: ({ address, device }) => ({ says: `${String(address)} is on ${String(device)}` }),
  },
  {
    code: 'advertise.elsewhere',
    means: 'No interface of this node has the advertise address: etcd cannot listen on it.',
    words: ({ address, addresses, external }) => ({
      says:
        external === true
          ? `no interface of this node has the advertise address ${String(address)}`
          : `no interface of this node has the advertise address ${String(address)}: etcd cannot listen on it, and does not start`,
      need,
      have: list(addresses),
      remedies: [choose],
    }),
  },
  {
    code: 'advertise.none',
    means:
      'No address is planned, and this node has none that a default route leads to: kubeadm takes 0.0.0.0.',
    words: ({ address }) => ({
      says: 'there is no address to advertise: kubeadm finds one by the default route',
      need,
      have: String(address) === '' ? 'no address other than loopback' : String(address),
      remedies: [choose],
    }),
  },
  {
    code: 'advertise.loopback',
    means: 'The advertise address is loopback: no other node and no Pod reaches the API server.',
    words: ({ address }) => ({
      says: `${String(address)} is loopback: Pods and other nodes would look for the API server on themselves`,
      need,
      have: String(address),
      remedies: [choose],
    }),
  },
  {
    code: 'advertise.link-local',
    means: 'The advertise address is link-local: kubeadm refuses it.',
    words: ({ address }) => ({
      says: `${String(address)} is link-local: kubeadm refuses it`,
      need,
      have: String(address),
      remedies: [choose],
    }),
  },
  {
    code: 'advertise.not-told',
    means: 'The addresses of this node could not be told.',
    words: ({ address, detail }) => ({
      says:
        address === ''
          ? 'could not tell which address will be advertised'
          : `could not tell whether ${String(address)} is on this node`,
      have: String(detail),
    }),
  },
];
