import type { RuntimeClient } from '../../host/cri/runtime-client.ts';
import type { Host } from '../../host/host.ts';
import { known, unknown } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { ImageFact } from './facts.ts';
import { criProbe } from './probe.ts';
import type { CriSurvey } from './survey.ts';

const lookMs = 2000;
/** For one try; kubeadm sets no limit of its own. */
const pullMs = 5 * 60_000;
/** As kubeadm (cmd/kubeadm/app/constants, PullImageRetry). */
const tries = 5;

/** The images of this phase: which are there, and, where that was asked for, pulling those that are not. */
export const imagesProbe: Probe<'images'> = {
  name: 'images',
  deadlineMs: 30 * 60_000,
  async run(host, survey, ask) {
    const { cri } = survey;
    const fact = ask === undefined ? await criProbe.run(host, survey) : await ask('cri');
    if (!fact.known) return fact;
    const { endpoint, answers } = fact.value;
    if (answers?.version.ok !== true)
      return unknown('not-found', `no container runtime answers at ${endpoint.endpoint}`);
    const client = await host.runtimeAt(endpoint.path);
    try {
      const found = await Promise.all(cri.images.map((image) => look(host, client, image)));
      const images = cri.pull === 'none' ? found : await pullEach(host, client, cri, found);
      return known({ pulling: cri.pull !== 'none', images });
    } finally {
      client.close();
    }
  },
};

async function look(host: Host, client: RuntimeClient, image: string): Promise<ImageFact> {
  const started = host.now();
  const answer = await client.hasImage(image, lookMs);
  const ms = Math.round(host.now() - started);
  if (!answer.ok) return { image, state: 'unknown', detail: answer.detail, ms };
  return { image, state: answer.value ? 'present' : 'missing', ms };
}

/** One after another, as kubeadm does unless imagePullSerial is false. */
async function pullEach(
  host: Host,
  client: RuntimeClient,
  { pull, onPull }: CriSurvey,
  found: readonly ImageFact[],
): Promise<readonly ImageFact[]> {
  const images: ImageFact[] = [];
  for (const [place, fact] of found.entries()) {
    const step = { image: fact.image, index: place + 1, count: found.length };
    const isWanted = pull === 'all' || fact.state !== 'present';
    if (isWanted) onPull({ ...step, state: 'pulling' });
    const done = isWanted ? await pullOne(host, client, fact.image) : fact;
    onPull({ ...step, state: done.state });
    images.push(done);
  }
  return images;
}

async function pullOne(host: Host, client: RuntimeClient, image: string): Promise<ImageFact> {
  const started = host.now();
  let detail = '';
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const answer = await client.pullImage(image, pullMs);
    const ms = Math.round(host.now() - started);
    if (answer.ok) return { image, state: 'pulled', ms };
    ({ detail } = answer);
    // What has not come in five minutes, or has no longer a runtime to come by, will not come at once.
    if (answer.fault !== 'status') break;
  }
  return { image, state: 'failed', detail, ms: Math.round(host.now() - started) };
}
