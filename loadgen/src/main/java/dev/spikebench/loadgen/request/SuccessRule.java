package dev.spikebench.loadgen.request;

import java.util.ArrayList;
import java.util.List;

/// What an answer must be like to count as a good one: one or more conditions, all of which must
/// hold. Where none speaks of the status it must be 2xx. Immutable.
///
/// - `status=200,201` or `status=2xx`: the status is one of those;
/// - `body~REGEX`: the regular expression is found in the body, read as UTF-8;
/// - `json:/received=50`: the body is JSON and has that value at that JSON Pointer (RFC 6901).
public final class SuccessRule {
  /// Every answer with a status of 2xx.
  public static final SuccessRule ANY_2XX = parse(List.of());

  /// Every answer.
  public static final SuccessRule ANY = parse(List.of("status=1xx,2xx,3xx,4xx,5xx"));

  private final StatusCondition status;
  private final List<BodyCondition> body;
  private final List<String> conditions;

  private SuccessRule(StatusCondition status, List<BodyCondition> body, List<String> conditions) {
    this.status = status;
    this.body = List.copyOf(body);
    this.conditions = List.copyOf(conditions);
  }

  /// Reads conditions.
  ///
  /// @param conditions each one of the forms above; none for any status of 2xx
  /// @throws RequestException naming the condition that is none, and what is wrong with it
  public static SuccessRule parse(List<String> conditions) {
    StatusCondition status = null;
    List<BodyCondition> body = new ArrayList<>();
    for (String condition : conditions) {
      if (condition.startsWith(StatusCondition.PREFIX)) {
        if (status != null) {
          throw new RequestException(
              "success rule '"
                  + condition
                  + "': give one status= with all statuses, as in"
                  + " status=200,201");
        }
        status = StatusCondition.parse(condition);
      } else {
        body.add(BodyCondition.parse(condition));
      }
    }
    return new SuccessRule(
        status == null ? StatusCondition.parse("status=2xx") : status, body, conditions);
  }

  /// Whether the status is a good one.
  public boolean acceptsStatus(int code) {
    return status.accepts(code);
  }

  /// Whether the body has to be kept to be judged.
  public boolean readsBody() {
    return !body.isEmpty();
  }

  /// Whether the body is a good one.
  ///
  /// @param bytes array that holds it from its beginning on
  /// @param length its length
  public boolean acceptsBody(byte[] bytes, int length) {
    for (BodyCondition condition : body) {
      if (!condition.holds(bytes, length)) {
        return false;
      }
    }
    return true;
  }

  /// The conditions as they are in force, for results: those that were given, or `status=2xx`.
  public List<String> conditions() {
    return conditions.stream().anyMatch(each -> each.startsWith(StatusCondition.PREFIX))
        ? conditions
        : prepended("status=2xx");
  }

  private List<String> prepended(String first) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(conditions);
    return List.copyOf(all);
  }
}
