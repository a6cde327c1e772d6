import { normaliseHost, normaliseOrigin } from './hosts.js';

export const SYNCHRONOUS_LEVELS = ['OFF', 'NORMAL', 'FULL'] as const;
export const WRITE_STRATEGIES = ['per-event', 'per-batch', 'group'] as const;

export type Synchronous = (typeof SYNCHRONOUS_LEVELS)[number];
export type WriteStrategy = (typeof WRITE_STRATEGIES)[number];

/** The whole configuration of one process, already checked. */
export interface Config {
  /** Bind address, an IPv6 literal without brackets. */
  readonly host: string;
  readonly port: number;
  readonly databasePath: string;
  readonly maxPayloadBytes: number;
  readonly maxBodyBytes: number;
  readonly maxPendingBytes: number;
  readonly sessionTimeoutMs: number;
  readonly sweepMs: number;
  readonly statsIntervalMs: number;
  readonly maxStreamClients: number;
  readonly heartbeatMs: number;
  readonly synchronous: Synchronous;
  readonly writeStrategy: WriteStrategy;
  readonly queueLimit: number;
  /** As {@link normaliseOrigin} spells them. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** As {@link normaliseHost} spells them. */
  readonly allowedHosts: ReadonlySet<string>;
}

/** A value that can't be used. The message is one line and names the variable. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const KIB = 1024;
const MIB = 1024 * KIB;
const DAY_MS = 86_400_000;

/** Reads the configuration; an empty variable counts as unset. */
export function readConfig(environment: Environment): Config {
  const text = (name: string, byDefault: string): string =>
    environment[name] !== '' ? (environment[name] ?? byDefault) : byDefault;

  const number = (name: string, byDefault: number, least: number, most: number): number => {
    const given = text(name, String(byDefault));
    const value = /^[0-9]+$/.test(given) ? Number(given) : NaN;
    if (!(value >= least && value <= most)) {
      throw refused(name, given, `a whole number from ${least} to ${most}, decimal digits alone`);
    }
    return value;
  };

  const word = <T extends string>(name: string, byDefault: T, words: readonly T[]): T => {
    const given = text(name, byDefault);
    const found = words.find((one) => one === given);
    if (found === undefined) {
      throw refused(name, given, words.join(' or '));
    }
    return found;
  };

  const list = (
    name: string,
    normalise: (entry: string) => string | undefined,
    expected: string,
  ): ReadonlySet<string> => {
    const given = text(name, '');
    const entries = given === '' ? [] : given.split(',').map((entry) => entry.trim());
    return new Set(
      entries.map((entry) => {
        const normalised = normalise(entry);
        if (normalised === undefined) {
          throw refused(name, entry, expected);
        }
        return normalised;
      }),
    );
  };

  return {
    host: bindAddress(text('INGEST_HOST', '127.0.0.1')),
    port: number('INGEST_PORT', 3141, 0, 65_535),
    databasePath: path(text('INGEST_DB_PATH', './data/ingest.db')),
    maxPayloadBytes: number('INGEST_MAX_PAYLOAD_KB', 10, 1, 1024) * KIB,
    maxBodyBytes: number('INGEST_MAX_BODY_KB', 1024, 1, 65_536) * KIB,
    maxPendingBytes: number('INGEST_MAX_PENDING_MB', 64, 1, 4096) * MIB,
    sessionTimeoutMs: number('INGEST_SESSION_TIMEOUT_S', 300, 1, 2_000_000) * 1000,
    sweepMs: number('INGEST_SWEEP_MS', 60_000, 250, DAY_MS),
    statsIntervalMs: number('INGEST_STATS_INTERVAL_MS', 5000, 250, DAY_MS),
    maxStreamClients: number('INGEST_MAX_SSE_CLIENTS', 50, 1, 10_000),
    heartbeatMs: number('INGEST_SSE_HEARTBEAT_MS', 30_000, 1000, DAY_MS),
    synchronous: word('INGEST_SYNCHRONOUS', 'NORMAL', SYNCHRONOUS_LEVELS),
    writeStrategy: word('INGEST_WRITE_STRATEGY', 'group', WRITE_STRATEGIES),
    queueLimit: number('INGEST_QUEUE_LIMIT', 1024, 1, 100_000),
    allowedOrigins: list(
      'INGEST_ALLOW_ORIGIN',
      normaliseOrigin,
      'origins such as https://example.org:8443, separated by commas; * and null are none',
    ),
    allowedHosts: list(
      'INGEST_ALLOW_HOST',
      normaliseHost,
      'host names or IP literals without a port, separated by commas',
    ),
  };
}

function bindAddress(given: string): string {
  if (normaliseHost(given) === undefined) {
    throw refused('INGEST_HOST', given, 'an IP literal or a host name');
  }
  return given.startsWith('[') ? given.slice(1, -1) : given;
}

function path(given: string): string {
  if (given.includes('\0')) {
    throw refused('INGEST_DB_PATH', given, 'a file path');
  }
  return given;
}

function refused(name: string, given: string, expected: string): ConfigError {
  return new ConfigError(`${name}: ${JSON.stringify(given)} can't be used; expected ${expected}`);
}
