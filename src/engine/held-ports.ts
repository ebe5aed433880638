import type { PortFact, PortQuestion, PortsFacts } from '../probes/ports/facts.ts';
import type { Survey } from '../probes/probe.ts';
import type { Held } from './facts-for.ts';

/** The ports that are asked for. kubeadm does not look among the NodePorts. */
export function heldPorts(value: PortsFacts, held: Held, survey: Survey): PortsFacts {
  const { nodePorts, ...rest } = value;
  return {
    ...rest,
    ports: survey.ports.flatMap((question) => portAt(question, value, held)),
    ...(nodePorts === undefined || survey.onlyKubeadms === true ? {} : { nodePorts }),
  };
}

function portAt(question: PortQuestion, { ports }: PortsFacts, held: Held): readonly PortFact[] {
  const { port, protocol, address } = question;
  const ofPort = ports.filter((one) => one.port === port && one.protocol === protocol);
  const own = ofPort.find((one) => one.address === address);
  if (own !== undefined) return [own];
  // Free on all addresses is free on each that the host has.
  const everywhere = ofPort.find((one) => one.address === '' && one.state === 'free');
  if (everywhere !== undefined && hasAddress(held, address)) return [{ ...everywhere, address }];
  // The checks tell a port that was not looked at from one that could not be told.
  return [];
}

function hasAddress({ facts: { network } }: Held, address: string): boolean {
  return network?.known === true && network.value.addresses.some((one) => one.address === address);
}
