import type { PortFact, PortQuestion, PortsFacts } from '../probes/ports/facts.ts';
import type { Survey } from '../probes/probe.ts';
import type { Held } from './facts-for.ts';

/** The ports that are asked for. kubeadm does not look among the NodePorts. */
export function heldPorts(value: PortsFacts, held: Held, survey: Survey): PortsFacts {
  const { nodePorts, ...rest } = value;
  return {
    ...rest,
    ports: survey.ports.map((question) => portAt(question, value, held)),
    ...(nodePorts === undefined || survey.onlyKubeadms === true ? {} : { nodePorts }),
  };
}

function portAt(question: PortQuestion, { ports }: PortsFacts, held: Held): PortFact {
  const { port, protocol, address } = question;
  const ofPort = ports.filter((one) => one.port === port && one.protocol === protocol);
  const own = ofPort.find((one) => one.address === address);
  if (own !== undefined) return own;
  // Free on all addresses is free on each that the host has.
  const everywhere = ofPort.find((one) => one.address === '' && one.state === 'free');
  if (everywhere !== undefined && hasAddress(held, address)) return { ...everywhere, address };
  return { ...question, state: 'unknown', code: 'not collected', holders: [], by: 'table' };
}

function hasAddress({ facts: { network } }: Held, address: string): boolean {
  return network?.known === true && network.value.addresses.some((one) => one.address === address);
}
