import { describe, expect, it } from 'vitest';
import type { NodeIdentity } from '../snapshot/facts-document.ts';
import { isSameMachine, likeness, machineOf } from './same-machine.ts';

const identity: NodeIdentity = {
  hostName: 'node-1',
  machineId: '0123456789abcdef0123456789abcdef',
  productUuid: '4c4c4544-0042-3510-8052-b4c04f4d4e32',
  macs: ['52:54:00:12:34:56'],
  sshHostKeys: ['SHA256:aaa'],
  addresses: ['10.0.0.1'],
};

const unprivileged = { productUuid: '', sshHostKeys: [] };
const clone = { productUuid: '4c4c4544-0042-3510-8052-b4c04f4d4e33', macs: ['52:54:00:12:34:57'] };

describe('isSameMachine', () => {
  it.each<readonly [string, Partial<NodeIdentity>, boolean]>([
    ['looked at again', {}, true],
    ['looked at by an ordinary user', unprivileged, true],
    ['with another address', { addresses: ['10.0.0.9'] }, true],
    ['with one more link', { macs: ['52:54:00:99:99:99', '52:54:00:12:34:56'] }, true],
    ['written in capitals', { hostName: 'NODE-1', productUuid: identity.productUuid.toUpperCase() }, true],
    [
      'of which nothing but the name is known',
      { machineId: '', productUuid: '', macs: [], sshHostKeys: [] },
      false,
    ],
    ['set up anew', { machineId: 'a'.repeat(31) + '0', sshHostKeys: ['SHA256:bbb'] }, true],
    ['a copy of its disk', clone, false],
    ['a copy of its disk by another name', { ...clone, hostName: 'node-2' }, false],
    ['by another name', { hostName: 'node-2' }, false],
    ['of a placeholder', { productUuid: '00000000-0000-0000-0000-000000000000' }, true],
  ])('%s', (_, other, expected) => {
    expect(isSameMachine(machineOf(identity), machineOf({ ...identity, ...other }))).toBe(expected);
    expect(isSameMachine(machineOf({ ...identity, ...other }), machineOf(identity))).toBe(expected);
  });
});

describe('likeness', () => {
  it.each<readonly [string, Partial<NodeIdentity>, boolean]>([
    ['as it was', {}, true],
    ['renamed', { hostName: 'node-9' }, true],
    ['set up anew', { machineId: 'f'.repeat(31) + '0', sshHostKeys: ['SHA256:bbb'] }, true],
    [
      'another machine of the same name',
      { ...clone, machineId: 'f'.repeat(31) + '0', sshHostKeys: ['SHA256:bbb'] },
      false,
    ],
    ['a copy of its disk by another name', { ...clone, hostName: 'node-2' }, false],
    [
      'all else',
      { hostName: 'x', machineId: 'f'.repeat(31) + '0', productUuid: '', macs: [], sshHostKeys: [] },
      false,
    ],
  ])('to one that is %s', (_, other, expected) => {
    expect(likeness(machineOf(identity), machineOf({ ...identity, ...other })) > 0).toBe(expected);
  });
});
