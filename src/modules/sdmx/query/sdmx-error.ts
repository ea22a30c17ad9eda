/** Codes of the SDMX web services guidelines with the HTTP status the REST specification gives them. */
const meanings = {
  100: { status: 404, title: 'No results found' },
  110: { status: 401, title: 'Unauthorized' },
  140: { status: 400, title: 'Syntax error' },
  150: { status: 422, title: 'Semantic error' },
  406: { status: 406, title: 'Representation not offered' },
  413: { status: 413, title: 'Response too large' },
  500: { status: 500, title: 'Internal server error' },
  501: { status: 501, title: 'Not implemented' },
  503: { status: 503, title: 'Service unavailable' },
} as const;

export type SdmxErrorCode = keyof typeof meanings;

/** An expected "no" of the SDMX service. It is thrown while a query is read and answered as an SDMX-JSON message. */
export class SdmxError extends Error {
  readonly code: SdmxErrorCode;
  readonly status: number;
  constructor(code: SdmxErrorCode, detail: string) {
    super(detail);
    this.code = code;
    this.status = meanings[code].status;
  }

  /** SDMX-JSON 2.0.0: an `errors` array of status messages. */
  answer(): { errors: { code: number; title: string; detail: string }[] } {
    return { errors: [{ code: this.code, title: meanings[this.code].title, detail: this.message }] };
  }
}
