import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A client that keeps its connections, as a browser or a program of a trading firm does. */
export interface Client {
  send(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Answer>;
  close(): void;
}

export function openClient(url: string): Client {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const sent = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers:
              text === undefined
                ? headers
                : {
                    ...headers,
                    'content-type': 'application/json',
                    'content-length': Buffer.byteLength(text),
                  },
          },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.once('error', reject);
            answer.once('end', () => {
              const read = Buffer.concat(parts).toString();
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: read === '' ? undefined : JSON.parse(read),
              });
            });
          },
        );
        sent.once('error', reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}
