import { listOf, textOf } from './members.ts';

/** What the API server knows of a node, as far as collecting needs it. */
export interface NodeLook {
  readonly name: string;
  /** `linux`; '' where the node has not said. */
  readonly os: string;
  /** Why nothing is to be waited for: its kubelet was not heard of for a while. '' if it was. */
  readonly unheard: string;
  /** What tells it from other machines; '' where the kubelet has not said. */
  readonly machineId: string;
  readonly systemUuid: string;
  /** Addresses and host names. */
  readonly addresses: readonly string[];
}

const mostAddresses = 32;

export function lookAtNode(node: unknown): NodeLook {
  const ready = listOf(node, 'status', 'conditions').find((one) => textOf(one, 'type') === 'Ready');
  const isUnheard = textOf(ready, 'status') === 'Unknown';
  const reason = [textOf(ready, 'reason'), textOf(ready, 'message')].filter((part) => part !== '').join(': ');
  return {
    name: textOf(node, 'metadata', 'name'),
    os: textOf(node, 'status', 'nodeInfo', 'operatingSystem'),
    unheard: isUnheard ? `the node is not ready${reason === '' ? '' : `: ${reason.slice(0, 200)}`}` : '',
    machineId: textOf(node, 'status', 'nodeInfo', 'machineID').slice(0, 200),
    systemUuid: textOf(node, 'status', 'nodeInfo', 'systemUUID').slice(0, 200),
    addresses: listOf(node, 'status', 'addresses')
      .slice(0, mostAddresses)
      .map((one) => textOf(one, 'address').slice(0, 253))
      .filter((address) => address !== ''),
  };
}
