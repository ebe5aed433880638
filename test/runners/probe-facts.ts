/**
 * Prints what the named probes find on this host, as JSON. A program of its own, so that tests can
 * run it where things are changed: in namespaces of its own, bound to some CPUs, as another user.
 */
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { probes } from '../../src/probes/registry.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const host = createLinuxHost();
const named = probes.filter(({ name }) => process.argv.slice(2).includes(name));
const entries = await Promise.all(
  named.map(async (probe) => [probe.name, await probe.run(host, quietSurvey)] as const),
);
process.stdout.write(`${JSON.stringify(Object.fromEntries(entries))}\n`);
