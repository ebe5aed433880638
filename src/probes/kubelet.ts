import { known } from './fact.ts';
import type { Probe } from './probe.ts';
import { createVersionAsker } from './tools/ask-version.ts';
import type { ToolFact } from './tools/facts.ts';
import { createInspector } from './tools/inspect.ts';
import { lookForAll } from './tools/probe.ts';
import { searchDirectories } from './tools/search.ts';
import { lookAtImage } from './tools/told-by-files.ts';

export interface KubeletFacts {
  /** The program `kubelet`; its version is without the leading `v`. */
  readonly program: ToolFact;
  /** Directories that were searched, in order. */
  readonly searched: readonly string[];
}

/** The kubelet's own word on its release. Apart from the other tools, so that it need not wait for them. */
export const kubeletProbe: Probe<'kubelet'> = {
  name: 'kubelet',
  // One run of two seconds, and the reads before it.
  deadlineMs: 4000,
  async run(host, survey) {
    const search = await searchDirectories(host);
    const { askVersionOf: _, ...all } = survey;
    const ofImage = host.image === undefined ? {} : { ofImage: await lookAtImage(host) };
    const asker = createVersionAsker(host);
    const looker = { inspector: createInspector(host), asker, survey: all, ...ofImage };
    const [program] = await lookForAll(['kubelet'], search, looker);
    return known({
      program: program ?? { name: 'kubelet', state: 'absent', links: [] },
      searched: search.searched,
    });
  },
};
