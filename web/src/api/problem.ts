/** Problem details (RFC 9457) as the server sends them. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  next?: string;
  params?: Record<string, unknown>;
  errors?: { path: string; code: string; message: string }[];
  request_id?: string;
}

/** A refusal of the server, or of the way to it, as something to catch and show. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Whether the reader's role does not see this at all: such a part of a page is left out, not refused. */
export function isHidden(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 403;
}

/** No answer came: the line is down or the server is. The browser's own codes begin with `web.`. */
export function unreachable(): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: 'The server cannot be reached',
    status: 0,
    code: 'web.unreachable',
  });
}

/** Reads the problem out of an answer that is not 2xx, whatever its body is. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const request_id = response.headers.get('x-request-id') ?? undefined;
  const kind = response.headers.get('content-type') ?? '';
  if (kind.includes('json')) {
    const body: unknown = await response.json().catch(() => undefined);
    if (isProblem(body)) return new ProblemError({ request_id, ...body });
  }
  return new ProblemError({
    type: 'about:blank',
    title: response.statusText || 'The server answered with an error',
    status: response.status,
    code: statusCode(response.status),
    request_id,
  });
}

function statusCode(status: number): string {
  if (status === 401) return 'platform.not_signed_in';
  if (status === 403) return 'platform.not_allowed';
  if (status === 404) return 'platform.not_found';
  if (status === 413) return 'platform.body_too_large';
  if (status === 429) return 'platform.too_many_requests';
  return status >= 500 ? 'platform.overloaded' : 'platform.bad_input';
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { title, code, status } = body as Partial<Problem>;
  return typeof title === 'string' && typeof code === 'string' && typeof status === 'number';
}
