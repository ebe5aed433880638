import { configProperties } from './config-properties.ts';
import { factsProperties } from './facts-properties.ts';
import { fleetProperties } from './fleet-properties.ts';
import type { FuzzProperty } from './fuzz-property.ts';
import { logProperties } from './log-properties.ts';
import { parserProperties } from './parser-properties.ts';
import { probeProperties } from './probe-properties.ts';
import { reportProperties } from './report-properties.ts';
import { wordProperties } from './word-properties.ts';

/** Every property by the part of the program that it tries. */
export const fuzzGroups: Readonly<Record<string, readonly FuzzProperty[]>> = {
  configuration: configProperties,
  logs: logProperties,
  parsers: parserProperties,
  probes: probeProperties,
  facts: factsProperties,
  fleet: fleetProperties,
  reports: reportProperties,
  words: wordProperties,
};
