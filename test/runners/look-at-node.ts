/**
 * Prints what the probes of ports and paths see, as JSON. A program of its own, so that tests can run it in
 * namespaces and as another user. Argument: `{ ports, paths, readOnly }` as JSON, all of them optional.
 */
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { pathsProbe } from '../../src/probes/paths/probe.ts';
import { portsProbe } from '../../src/probes/ports/probe.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const survey = { ...quietSurvey, ...JSON.parse(process.argv[2] ?? '{}') };
const host = createLinuxHost();
const [ports, paths] = await Promise.all([portsProbe.run(host, survey), pathsProbe.run(host, survey)]);
process.stdout.write(JSON.stringify({ ports, paths }));
