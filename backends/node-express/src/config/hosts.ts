import { isIPv4, isIPv6 } from 'node:net';

const NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/;
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]/]*\]|[^:/[\]]+)(?::([0-9]{1,5}))?$/;
const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443 };

/**
 * The form that a host has in a `Host` field: lower case, an IPv6 literal in brackets (given with
 * or without them). Undefined where the text is no host name or IP literal. Looks nothing up.
 */
export function normaliseHost(text: string): string | undefined {
  const host = text.toLowerCase();
  const bracketed = host.startsWith('[') && host.endsWith(']');
  const bare = bracketed ? host.slice(1, -1) : host;
  if (isIPv6(bare)) {
    return `[${bare}]`;
  }
  if (bracketed) {
    return undefined;
  }
  const numeric = /^[0-9.]+$/.test(bare);
  return (numeric ? isIPv4(bare) : NAME.test(bare)) ? bare : undefined;
}

/**
 * The form in which two equal origins (RFC 6454) are equal strings: lower case, the default port
 * left out. Undefined where the text is no origin, `*` and `null` among them.
 */
export function normaliseOrigin(text: string): string | undefined {
  const [, scheme, hostText, portText] = ORIGIN.exec(text.toLowerCase()) ?? [];
  const host = hostText === undefined ? undefined : normaliseHost(hostText);
  if (scheme === undefined || host === undefined) {
    return undefined;
  }
  if (portText === undefined) {
    return `${scheme}://${host}`;
  }
  const port = Number(portText);
  if (port === 0 || port > 65_535) {
    return undefined;
  }
  return `${scheme}://${host}${port === DEFAULT_PORTS[scheme] ? '' : `:${port}`}`;
}
