import type { NodeIdentity } from '../snapshot/facts-document.ts';
import { worthOf } from './identity-worth.ts';

/** What of an identity tells machines apart: worthless values are left out. */
export interface Machine {
  readonly hostName: string;
  readonly machineId: string;
  readonly productUuid: string;
  readonly macs: readonly string[];
  readonly sshHostKeys: readonly string[];
}

export function machineOf(identity: NodeIdentity): Machine {
  return {
    hostName: identity.hostName.toLowerCase(),
    machineId: worthOf('machine-id', identity.machineId),
    productUuid: worthOf('product_uuid', identity.productUuid),
    macs: identity.macs.map((mac) => worthOf('MAC', mac)).filter((mac) => mac !== ''),
    sshHostKeys: identity.sshHostKeys,
  };
}

/** What two identities say of being one machine: each kind that both have agrees, or contradicts. */
interface Votes {
  readonly agree: number;
  readonly contradict: number;
}

function votes(a: Machine, b: Machine): Votes {
  const kinds = [
    [one(a.machineId), one(b.machineId)],
    [one(a.productUuid), one(b.productUuid)],
    [a.macs, b.macs],
    [a.sshHostKeys, b.sshHostKeys],
  ] as const;
  const both = kinds.filter(([own, other]) => own.length > 0 && other.length > 0);
  const agree = both.filter(([own, other]) => own.some((value) => other.includes(value))).length;
  return { agree, contradict: both.length - agree };
}

const one = (value: string): readonly string[] => (value === '' ? [] : [value]);

/**
 * One machine that was looked at twice: the same host name, something else that agrees, and nothing that
 * contradicts. Two copies of one image share their machine-id and their keys, but neither their hardware's
 * identity nor, mostly, their name.
 */
export function isSameMachine(a: Machine, b: Machine): boolean {
  const { agree, contradict } = votes(a, b);
  if (a.hostName !== b.hostName) return false;
  return (agree > 0 && contradict === 0) || isSameHardware(a, b);
}

/** Set up anew it has another machine-id and other keys, and the hardware that it had. */
function isSameHardware(a: Machine, b: Machine): boolean {
  const isOneBoard = a.productUuid !== '' && a.productUuid === b.productUuid;
  return isOneBoard && a.macs.some((mac) => b.macs.includes(mac));
}

/**
 * How well an earlier snapshot fits: a machine may have been renamed, or set up anew with another machine-id
 * and other keys, but not both while its hardware changed. 0: another machine.
 */
export function likeness(now: Machine, earlier: Machine): number {
  const { agree, contradict } = votes(now, earlier);
  const sameName = now.hostName !== '' && now.hostName === earlier.hostName ? 1 : 0;
  const sameHardware =
    (now.productUuid !== '' && now.productUuid === earlier.productUuid) ||
    now.macs.some((mac) => earlier.macs.includes(mac));
  if (agree === 0 || agree + sameName <= contradict) return 0;
  return sameName === 1 || sameHardware ? agree + sameName - contradict : 0;
}
