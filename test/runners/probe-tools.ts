/**
 * Prints the facts of the probe `tools` for this host as JSON. A program of its own, so that
 * tests can run it where things are hidden or broken: in mount namespaces, as another user.
 * Arguments: names of further tools; `--read-only`.
 */
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';
import { toolsProbe } from '../../src/probes/tools/probe.ts';

const words = process.argv.slice(2);
const facts = await toolsProbe.run(createLinuxHost(), {
  ...quietSurvey,
  modes: [],
  families: ['ipv4', 'ipv6'],
  variant: 'in-force',
  readOnly: words.includes('--read-only'),
  ipvsScheduler: 'rr',
  masqueradeBit: 14,
  tools: words.filter((word) => !word.startsWith('--')),
});
process.stdout.write(`${JSON.stringify(facts, undefined, 2)}\n`);
