import type { Database, Statement } from 'better-sqlite3';
import type { EventRow } from '../event/event.js';

type SessionStatus = 'active' | 'idle' | 'ended';

/** What the transaction in progress has made of a session. */
interface Session {
  project: string | null;
  branch: string | null;
  /** Whether project and branch are those of the table, as far as no event has replaced them. */
  isRead: boolean;
  status: SessionStatus;
  /** Agent type of the first event noted; a session that is stored already keeps its own. */
  agentType: string | undefined;
}

/**
 * The sessions and agents that the transaction in progress touches. Each is written once a
 * transaction, however many events it has. Nothing is kept from one transaction to the next, because
 * another process may write in between.
 */
export class SessionBook {
  readonly #sessions = new Map<string, Session>();
  readonly #agentTypes = new Set<string>();
  readonly #select: Statement<[string], { project: string | null; branch: string | null }>;
  readonly #upsertSession: Statement;
  readonly #upsertAgent: Statement;

  constructor(db: Database) {
    this.#select = db.prepare('SELECT project, branch FROM sessions WHERE id = ?');
    this.#upsertSession = db.prepare(`
      INSERT INTO sessions
        (id, agent_id, agent_type, project, branch, status, started_at, ended_at, last_event_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        project = coalesce(excluded.project, project), branch = coalesce(excluded.branch, branch),
        status = excluded.status, ended_at = excluded.ended_at,
        last_event_at = excluded.last_event_at`);
    this.#upsertAgent = db.prepare(`
      INSERT INTO agents (id, agent_type, registered_at, last_seen_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at`);
  }

  /** Gives an event the project and branch of its session where it has none; whether it got some. */
  inherit(row: EventRow): boolean {
    if (row.project !== null && row.branch !== null) {
      return false;
    }
    const session = this.#session(row.session_id);
    if (!session.isRead) {
      const stored = this.#select.get(row.session_id);
      session.project ??= stored?.project ?? null;
      session.branch ??= stored?.branch ?? null;
      session.isRead = true;
    }
    row.project ??= session.project;
    row.branch ??= session.branch;
    return true;
  }

  /** Takes note of a new event: creates or reactivates its session, renews its agent. */
  note(row: EventRow): void {
    const session = this.#session(row.session_id);
    session.project = row.project ?? session.project;
    session.branch = row.branch ?? session.branch;
    session.status = statusAfter(row);
    session.agentType ??= row.agent_type;
    this.#agentTypes.add(row.agent_type);
  }

  /** Writes what was noted, agents first, and forgets it. */
  flush(now: string): void {
    for (const agentType of this.#agentTypes) {
      this.#upsertAgent.run(agentId(agentType), agentType, now, now);
    }
    for (const [id, { project, branch, status, agentType }] of this.#sessions) {
      if (agentType !== undefined) {
        const endedAt = status === 'active' ? null : now;
        this.#upsertSession.run(
          id,
          agentId(agentType),
          agentType,
          project,
          branch,
          status,
          now,
          endedAt,
          now,
        );
      }
    }
    this.forget();
  }

  /** Forgets everything, at the end of a transaction that failed. */
  forget(): void {
    this.#sessions.clear();
    this.#agentTypes.clear();
  }

  #session(id: string): Session {
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = {
        project: null,
        branch: null,
        isRead: false,
        status: 'active',
        agentType: undefined,
      };
      this.#sessions.set(id, session);
    }
    return session;
  }
}

function agentId(agentType: string): string {
  return `${agentType}-default`;
}

function statusAfter(row: EventRow): SessionStatus {
  if (row.source === 'import') {
    return 'ended';
  }
  if (row.event_type === 'session_end') {
    return row.agent_type === 'claude_code' ? 'idle' : 'ended';
  }
  return 'active';
}
