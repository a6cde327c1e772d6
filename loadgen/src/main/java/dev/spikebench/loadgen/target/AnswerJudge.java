package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.request.SuccessRule;

/// Decides how a request with a complete answer ended. Any thread; judging the ingest contract's
/// answers allocates nothing.
interface AnswerJudge {
  /// The outcome; the answer knows its counts of events afterwards.
  ///
  /// @param status HTTP status
  /// @param events events in the request
  Outcome judge(int status, IngestAnswer answer, int events);

  /// The judge of requests of a form.
  static AnswerJudge of(RequestForm form) {
    SuccessRule rule = form.rule();
    return rule == null ? new OfContract() : new OfRule(rule);
  }

  /// By the ingest contract: 200 or 201, and the counts in the body account for every event.
  record OfContract() implements AnswerJudge {
    private static final int OK = 200;
    private static final int CREATED = 201;

    @Override
    public Outcome judge(int status, IngestAnswer answer, int events) {
      if (status != OK && status != CREATED) {
        return Outcome.HTTP_STATUS;
      }
      return answer.read() && answer.accountsFor(events) ? Outcome.OK : Outcome.REJECTED;
    }
  }

  /// By a rule of the user's. A good answer counts as the acknowledgement of its request.
  ///
  /// @param rule what makes an answer a good one
  record OfRule(SuccessRule rule) implements AnswerJudge {
    @Override
    public Outcome judge(int status, IngestAnswer answer, int events) {
      if (!rule.acceptsStatus(status)) {
        return Outcome.HTTP_STATUS;
      }
      if (rule.readsBody() && !answer.satisfies(rule)) {
        return Outcome.REJECTED;
      }
      answer.acknowledge(events);
      return Outcome.OK;
    }
  }
}
