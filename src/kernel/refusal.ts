/** JSON as it travels in problem details, events and jobs. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** One field that is wrong: a JSON pointer into the input, a stable code and an English sentence. */
export interface FieldError {
  path: string;
  code: string;
  message: string;
}

/** An expected "no". It is returned, never thrown; bugs throw. `code` is `<module>.<reason>` and stable. */
export interface Refusal {
  readonly refusal: true;
  readonly code: string;
  readonly params: JsonObject;
  readonly errors: FieldError[];
}

export type Outcome<T> = T | Refusal;

/** Makes a refusal. `params` fill the placeholders of the code's title and next step. */
export function refuse(code: string, params: JsonObject = {}, errors: FieldError[] = []): Refusal {
  return { refusal: true, code, params, errors };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refusal' in value && value.refusal === true;
}

/** Stops the program's current work when something that must hold does not: a bug, never a user's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** For tests, the simulator and start-up, where a refusal is a bug. */
export function mustSucceed<T>(outcome: Outcome<T>, doing: string): T {
  if (isRefusal(outcome))
    throw new Error(
      `${doing}: refused with ${outcome.code} ${JSON.stringify(outcome.params)} ${JSON.stringify(outcome.errors)}`,
    );
  return outcome;
}
