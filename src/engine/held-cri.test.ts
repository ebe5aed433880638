import { describe, expect, it } from 'vitest';
import type { CriFacts } from '../probes/cri/facts.ts';
import { heldCri } from './held-cri.ts';

const containerd = '/run/containerd/containerd.sock';
const found: CriFacts = {
  endpoint: { chosenBy: 'found', endpoint: `unix:///var${containerd}`, path: `/var${containerd}` },
  socket: { state: 'listens', code: '', mode: '0660 0:0' },
  others: [],
  detected: [`/var${containerd}`],
};
const ofNode: CriFacts = {
  ...found,
  endpoint: { chosenBy: 'node', endpoint: `unix://${containerd}`, path: containerd, source: '/var/lib/x' },
};
const nothing = { socket: '', kubeletEndpoint: '', isSetUp: false };
const wide = { ...nothing, isSetUp: true };

describe('heldCri', () => {
  it.each([
    ['a new node that finds it', found, nothing, 'found'],
    ['an upgrade of a node whose files say nothing', found, wide, 'found'],
    ['an upgrade of a node whose files name it', ofNode, wide, 'node'],
    ['a new plan on a node that is set up', ofNode, nothing, 'found'],
    [
      'a plan that names the same socket',
      ofNode,
      { ...nothing, socket: `unix://${containerd}` },
      'cri-socket',
    ],
    ['the same socket by its older name', ofNode, { ...nothing, socket: `/var${containerd}` }, 'cri-socket'],
    ['a kubelet that names it', found, { ...nothing, kubeletEndpoint: `unix://${containerd}` }, 'kubelet'],
    [
      'two that listen',
      { ...ofNode, detected: [`/var${containerd}`, '/var/run/crio/crio.sock'] },
      nothing,
      'several',
    ],
  ] as const)('answers %s', (_, facts, wish, chosenBy) => {
    expect(heldCri(facts, wide, wish)).toMatchObject({ known: true, value: { endpoint: { chosenBy } } });
  });

  it.each([
    ['another socket', found, { ...nothing, socket: 'unix:///run/crio/crio.sock' }],
    ['an endpoint that is none', found, { ...nothing, socket: 'tcp://127.0.0.1:2375' }],
    [
      'a new plan on a node whose runtime is not the one that is found',
      { ...ofNode, detected: ['/var/run/crio/crio.sock'] },
      nothing,
    ],
    ['a new plan where nobody looked for others', { ...ofNode, detected: undefined }, nothing],
  ] as const)('does not know of %s', (_, { detected, ...facts }, wish) => {
    const held = { ...facts, ...(detected === undefined ? {} : { detected }) };
    expect(heldCri(held, wide, wish)).toMatchObject({ known: false, cause: { code: 'not-collected' } });
  });

  it('does not know what the files of a node say where a socket was named', () => {
    const asked = { ...nothing, socket: `unix://${containerd}` };
    expect(heldCri(found, asked, wide).known).toBe(false);
  });
});
