/** Only addresses within this site: a link from outside must not send a person elsewhere after signing in. */
export function ownAddress(href: string | undefined): string {
  return href?.startsWith('/') && !href.startsWith('//') && !href.startsWith('/\\') ? href : '/start';
}
