// Prints the facts of the container runtime at a socket, as the user that runs this.
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { criProbe } from '../../src/probes/cri/probe.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const [socket = ''] = process.argv.slice(2);
const fact = await criProbe.run(createLinuxHost(), { ...quietSurvey, cri: { ...quietSurvey.cri, socket } });
console.log(JSON.stringify(fact));
