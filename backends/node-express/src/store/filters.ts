/** Which events a read speaks of; a member that is not there does not filter. */
export interface EventFilter {
  /** Wanted values by column, compared whole. */
  readonly equal: Readonly<Record<string, string>>;
  /** The earliest `created_at`, inclusive, as stored. */
  readonly since?: string;
  /** The latest `created_at`, inclusive, as stored. */
  readonly until?: string;
}

/** A read, as the thread that runs it gets it. */
export type Read =
  | {
      readonly kind: 'events';
      readonly filter: EventFilter;
      readonly limit: number;
      readonly offset: number;
    }
  | { readonly kind: 'stats'; readonly filter: EventFilter };

/** Its answer: JSON in pieces, or why there is none. */
export type ReadReply =
  { readonly json: readonly Uint8Array<ArrayBuffer>[] } | { readonly failure: string };
