/** A path that exists. */
export interface Route {
  readonly methods: readonly string[];
  /** The query parameters that it reads; all others are ignored. */
  readonly parameters: ReadonlySet<string>;
}

function route(methods: readonly string[], ...parameters: string[]): Route {
  return { methods, parameters: new Set(parameters) };
}

const READ_ONLY = ['GET', 'HEAD', 'OPTIONS'];

/** Every path as it has to be sent: nothing is decoded before they are compared. */
export const ROUTES: ReadonlyMap<string, Route> = new Map([
  [
    '/api/events',
    route(
      ['GET', 'HEAD', 'POST', 'OPTIONS'],
      'limit',
      'offset',
      'agent_type',
      'event_type',
      'tool_name',
      'session_id',
      'branch',
      'model',
      'source',
      'since',
      'until',
    ),
  ],
  ['/api/events/batch', route(['POST', 'OPTIONS'])],
  ['/api/stats', route(READ_ONLY, 'agent_type', 'since')],
  ['/api/health', route(READ_ONLY)],
  ['/api/stream', route(READ_ONLY, 'agent_type', 'event_type')],
]);

/** A request target split without decoding anything. */
export interface Target {
  readonly path: string;
  readonly query: string;
  /** Host and port of an absolute-form target (RFC 9112, section 3.2.2). */
  readonly authority: string | undefined;
}

export function splitTarget(target: string): Target {
  const [, authority, path = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?]*)(.*)$/is.exec(target) ?? [
    undefined,
    undefined,
    target,
  ];
  const mark = path.indexOf('?');
  return {
    path: (mark < 0 ? path : path.slice(0, mark)) || '/',
    query: mark < 0 ? '' : path.slice(mark + 1),
    authority,
  };
}
