import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validateEvent } from '../src/event/validate.js';

const LEAST = { session_id: 's', agent_type: 'a', event_type: 'tool_use' };

const rowOf = (fields: object) => {
  const { row } = validateEvent({ ...LEAST, ...fields }, 10_240);
  assert.ok(row !== undefined);
  return row;
};

const errorsOf = (value: unknown): string[] =>
  (validateEvent(value, 10_240).errors ?? []).map(({ field, message }) => `${field}: ${message}`);

describe('validation', () => {
  it('fills in the defaults', () => {
    assert.deepEqual(rowOf({ event_id: null, tool_name: '  ', unknown: {} }), {
      id: 0,
      event_id: null,
      schema_version: 1,
      session_id: 's',
      agent_type: 'a',
      event_type: 'tool_use',
      tool_name: null,
      status: 'success',
      tokens_in: 0,
      tokens_out: 0,
      branch: null,
      project: null,
      duration_ms: null,
      created_at: '',
      client_timestamp: null,
      metadata: '{}',
      payload_truncated: 0,
      model: null,
      cost_usd: null,
      cache_read_tokens: 0,
      cache_write_tokens: 0,
      source: 'api',
    });
    assert.equal(rowOf({ event_type: 'error' }).status, 'error');
    assert.equal(rowOf({ event_type: ' error ', status: 'success' }).status, 'success');
  });

  it('trims what JavaScript trims', () => {
    assert.equal(rowOf({ branch: '\ufeff\u3000 b \u2029' }).branch, 'b');
    assert.equal(rowOf({ branch: '\u0085b\u200b' }).branch, '\u0085b\u200b');
  });

  it('makes 0 of minus zero', () => {
    assert.ok(Object.is(rowOf({ tokens_in: -0 }).tokens_in, 0));
    assert.ok(Object.is(rowOf({ cost_usd: -0 }).cost_usd, 0));
  });

  it('tells all errors at once, one a field, in the order of the contract', () => {
    assert.deepEqual(
      errorsOf({
        source: 1,
        client_timestamp: '',
        cost_usd: 1e9 + 1,
        cache_write_tokens: '1',
        cache_read_tokens: 1.5,
        tokens_out: -1,
        tokens_in: 2 ** 53,
        duration_ms: true,
        model: 'é'.repeat(2049),
        project: [],
        branch: {},
        tool_name: 0,
        event_id: false,
        status: 'Success',
        event_type: 'nothing',
        agent_type: ' ',
      }),
      [
        'session_id: must be a string',
        'agent_type: must be a non-empty string',
        'event_type: must be one of: tool_use, session_start, session_end, error, llm_request, llm_response, response, file_change, git_commit, plan_step, user_prompt',
        'status: must be one of: success, error, timeout',
        'event_id: must be a string when provided',
        'tool_name: must be a string when provided',
        'branch: must be a string when provided',
        'project: must be a string when provided',
        'model: must be at most 4096 bytes',
        'duration_ms: must be a non-negative integer when provided',
        'tokens_in: must be a non-negative integer when provided',
        'tokens_out: must be a non-negative integer when provided',
        'cache_read_tokens: must be a non-negative integer when provided',
        'cache_write_tokens: must be a non-negative integer when provided',
        'cost_usd: must be a non-negative number when provided',
        'client_timestamp: must be a valid timestamp',
        'source: must be a string when provided',
      ],
    );
  });

  it('counts bytes after trimming', () => {
    assert.equal(rowOf({ model: ` ${'é'.repeat(2048)} ` }).model?.length, 2048);
    assert.equal(rowOf({ session_id: 'x'.repeat(4096) }).session_id.length, 4096);
    assert.deepEqual(errorsOf({ ...LEAST, session_id: 'x'.repeat(4097) }), [
      'session_id: must be at most 4096 bytes',
    ]);
  });

  for (const value of [null, [], 'text', 5, true]) {
    it(`refuses ${JSON.stringify(value)} for an event`, () => {
      assert.deepEqual(errorsOf(value), ['body: must be a JSON object']);
    });
  }
});
