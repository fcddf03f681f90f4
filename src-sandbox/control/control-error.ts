// Owns how the control surface refuses: a status and a plain sentence, errors by field where known.

/** Thrown by control routes; turned into `{status, message, errors?}`. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly status: number;
  readonly errors: Readonly<Record<string, readonly string[]>> | undefined;

  constructor(
    status: number,
    message: string,
    errors?: Readonly<Record<string, readonly string[]>>,
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}
