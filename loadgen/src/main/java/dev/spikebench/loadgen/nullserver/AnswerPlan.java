package dev.spikebench.loadgen.nullserver;

/// Decides what becomes of each request for ingest. Called on the server's thread.
@FunctionalInterface
public interface AnswerPlan {
  /// Stores everything at once.
  AnswerPlan STORE_AT_ONCE = request -> Answer.AT_ONCE;

  /// The answer to a request.
  ///
  /// @param request number of the request for ingest since the server started, from 1
  Answer answer(long request);
}
