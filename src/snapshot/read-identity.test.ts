import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { fingerprintOf, readIdentity } from './read-identity.ts';

/** Made with ssh-keygen for this test; `ssh-keygen -l` prints the fingerprint below. */
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE/7ek/XUyjk8U7xGfWMR0f9PsI1B7vrLVxy4EOJFgGR root@node-1';
const print = 'SHA256:4m/dUzJB27Iq0Oza0qRnHi1JEZEM0duZ2KP4jbffFLM';

describe('readIdentity', () => {
  it('tells what tells a machine from another', async () => {
    const host = fakeHost({
      files: {
        '/etc/machine-id': '0123456789abcdef0123456789abcdef\n',
        '/sys/class/dmi/id/product_uuid': '4C4C4544-0042-3510-8052-B4C04F4E3132\n',
        '/sys/class/net/eth0/address': '02:FC:00:00:00:01\n',
        '/sys/class/net/eth0/device/uevent': '',
        '/sys/class/net/cni0/address': '02:fc:00:00:00:99\n',
        '/sys/class/net/lo/address': '00:00:00:00:00:00\n',
        '/sys/class/net/ib0/address': '00:00:00:00:00:00\n',
        '/sys/class/net/ib0/device/uevent': '',
        '/etc/ssh/ssh_host_ed25519_key.pub': `${key}\n`,
        '/etc/ssh/ssh_host_ed25519_key': 'a private key, which is not read',
        '/etc/ssh/ssh_host_rsa_key.pub': 'not a key',
      },
      addresses: ['192.0.2.10', '10.96.0.1', '172.17.0.1'],
      interfaces: [
        { name: 'eth0', address: '192.0.2.10', prefix: 24, internal: false },
        { name: 'kube-ipvs0', address: '10.96.0.1', prefix: 32, internal: false },
        { name: 'docker0', address: '172.17.0.1', prefix: 16, internal: false },
      ],
    });
    expect(await readIdentity(host)).toEqual({
      hostName: 'node-1',
      machineId: '0123456789abcdef0123456789abcdef',
      productUuid: '4c4c4544-0042-3510-8052-b4c04f4e3132',
      macs: ['02:fc:00:00:00:01'],
      sshHostKeys: [print],
      addresses: ['192.0.2.10'],
    });
  });

  it('is empty where nothing can be read', async () => {
    const host = fakeHost({
      files: {
        '/etc/machine-id': { content: '', error: 'EACCES' },
        '/sys/class/dmi/id/product_uuid': { content: '', error: 'EACCES' },
      },
      addresses: [],
    });
    expect(await readIdentity(host)).toEqual({
      hostName: 'node-1',
      machineId: '',
      productUuid: '',
      macs: [],
      sshHostKeys: [],
      addresses: [],
    });
  });
});

describe('fingerprintOf', () => {
  it('is that of ssh-keygen', () => {
    expect(fingerprintOf(key)).toBe(print);
  });

  it.each(['', 'ssh-rsa', 'ssh-rsa not/base64!', '-----BEGIN PRIVATE KEY----- AAAA'])(
    'is none of %j',
    (text) => {
      expect(fingerprintOf(text)).toBe('');
    },
  );
});
