import { certificatesCheck } from '../../src/checks/certificates/certificates.ts';
import { signedKubeconfigs } from '../../src/catalog/pki.ts';
import type { CertificatesFacts, PkiPair } from '../../src/probes/certificates/facts.ts';
import { unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { absentFile, day, externalEtcd, keyFile, pkiOf, pkiPair, seenAt } from '../builders/etcd.ts';
import { factsOf, ordinaryUser } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

function facts(pairs: readonly PkiPair[], rest: Partial<CertificatesFacts> = {}): Facts {
  return factsOf({ certificates: pkiOf(pairs, rest) });
}

const pki = '/etc/kubernetes/pki';
const stems = [
  'ca',
  'apiserver',
  'apiserver-kubelet-client',
  'front-proxy-ca',
  'front-proxy-client',
] as const;
const all = stems.map((stem) => pkiPair(stem));
const withoutKey = { key: absentFile(`${pki}/ca.key`) };
const expired = { notBefore: seenAt - 366 * day, notAfter: seenAt - day };
const soon = { notBefore: seenAt - 358 * day, notAfter: seenAt + 7 * day };
const upgrade = planOf({ action: 'upgrade', phase: 'upgrade apply' });
const join = planOf({ action: 'join', phase: 'join' });
const apiServerNames = pkiPair('apiserver').certificate.certificates[0]?.altNames ?? [];
const noSans = { apiServer: byDefault([]), etcdServer: byDefault([]), etcdPeer: byDefault([]) };
const sans = (of: keyof typeof noSans, names: readonly string[]) => ({
  ...noSans,
  [of]: fromFile(names, 'certSANs'),
});
const saKey = keyFile(`${pki}/sa.key`);
const saPub = keyFile(`${pki}/sa.pub`, { mode: 0o644 });

export const cases: CheckCases = {
  check: certificatesCheck,
  cases: [
    { name: 'no PKI: a new node', facts: facts([]), says: [] },
    {
      name: 'a PKI that holds',
      facts: facts(all, { serviceAccount: { key: saKey, publicKey: saPub, matches: true } }),
      says: ['pass certificates.valid'],
    },
    { name: "a CA of one's own alone", facts: facts([pkiPair('ca')]), says: ['pass certificates.valid'] },
    {
      name: 'the keys of service accounts alone',
      facts: facts([], { serviceAccount: { key: saKey, publicKey: saPub, matches: true } }),
      says: ['pass certificates.valid'],
    },
    { name: 'an expired CA', facts: facts([pkiPair('ca', expired)]), says: ['fail certificates.expired'] },
    {
      name: 'an expired certificate, before init',
      facts: facts([pkiPair('apiserver', expired)]),
      says: ['fail certificates.expired'],
    },
    {
      name: 'an expired certificate, before an upgrade',
      plan: upgrade,
      facts: facts([pkiPair('apiserver', expired)]),
      says: ['fail certificates.expired'],
    },
    {
      name: 'ends in a week',
      facts: facts([pkiPair('apiserver', soon)]),
      says: ['warn certificates.expires-soon'],
    },
    {
      name: 'ends in a week, and the upgrade renews it',
      plan: upgrade,
      facts: facts([pkiPair('apiserver', soon)]),
      says: ['pass certificates.valid'],
    },
    {
      name: 'a CA that ends in a week, which no upgrade renews',
      plan: upgrade,
      facts: facts([pkiPair('ca', soon)]),
      says: ['warn certificates.expires-soon'],
    },
    {
      name: 'made an hour from now: the clock is behind',
      facts: facts([pkiPair('ca', { notBefore: seenAt + 3600_000 })]),
      says: ['fail certificates.not-yet-valid'],
    },
    {
      name: 'another key',
      facts: facts([pkiPair('ca', {}, { matches: false })]),
      says: ['fail certificates.mismatch'],
    },
    {
      name: 'of another CA',
      facts: facts([pkiPair('ca'), pkiPair('front-proxy-client', {}, { issuedByCa: false })]),
      says: ['fail certificates.foreign'],
    },
    {
      name: 'a CA that is none',
      facts: facts([pkiPair('ca', { isCa: false })]),
      says: ['fail certificates.not-a-ca'],
    },
    {
      name: 'a CA without its key, alone',
      facts: facts([pkiPair('ca', {}, withoutKey)]),
      says: ['fail certificates.ca-key-missing'],
    },
    {
      name: 'a CA without its key, and all that it signs',
      facts: facts([pkiPair('ca', {}, withoutKey), ...all.slice(1)], { kubeconfigs: signedKubeconfigs }),
      says: ['pass certificates.valid'],
    },
    {
      name: 'a CA without its key, and no kubeconfigs',
      facts: facts([pkiPair('ca', {}, withoutKey), ...all.slice(1)]),
      says: ['fail certificates.ca-key-missing'],
    },
    {
      name: 'a CA without its key, on a control plane that joins: kubeadm may download it',
      plan: join,
      facts: facts([pkiPair('ca', {}, withoutKey)]),
      says: ['warn certificates.ca-key-missing'],
    },
    {
      name: 'a certificate without its key',
      facts: facts([pkiPair('ca'), pkiPair('apiserver', {}, { key: absentFile(`${pki}/apiserver.key`) })]),
      says: ['fail certificates.half-missing'],
    },
    {
      name: 'a key without its certificate',
      facts: facts([pkiPair('ca', {}, { certificate: absentFile(`${pki}/ca.crt`) })]),
      says: ['fail certificates.half-missing'],
    },
    {
      name: 'sa.key without sa.pub',
      facts: facts([], { serviceAccount: { key: saKey, publicKey: absentFile(`${pki}/sa.pub`) } }),
      says: ['fail certificates.half-missing'],
    },
    {
      name: 'sa.pub of another key',
      facts: facts([], { serviceAccount: { key: saKey, publicKey: saPub, matches: false } }),
      says: ['fail certificates.mismatch'],
    },
    {
      name: 'the API server is to be reached at another address',
      plan: planOf({
        advertiseAddress: fromFile('10.0.0.9', 'localAPIEndpoint.advertiseAddress'),
        controlPlaneEndpoint: fromFile('api.example.net:6443', 'controlPlaneEndpoint'),
      }),
      facts: facts(all),
      says: ['fail certificates.names-missing'],
    },
    {
      name: 'the API server is to bear one more name than its certificate',
      plan: planOf({ certSans: sans('apiServer', ['api.example.net']) }),
      facts: facts(all),
      says: ['fail certificates.names-missing'],
    },
    {
      name: 'an asterisk in the certificate stands for one label',
      plan: planOf({ certSans: sans('apiServer', ['api.example.net', 'deep.api.example.net']) }),
      facts: facts([pkiPair('apiserver', { altNames: [...apiServerNames, '*.example.net'] })]),
      says: ['fail certificates.names-missing'],
    },
    {
      name: 'the names of the certificate in other spellings',
      plan: planOf({
        certSans: sans('apiServer', ['API.example.net', 'b.example.org', '*.example.org', 'fd00:0::1']),
      }),
      facts: facts([
        pkiPair('apiserver', {
          altNames: [...apiServerNames, 'api.EXAMPLE.net', '*.example.org', 'FD00:0:0:0:0:0:0:1'],
        }),
      ]),
      says: ['pass certificates.valid'],
    },
    {
      name: 'the subnet of Services has changed since',
      plan: planOf({ serviceSubnets: fromFile(['10.112.0.0/12'], 'networking.serviceSubnet') }),
      facts: facts(all),
      says: ['fail certificates.names-missing'],
    },
    {
      name: 'the domain of the cluster has changed since',
      plan: planOf({ dnsDomain: fromFile('k8s.example.net', 'networking.dnsDomain') }),
      facts: facts(all),
      says: ['fail certificates.names-missing'],
    },
    {
      name: 'the whole PKI of the first control plane was copied to the second',
      plan: planOf({
        action: 'join',
        phase: 'join',
        nodeName: byDefault('cp-2'),
        advertiseAddress: byDefault('10.0.0.2'),
      }),
      facts: facts([...all, pkiPair('etcd/ca'), pkiPair('etcd/server'), pkiPair('etcd/peer')]),
      says: [
        'fail certificates.names-missing',
        'fail certificates.names-missing',
        'fail certificates.names-missing',
      ],
    },
    {
      name: 'the CAs of the first control plane were copied to the second, as they should be',
      plan: planOf({ action: 'join', phase: 'join', nodeName: byDefault('cp-2') }),
      facts: facts([pkiPair('ca'), pkiPair('front-proxy-ca'), pkiPair('etcd/ca')]),
      says: ['pass certificates.valid'],
    },
    {
      name: 'a control plane that joins again, and knows not of the subnets of its cluster',
      plan: join,
      facts: facts([
        ...all.filter(({ stem }) => stem !== 'apiserver'),
        pkiPair('apiserver', {
          altNames: [
            'cp-1',
            'kubernetes',
            'kubernetes.default',
            'kubernetes.default.svc',
            'kubernetes.default.svc.other.local',
            '172.20.0.1',
            '10.0.0.1',
          ],
        }),
      ]),
      says: ['pass certificates.valid'],
    },
    {
      name: 'the certificates of a local etcd lack names of the plan',
      plan: planOf({ certSans: sans('etcdServer', ['etcd-1.example.net']) }),
      facts: facts([...all, pkiPair('etcd/ca'), pkiPair('etcd/server'), pkiPair('etcd/peer')]),
      says: ['fail certificates.names-missing'],
    },
    {
      name: 'another name before an upgrade: kubeadm keeps what is there',
      plan: planOf({
        action: 'upgrade',
        phase: 'upgrade apply',
        certSans: sans('apiServer', ['api.example.net']),
      }),
      facts: facts(all),
      says: ['pass certificates.valid'],
    },
    {
      name: 'the certificate of the API server is not PEM',
      facts: facts([
        pkiPair(
          'apiserver',
          {},
          {
            certificate: {
              ...absentFile(`${pki}/apiserver.crt`),
              state: 'bad',
              code: 'no certificate in it',
            },
          },
        ),
      ]),
      says: ['fail certificates.bad'],
    },
    {
      name: 'a directory in the place of a key',
      facts: facts([
        pkiPair('ca', {}, { key: keyFile(`${pki}/ca.key`, { state: 'failed', code: 'EISDIR' }) }),
      ]),
      says: ['fail certificates.unreadable'],
    },
    {
      name: 'an ordinary user may not read the key',
      facts: factsOf({
        user: ordinaryUser,
        certificates: pkiOf([
          pkiPair('ca', {}, { key: keyFile(`${pki}/ca.key`, { state: 'forbidden', code: 'EACCES' }) }),
        ]),
      }),
      says: ['unknown certificates.needs-root'],
    },
    {
      name: 'what etcd had, where etcd is external now',
      plan: externalEtcd(),
      facts: facts([pkiPair('ca'), pkiPair('etcd/server', expired)]),
      says: ['pass certificates.valid'],
    },
    {
      name: 'the directory may not be read',
      facts: factsOf({ certificates: unknown('needs-root', '/etc/kubernetes/pki: EACCES') }),
      says: ['unknown certificates.not-told'],
    },
    {
      name: 'a worker',
      plan: planOf({ role: byDefault('worker') }),
      facts: facts([pkiPair('ca', expired)]),
      says: [],
    },
    {
      name: 'reset',
      plan: planOf({ action: 'reset', phase: 'reset' }),
      facts: facts([pkiPair('ca', expired)]),
      says: [],
    },
  ],
};
