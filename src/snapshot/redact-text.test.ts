import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redacted, redactText } from './redact-text.ts';

const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----';

describe('redactText', () => {
  it.each([
    ['a token of kubeadm', 'kubeadm join --token abcdef.0123456789abcdef --x', 'abcdef.0123456789abcdef'],
    ['one by itself', 'the token is "abcdef.0123456789abcdef"', 'abcdef.0123456789abcdef'],
    ['a private key', `key:\n${pem}\nrest`, 'MIIEowIBAAKCAQEA'],
    ['a private key that was cut off', pem.slice(0, 50), 'MIIEow'],
    ['a proxy with a password', 'HTTPS_PROXY=http://ann:s3cret@proxy:3128', 's3cret'],
    ['a proxy with a password alone', 'http://:s3cret@proxy:3128', 's3cret'],
    ['an option', '/usr/bin/kubelet --registry-password=hunter2 --v=2', 'hunter2'],
    ['an option after a blank', '/usr/bin/thing --api-token hunter2 --v=2', 'hunter2'],
    ['a variable', 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
    ['a part of a path', '/dev/token=hunter2', 'hunter2'],
    ['a quoted variable', 'DB_PASSWORD="two words" x', 'two words'],
    ['a password with an at sign', 'http://ann:s3@cret@proxy:3128', 'cret'],
    ['all of a value with commas', '--password=a,hunter2;hunter3 x', 'hunter3'],
    ['a quoted option after a blank', 'thing --token "hun ter2" x', 'hun ter2'],
    ['a quote within quotes', '{"password":"a\\"hunter2"}', 'hunter2'],
    ['base64 that begins as a path does', '--client-secret=/8Kd82hs+sj2Lw= x', '8Kd82hs'],
    ['a short name', 'DB_PASS=hunter2', 'hunter2'],
    ['a key of encryption', 'ENCRYPTION_KEY=abcdef', 'abcdef'],
    ['a JSON value', '{"identitytoken": "hunter2"}', 'hunter2'],
    ['a YAML value', 'client-key-data: aHVudGVyMg==', 'aHVudGVyMg'],
    ['a header', 'Authorization: Bearer abcdefghijkl', 'abcdefghijkl'],
    ['a header in curl', "curl -H 'Authorization: Basic YW5uOnMzY3JldA=='", 'YW5uOnMzY3JldA'],
    ['curl -u', 'curl -u ann:hunter2 https://x', 'hunter2'],
    ['a JSON Web Token', 'said eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', 'eyJzdWIiOiJ4In0'],
    ['a key of AWS', 'id AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['a key of GitHub', 'ghp_0123456789012345678901234567890123456', 'ghp_01234567890'],
    ['a hash of a password', 'root:$6$salt$0123456789abcdef:19000', '0123456789abcdef'],
    ['PEM in base64', 'x LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo= y', 'UFJJVkFURSBLRVk'],
  ])('takes out %s', (_, text, secret) => {
    expect(text).toContain(secret);
    const left = redactText(text);
    expect(left).not.toContain(secret);
    expect(left).toContain(redacted);
  });

  it.each([
    '/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS',
    '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf',
    '--tls-private-key-file=/var/lib/kubelet/pki/kubelet.key --authorization-mode=Webhook',
    '--authentication-token-webhook=true --token-auth-file=/etc/tokens',
    '--service-account-token=/var/run/token --rotate-token=false',
    'registry.k8s.io/etcd@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    '--bypass=on --compass=north --token-file=/a/b,/c/d',
    '/etc/passwd: EACCES',
    '/etc/secret: no such file',
    'unix:///run/containerd/containerd.sock',
    'nft add rule ip t c fib daddr type local counter',
    'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
    'v1.36.2 6.1.0-44-amd64 10.96.0.0/12',
    'net.ipv4.ip_forward = 1',
  ])('leaves %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('is done after one pass', () => {
    const parts = [
      'token',
      '=',
      ' ',
      '"',
      'pass',
      'word',
      ':',
      '-',
      '--',
      'abc',
      '//',
      '@',
      '\n',
      'x.y',
      '/',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (words) => {
        const once = redactText(words.join(''));
        expect(redactText(once)).toBe(once);
      }),
    );
  });

  it.each(['a', '-', 'token', '-----BEGIN ', 'x://', '"', ' -u', 'eyJ', 'a.'])(
    'takes no long time for many of %j',
    (piece) => {
      const started = performance.now();
      redactText(piece.repeat(200_000 / piece.length));
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});
