import type { Args, Remedy, Words } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { stepsOf } from './custom-steps.ts';

export const customReasons: readonly Reason[] = [
  {
    code: 'custom.met',
    means: 'A requirement of your own is met.',
    words: ({ what, state }) => ({ says: `${String(what)} ${String(state)}` }),
  },
  {
    code: 'custom.missing',
    means: 'What a requirement of your own asks for is not there.',
    words: unmet,
  },
  {
    code: 'custom.unsuitable',
    means: 'What a requirement of your own asks for is there, but not as it must be.',
    words: unmet,
  },
  {
    code: 'custom.not-told',
    means: 'Whether a requirement of your own is met could not be told.',
    words: (args) => ({
      says: `whether ${String(args['what'])} is as required could not be told`,
      need: needOf(args),
      have: String(args['have']),
      ...lookByHand(args),
    }),
  },
];

function unmet(args: Args): Words {
  return {
    says: `${String(args['what'])} ${String(args['state'])}`,
    need: needOf(args),
    have: String(args['have']),
    remedies: [...rename(args), remedyOf(args)],
  };
}

function lookByHand(args: Args): Pick<Words, 'remedies'> {
  const verify = list(args, 'verify');
  const remedies = [...rename(args), ...(verify.length === 0 ? [] : [{ what: 'look by hand', now: verify }])];
  return remedies.length === 0 ? {} : { remedies };
}

/** Where the name looks misspelt, that comes first: nothing else would mend it. */
function rename({ near }: Args): readonly Remedy[] {
  return near === undefined
    ? []
    : [{ what: `did you mean ${String(near)}? then write so in the requirements` }];
}

/** The file's own reason comes with what it asks for. */
function needOf({ need, why, source }: Args): string {
  return `${String(need)}: ${String(why)}${source === '' ? '' : ` (${String(source)})`}`;
}

function remedyOf(args: Args): Remedy {
  const given = String(args['mend']);
  const steps = stepsOf(args);
  const [now, persistent, verify] = [list(args, 'now'), list(args, 'persistent'), list(args, 'verify')];
  return {
    what: given === '' ? `see to it that ${String(args['need'])}` : given,
    ...(now.length === 0 ? {} : { now }),
    ...(persistent.length === 0 ? {} : { persistent }),
    ...(verify.length === 0 ? {} : { verify }),
    ...(steps.length === 0 ? {} : { steps }),
  };
}

function list(args: Args, key: string): readonly string[] {
  const value = args[key];
  return typeof value === 'object' ? value : [];
}
