/** Something the user can mend: shown as a sentence, never as a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(message: string, exitCode: number, hint?: string) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}
