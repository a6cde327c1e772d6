import { isIP } from 'node:net';
import { normaliseHost, normaliseOrigin } from '../config/hosts.js';

const DECIMAL = '(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])';
const LOOPBACK = new RegExp(`^127(?:\\.${DECIMAL}){3}$`);
const WITH_PORT = /^(\[[^[\]]*\]|[^:[\]]*)(?::[0-9]*)?$/;
const WILDCARDS = new Set(['0.0.0.0', '[::]']);

/**
 * Which `Host` a request may name, so that a page of another site can't reach this server through a
 * name that it points at the loopback address. Text only: no name is ever looked up.
 */
export class HostPolicy {
  readonly #names: ReadonlySet<string>;
  readonly #isWildcard: boolean;

  constructor(bindAddress: string, furtherNames: Iterable<string>) {
    const bound = normaliseHost(bindAddress) ?? bindAddress;
    this.#names = new Set(['localhost', '[::1]', bound, ...furtherNames]);
    this.#isWildcard = WILDCARDS.has(canonical(bound));
  }

  /** Whether a request may name this host, port and all; one without any (HTTP/1.0) may be served. */
  allows(field: string | undefined): boolean {
    if (field === undefined) {
      return true;
    }
    const host = WITH_PORT.exec(field)?.[1]?.toLowerCase();
    return (
      host !== undefined &&
      (this.#names.has(host) || LOOPBACK.test(host) || (this.#isWildcard && isLiteral(host)))
    );
  }
}

/** Which browser pages may write or listen. */
export class OriginPolicy {
  readonly #listed: ReadonlySet<string>;

  constructor(listed: ReadonlySet<string>) {
    this.#listed = listed;
  }

  /** Whether an origin is on the list of the configuration and so gets CORS fields. */
  isListed(origin: string): boolean {
    return this.#listed.has(normaliseOrigin(origin) ?? '');
  }

  /** Whether a page of this origin may write or listen: a listed one, or one of this very server. */
  allows(origin: string, host: string | undefined): boolean {
    if (this.isListed(origin)) {
      return true;
    }
    const given = normaliseOrigin(origin);
    return given !== undefined && given === normaliseOrigin(`http://${host ?? ''}`);
  }
}

function isLiteral(host: string): boolean {
  return isIP(host.replace(/^\[(.*)\]$/, '$1')) === (host.startsWith('[') ? 6 : 4);
}

/** One spelling of an address that has several. */
function canonical(host: string): string {
  return isLiteral(host) ? new URL(`http://${host}`).hostname : host;
}
