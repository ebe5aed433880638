import type { Survey } from '../../src/probes/probe.ts';

/** A survey that asks for nothing special. */
export const quietSurvey: Survey = {
  modes: ['nftables'],
  families: ['ipv4'],
  variant: 'in-force',
  readOnly: false,
  paths: [],
  ports: [],
  ipvsScheduler: 'rr',
  masqueradeBit: 14,
  tools: [],
  nodeName: 'node-1',
  resolvConf: { path: '/etc/resolv.conf', written: false },
  proxiedUnits: [],
  custom: [],
  etcd: { endpoints: [], caFile: '', certFile: '', keyFile: '' },
  certificatesDir: '/etc/kubernetes/pki',
  cri: {
    socket: '',
    kubeletEndpoint: '',
    isSetUp: false,
    images: [],
    pull: 'none',
    onPull: () => undefined,
  },
};
