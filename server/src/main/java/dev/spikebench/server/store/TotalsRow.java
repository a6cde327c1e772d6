package dev.spikebench.server.store;

import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Sums over all events with ids up to a certain one.
///
/// Token sums are kept as the sums of the values' upper and lower 32 bits, which no number of rows
/// can make overflow. The sum of the costs is kept together with what rounding took from it
/// (Neumaier's variant of Kahan's summation), so that adding for years stays within one part in
/// 10^12.
///
/// @param lastEventId the last id they cover
/// @param events number of events
/// @param tokensInUpper sum of `tokens_in >> 32`
/// @param tokensInLower sum of `tokens_in & 0xffffffff`
/// @param tokensOutUpper sum of `tokens_out >> 32`
/// @param tokensOutLower sum of `tokens_out & 0xffffffff`
/// @param costUsd sum of `cost_usd`
/// @param costUsdRest what has to be added to it
record TotalsRow(
    long lastEventId,
    long events,
    long tokensInUpper,
    long tokensInLower,
    long tokensOutUpper,
    long tokensOutLower,
    double costUsd,
    double costUsdRest) {

  /// The totals of no event.
  static final TotalsRow NOTHING = new TotalsRow(Long.MIN_VALUE, 0, 0, 0, 0, 0, 0, 0);

  static final String SELECT =
      "SELECT events, tokens_in_upper, tokens_in_lower, tokens_out_upper, tokens_out_lower,"
          + " cost_usd, cost_usd_rest, last_event_id FROM aux_java_totals WHERE id = 1";

  /// Runs [#SELECT]; the totals of nothing where there is no row.
  static TotalsRow read(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? of(row, row.getLong(8), row.getDouble(7)) : NOTHING;
    }
  }

  /// Sums made by [TotalsTable#SUMS].
  static TotalsRow ofSums(ResultSet row, long lastEventId) throws SQLException {
    return of(row, lastEventId, 0);
  }

  private static TotalsRow of(ResultSet row, long lastEventId, double costUsdRest)
      throws SQLException {
    return new TotalsRow(
        lastEventId,
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getDouble(6),
        costUsdRest);
  }

  /// These and the sums over events with higher ids.
  TotalsRow plus(TotalsRow more) {
    double sum = costUsd + more.costUsd;
    double lost =
        Math.abs(costUsd) >= Math.abs(more.costUsd)
            ? (costUsd - sum) + more.costUsd
            : (more.costUsd - sum) + costUsd;
    // Only rows that another program has written can leave a double's range.
    double rest = Double.isFinite(sum) ? costUsdRest + more.costUsdRest + lost : 0;
    return new TotalsRow(
        more.lastEventId,
        events + more.events,
        tokensInUpper + more.tokensInUpper,
        tokensInLower + more.tokensInLower,
        tokensOutUpper + more.tokensOutUpper,
        tokensOutLower + more.tokensOutLower,
        sum,
        rest);
  }

  /// The sum of `tokens_in`, held at the limits of 64 bits.
  long totalTokensIn() {
    return join(tokensInUpper, tokensInLower);
  }

  /// The sum of `tokens_out`, held at the limits of 64 bits.
  long totalTokensOut() {
    return join(tokensOutUpper, tokensOutLower);
  }

  /// The sum of the costs, held at the limit of a double.
  double totalCostUsd() {
    return Math.min(costUsd + costUsdRest, Double.MAX_VALUE);
  }

  /// 2^32 times the upper sum plus the lower one.
  private static long join(long upperSum, long lowerSum) {
    BigInteger sum =
        BigInteger.valueOf(upperSum).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(lowerSum));
    if (sum.bitLength() < Long.SIZE) {
      return sum.longValueExact();
    }
    return sum.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
