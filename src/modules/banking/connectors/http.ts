const TIMEOUT_MS = 20_000;

/**
 * Posts a message to a bank. Its number goes along as Idempotency-Key, so that a bank can tell a repetition.
 * Throws when the bank does not accept it; the job that delivers is then tried again.
 */
export async function deliverByHttp(
  to: { url: string; token: string | undefined },
  message: { message_id: string; name: string; xml: string },
): Promise<void> {
  const response = await fetch(to.url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'idempotency-key': message.message_id,
      'x-message-name': message.name,
      ...(to.token ? { authorization: `Bearer ${to.token}` } : {}),
    },
    body: message.xml,
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the bank answered ${response.status} to ${message.message_id}`);
}
