/**
 * Prints the facts of one of the probes `names`, `resolver` and `network` as JSON, for tests that run
 * it in namespaces. Arguments: probe, node name, and what DNS servers at 127.0.0.1, 127.0.0.2, … do.
 * It ends by itself, not by force: a look-up that cannot be called back would be seen.
 */
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { probes } from '../../src/probes/registry.ts';
import { type DnsBehaviour, startDnsServer } from '../fakes/dns-server.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const [wanted = '', nodeName = '', ...words] = process.argv.slice(2);
const behaviours: readonly DnsBehaviour[] = ['answer', 'nxdomain', 'servfail', 'silent'];
const servers = await Promise.all(
  words
    .flatMap((word) => behaviours.find((behaviour) => behaviour === word) ?? [])
    .map((behaviour, at) => startDnsServer(behaviour, 53, `127.0.0.${at + 1}`)),
);
const started = performance.now();
const fact = await probes
  .find(({ name }) => name === wanted)
  ?.run(createLinuxHost(), { ...quietSurvey, nodeName });
const ms = performance.now() - started;
for (const server of servers) server.close();
process.stdout.write(`${JSON.stringify({ ...fact, ms })}\n`);
