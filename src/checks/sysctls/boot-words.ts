import type { Args, Words } from '../../findings/finding.ts';

/** What is known of the next boot, as the end of a sentence. */
export function bootWords(args: Args): string {
  const { boot, setBy, instead, appliedBy, maskedBy, passedOver, turnedOnBy } = args;
  if (boot === 'kept') return setBy === undefined ? '' : `${String(setBy)} sets it at boot`;
  if (boot === 'overruled')
    return `${String(setBy)} decides at boot${instead === undefined ? '' : `, and overrules ${String(instead)}`}`;
  if (boot !== 'unset') return `what a boot sets could not be told: ${String(args['detail'])}`;
  if (typeof maskedBy === 'string' && maskedBy !== '')
    return `systemd-sysctl.service is masked: no file is read at boot`;
  const helpers = Array.isArray(turnedOnBy) ? turnedOnBy : [];
  return [
    passedOver === undefined || passedOver === ''
      ? 'no file sets it at boot'
      : `only ${String(passedOver)} sets it, which ${String(appliedBy)} does not read`,
    ...helpers.map((one) => `${one} turns it on when it starts`),
  ].join('; ');
}

/** `have` of a finding: the value now, and what a boot makes of it. */
export function haveWords(now: string, args: Args): NonNullable<Words['have']> {
  return [now, bootWords(args)].filter((part) => part !== '').join('; ');
}
