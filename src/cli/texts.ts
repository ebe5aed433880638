/** Every sentence of the command line itself, in one place. */
export const texts = {
  program:
    'Tells whether this host can do what its Kubernetes configuration asks of it, in the kube-proxy mode that it will really run.',
  programAfter: `
Exit codes:
  0  no failure
  1  at least one failure (--fail-on widens this to warnings or unknowns)
  2  wrong usage
  3  invalid configuration
  4  kube-preflight itself failed
  130, 143  stopped by SIGINT or SIGTERM, after reporting what was known`,
  versionFlag: 'print the version',
  helpFlag: 'print this help',
  unknownCommand: (word: string, near: string | undefined) =>
    `error: unknown command ${JSON.stringify(word)}; ${near === undefined ? 'see kube-preflight --help' : `did you mean ${near}?`}`,
  badChoice: (flag: string, given: string, allowed: readonly string[]) =>
    `--${flag} does not know ${JSON.stringify(given)}; it takes ${allowed.join(', ')}`,
  surplusOperands: (command: string, operands: readonly string[]) =>
    `kube-preflight ${command} does not take ${operands.map((word) => JSON.stringify(word)).join(' ')}`,
  bug: (message: string) =>
    `kube-preflight failed: ${message}\nThis is a defect of the program, not of the host. Please report it with the lines below.`,
  invalidConfiguration: (count: number, isAll: boolean) =>
    `The configuration is invalid: ${count === 1 ? '1 error' : `${count} errors`}${isAll ? '' : ' so far; the rest was not read'}. Nothing was judged.`,
  interrupted: 'stopped by a signal; what follows is what was known by then',
} as const;
