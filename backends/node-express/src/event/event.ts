export const EVENT_TYPES = [
  'tool_use',
  'session_start',
  'session_end',
  'error',
  'llm_request',
  'llm_response',
  'response',
  'file_change',
  'git_commit',
  'plan_step',
  'user_prompt',
] as const;

export const STATUSES = ['success', 'error', 'timeout'] as const;

/**
 * One row of the table `events`, its columns in order. Validation makes it; storing it fills in what
 * only the store knows: `id`, `created_at`, and the `project` and `branch` that it inherits.
 */
export interface EventRow {
  id: number;
  event_id: string | null;
  schema_version: number;
  session_id: string;
  agent_type: string;
  event_type: string;
  tool_name: string | null;
  status: string;
  tokens_in: number;
  tokens_out: number;
  branch: string | null;
  project: string | null;
  duration_ms: number | null;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  created_at: string;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  client_timestamp: string | null;
  metadata: string;
  payload_truncated: 0 | 1;
  model: string | null;
  cost_usd: number | null;
  cache_read_tokens: number;
  cache_write_tokens: number;
  source: string;
}

/** What is wrong with one field of an event. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
