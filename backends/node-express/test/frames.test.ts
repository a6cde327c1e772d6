import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventFrames } from '../src/stream/frames.js';
import { event } from './rows.js';

const textOf = (views: readonly Buffer[]): string => Buffer.concat(views).toString();

describe('frames of events', () => {
  const rows = ['a', 'b', 'b', 'a', 'é'].map((agent_type) => event({ agent_type, metadata: '😀' }));
  const frames = new EventFrames(rows);
  const text = (type: string): string =>
    rows
      .filter(({ agent_type }) => agent_type === type)
      .map((row) => `data: {"type":"event","payload":${JSON.stringify(row)}}\n\n`)
      .join('');

  it('are what each filter wants', () => {
    for (const type of ['a', 'b', 'é', 'none']) {
      assert.equal(textOf(frames.matching({ agent_type: type })), text(type));
    }
    assert.equal(textOf(frames.matching({ event_type: 'error' })), '');
    assert.equal(frames.matching({ agent_type: 'b' }).length, 1);
  });

  it('share their memory, whoever gets them', () => {
    const buffers = [{}, { agent_type: 'a' }, { event_type: 'tool_use' }]
      .flatMap((filter) => frames.matching(filter))
      .map(({ buffer }) => buffer);
    assert.equal(new Set(buffers).size, 1);
  });
});
