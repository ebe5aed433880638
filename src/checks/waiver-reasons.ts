import type { Args } from '../findings/finding.ts';
import type { Reason } from './check.ts';

/** How waivers are named in findings. */
export const waiversName = 'Waivers';

const remove = (args: Args) => ({
  what: `remove the entry ${String(args['entry'])}, or mend it`,
});

/** Words for waivers themselves: what became of each entry that concerns this host. */
export const waiverReasons: readonly Reason[] = [
  {
    code: 'waiver.in-order',
    means: 'Every waiver that concerns this host was used, and has not expired.',
    words: ({ count }) => ({
      says:
        count === 1
          ? 'the waiver for this host was used'
          : `the ${String(count)} waivers for this host were used`,
    }),
  },
  {
    code: 'waiver.expired',
    means: 'The last day of a waiver has passed: it no longer applies, and the failure counts again.',
    words: (args) => ({
      says: `the waiver for ${String(args['check'])} expired on ${String(args['expires'])} and no longer applies`,
      need: 'a waiver whose last day has not passed, or no need of one',
      have: `${whoSaid(args)}; today is ${String(args['today'])}`,
      remedies: [
        { what: `mend what ${String(args['check'])} finds, or have whoever answers for it set a new day` },
        remove(args),
      ],
    }),
  },
  {
    code: 'waiver.unused',
    means: 'A waiver for this host that turned no failure into a warning: it may be out of date.',
    words: (args) => ({
      says: `the waiver for ${String(args['check'])} was not needed: ${String(args['state'])}`,
      have: whoSaid(args),
      remedies: [remove(args)],
    }),
  },
  {
    code: 'waiver.refused',
    means: 'A waiver for what cannot be waived: it has no effect.',
    words: (args) => ({
      says: `${String(args['check'])} cannot be waived; the entry has no effect`,
      need: `a waiver for another check: ${String(args['why'])}`,
      have: whoSaid(args),
      remedies: [remove(args)],
    }),
  },
  {
    code: 'waiver.unknown-name',
    means: 'A waiver for a name that neither a check nor a reason has: it has no effect.',
    words: (args) => ({
      says: `no check or reason is called ${String(args['check'])}; the waiver has no effect`,
      need: 'the name of a check or a reason code, as a report prints it',
      have: String(args['check']),
      remedies: [
        args['suggestion'] === '' ? remove(args) : { what: `did you mean ${String(args['suggestion'])}?` },
      ],
    }),
  },
];

function whoSaid({ owner, reason }: Args): string {
  return owner === '' ? String(reason) : `${String(owner)}: ${String(reason)}`;
}
