import { describe, expect, it } from 'vitest';
import { type IdentityKind, worthOf } from './identity-worth.ts';

describe('worthOf', () => {
  it.each<readonly [IdentityKind, string, string]>([
    ['product_uuid', '4C4C4544-0042-3510-8052-B4C04F4D4E32\n', '4c4c4544-0042-3510-8052-b4c04f4d4e32'],
    ['product_uuid', '00000000-0000-0000-0000-000000000000', ''],
    ['product_uuid', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', ''],
    ['product_uuid', '03000200-0400-0500-0006-000700080009', ''],
    ['product_uuid', 'Not Settable', ''],
    ['product_uuid', 'To be filled by O.E.M.', ''],
    ['machine-id', '0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
    ['machine-id', 'uninitialized', ''],
    ['machine-id', '0'.repeat(32), ''],
    ['MAC', '52:54:00:12:34:56', '52:54:00:12:34:56'],
    ['MAC', '02:42:AC:11:00:02', ''],
    ['MAC', 'ee:ee:ee:ee:ee:ee', ''],
    ['MAC', '00:00:5e:00:01:0a', ''],
    ['MAC', '00:00:00:00:00:00', ''],
    ['MAC', '\u001b[31m', ''],
    ['address', '10.0.0.1', '10.0.0.1'],
    ['address', '172.17.0.1', ''],
    ['address', '169.254.20.10', ''],
    ['address', 'fe80::1', ''],
    ['address', '127.0.0.1', ''],
    ['address', '2001:db8::1', '2001:db8::1'],
    ['host name', 'Node-1', 'node-1'],
    ['SSH host key', 'SHA256:Aa', 'SHA256:Aa'],
  ])('of the %s %j is %j', (kind, written, expected) => {
    expect(worthOf(kind, written)).toBe(expected);
  });
});
