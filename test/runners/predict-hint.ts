/**
 * Prints what every reader of the hint would choose on this host, as JSON. A program of its own, so that
 * tests can run it in network namespaces.
 */
import { hintState } from '../../src/hint/state.ts';
import { predict } from '../../src/hint/predict.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { rulesProbe } from '../../src/probes/rules/probe.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const fact = await rulesProbe.run(createLinuxHost(), { ...quietSurvey, countRules: true, readOnly: true });
if (!fact.known) throw new Error(fact.cause.detail);
process.stdout.write(JSON.stringify(predict(hintState(fact.value))));
