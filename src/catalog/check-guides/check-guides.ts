import type { CheckGuide } from './check-guide.ts';
import { clusterGuides } from './cluster-guides.ts';
import { nodeGuides } from './node-guides.ts';
import { proxyGuides } from './proxy-guides.ts';

/** One for each check, by its name; a test holds the registry against it. */
export const checkGuides: Readonly<Record<string, CheckGuide>> = {
  ...proxyGuides,
  ...nodeGuides,
  ...clusterGuides,
};
