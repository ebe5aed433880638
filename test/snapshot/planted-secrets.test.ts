import { describe, expect, it } from 'vitest';
import { collect } from '../../src/engine/collect.ts';
import { wideProbes, wideSurvey } from '../../src/engine/wide-survey.ts';
import { askedOf } from '../../src/probes/asked.ts';
import { probes } from '../../src/probes/registry.ts';
import { makeFactsDocument } from '../../src/snapshot/make-facts-document.ts';
import { readIdentity } from '../../src/snapshot/read-identity.ts';
import { usualStance } from '../check-cases.ts';
import { fakeHost } from '../fakes/fake-host.ts';
import { planOf } from '../builders/plan.ts';

const token = 'abcdef.0123456789abcdef';
const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEhunter2\n-----END RSA PRIVATE KEY-----';
const said = `token ${token}, --password=hunter2, https://ann:hunter2@proxy.example`;
const program = { content: '\u007fELF', mode: 0o755 };

/** A node whose owner wrote secrets into whatever this program reads. */
const careless = fakeHost({
  env: { PATH: '/usr/sbin:/usr/bin', HTTPS_PROXY: 'http://ann:hunter2@proxy:3128', SECRET_KEY: 'hunter2' },
  files: {
    '/etc/os-release': `ID=debian\nPRETTY_NAME="Debian ${said}"\nPASSWORD=hunter2\n`,
    '/etc/machine-id': '0123456789abcdef0123456789abcdef\n',
    '/proc/cmdline': `root=/dev/vda cgroup_disable=memory sysctl.net.ipv4.ip_forward=0 password=hunter2\n`,
    '/proc/modules': 'nf_tables 1 0 - Live 0x0\nnfnetlink 1 0 - Live 0x0\n',
    '/proc/self/status': 'CapEff:\t000001ffffffffff\n',
    '/proc/meminfo': 'MemTotal: 2048000 kB\n',
    '/proc/swaps': `Filename Type Size Used Priority\n/dev/token=hunter2 partition 1 0 -2\n`,
    '/etc/fstab': `//nas/share /mnt cifs username=ann,password=hunter2 0 0\n/swap none swap password=hunter2 0 0\n`,
    '/etc/resolv.conf': `nameserver 127.0.0.53 # ${said}\nsearch token=hunter2.example\n`,
    '/etc/hosts': `192.0.2.10 node-1 # ${said}\n`,
    '/etc/sysctl.conf': `net.ipv4.ip_forward = 0 # ${said}\n`,
    '/etc/sysctl.d/90-x.conf': `net.ipv4.ip_forward = password=hunter2\n`,
    '/etc/rc.local': { content: `#!/bin/sh\niptables -F --password=hunter2 # ${said}\n`, mode: 0o755 },
    '/etc/crontab': `* * * * * root curl -u ann:hunter2 https://x && iptables -F # ${token}\n`,
    '/etc/nftables.conf': `flush ruleset # ${said}\n`,
    '/etc/systemd/system/kubelet.service': `[Service]\nEnvironment="REGISTRY=ann hunter2" "AUTH=hunter2"\nEnvironmentFile=-/etc/x\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --token ${token} --password hunter2\n`,
    '/etc/systemd/system/containerd.service.d/proxy.conf': `[Service]\nEnvironment="HTTPS_PROXY=http://ann:hunter2@proxy:3128"\n`,
    '/etc/systemd/system/firewall.service': `[Unit]\n[Service]\nExecStart=/usr/sbin/iptables -F --password=hunter2\n[Install]\nWantedBy=multi-user.target\n`,
    '/etc/containerd/config.toml': `disabled_plugins = ["cri"] # password=hunter2\n`,
    '/var/log/audit/audit.log': `type=AVC msg=audit(1.1:1): avc: denied { module_request } for pid=1 comm="nft" password=hunter2\n`,
    '/sys/fs/selinux/enforce': '1',
    '/etc/kubernetes/pki/ca.key': pem,
    '/etc/kubernetes/pki/ca.crt': pem,
    '/etc/kubernetes/pki/sa.key': pem,
    '/etc/cni/net.d/10-x.conflist': `{"plugins":[{"type":"bridge"},{"type":"x","token":"hunter2"}]}`,
    '/usr/sbin/nft': program,
    '/usr/sbin/iptables': program,
    '/usr/sbin/iptables-save': program,
    '/usr/bin/kubelet': program,
    '/usr/bin/unshare': program,
  },
  exec: Object.fromEntries(
    [
      '/usr/sbin/nft',
      '/usr/sbin/iptables',
      '/usr/sbin/iptables-save',
      '/usr/bin/kubelet',
      '/usr/bin/unshare',
    ].map((path) => [path, { stdout: `v1.0.6 ${said}\n${pem}\n`, stderr: `failed: ${said}`, exitCode: 1 }]),
  ),
});

describe('a document of a careless node', () => {
  it('holds none of the secrets that stand where probes read, and some of what stood beside them', async () => {
    const survey = wideSurvey(planOf(), usualStance);
    const { facts, timings } = await collect(careless, probes, wideProbes(probes), survey);
    // The secrets are there before the document is made: else this would test nothing.
    const before = JSON.stringify(facts);
    for (const secret of ['hunter2', token]) expect(before).toContain(secret);
    const text = makeFactsDocument({
      version: '1.2.3',
      collectedAt: new Date(0),
      identity: await readIdentity(careless),
      asked: askedOf(survey),
      facts,
      timings,
    });
    for (const secret of ['hunter2', token, 'MIIE']) expect(text).not.toContain(secret);
    expect(text).toContain('--config=/var/lib/kubelet/config.yaml');
    expect(text).toContain('iptables -F');
    expect(before.split('hunter2').length).toBeGreaterThan(10);
  });
});
