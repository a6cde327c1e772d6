package dev.spikebench.loadgen.schedule;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The intended send times of an open loop: a pure sequence, the same for the same rate, limits and
/// seed, however long the target takes. Immutable; any thread.
///
/// With a cumulative rate N(t), the number of requests that should have been sent by the time t,
/// the request k is meant to be sent at the t where N(t) = k. For a constant rate R that is k / R;
/// for a rate that goes evenly from A to B in the time T, N(t) = At + (B - A)t²/2T. Poisson
/// arrivals put the sum of k + 1 exponential steps of mean 1 in the place of k: time rescaling
/// turns a process of rate 1 into one of any rate (Brown, Barbieri, Ventura, Kass and Frank 2002).
public final class Schedule {
  private static final double NS_PER_SECOND = 1e9;

  private final ArrivalRate rate;
  private final Arrivals arrivals;
  private final long seed;

  /// Time in which a ramp goes from its first to its last rate, in seconds; without meaning where
  /// the rate is constant.
  private final double rampSeconds;

  private final long count;
  private final long spanNs;

  private Schedule(LoadMode.OpenLoop mode, long seed, long mostRequests, @Nullable Duration limit) {
    this.rate = mode.rate();
    this.arrivals = mode.arrivals();
    this.seed = seed;
    this.rampSeconds =
        limit == null ? mostRequests / rate.meanPerSecond() : limit.toNanos() / NS_PER_SECOND;
    this.count = limit == null ? mostRequests : countWithin(limit.toNanos(), mostRequests);
    this.spanNs = limit == null ? endNs() : limit.toNanos();
  }

  /// The plan of an open loop.
  ///
  /// @param seed seed of Poisson arrivals
  /// @param mostRequests most requests of the plan
  /// @param limit the plan ends after this time, if it has not before; a ramp takes just so long.
  ///   Null for no limit: a ramp then takes as long as its requests
  public static Schedule of(
      LoadMode.OpenLoop mode, long seed, long mostRequests, @Nullable Duration limit) {
    return new Schedule(mode, seed, mostRequests, limit);
  }

  /// Requests of the plan.
  public long count() {
    return count;
  }

  /// Length of the plan in ns: its limit, or where there is none the time in which the rate makes
  /// its requests.
  public long spanNs() {
    return spanNs;
  }

  /// Requests a second that the plan makes on the mean.
  public double plannedPerSecond() {
    return spanNs == 0 ? 0 : count * NS_PER_SECOND / spanNs;
  }

  /// The intended times from the first on; each call gives the same ones.
  public Cursor cursor() {
    return new Cursor();
  }

  /// Walks through the intended times. One thread.
  public final class Cursor {
    private final @Nullable SplittableRandom random =
        arrivals == Arrivals.POISSON ? new SplittableRandom(seed) : null;
    private long next;
    private double sum;

    private Cursor() {}

    /// The next intended time, in ns since the plan began. May be asked for more than the plan has.
    public long nextNs() {
      long index = next++;
      if (random == null) {
        return timeNs((double) index);
      }
      // 1 - u is in (0, 1], whose logarithm is finite.
      sum -= Math.log(1 - random.nextDouble());
      return timeNs(sum);
    }
  }

  private long countWithin(long limitNs, long most) {
    if (arrivals == Arrivals.UNIFORM) {
      double total = rate.meanPerSecond() * (limitNs / NS_PER_SECOND);
      return Math.min(most, (long) Math.ceil(total - 1e-9));
    }
    Cursor cursor = cursor();
    long within = 0;
    while (within < most && cursor.nextNs() < limitNs) {
      within++;
    }
    return within;
  }

  private long endNs() {
    if (arrivals == Arrivals.UNIFORM) {
      return timeNs((double) count);
    }
    Cursor cursor = cursor();
    long last = 0;
    for (long i = 0; i < count; i++) {
      last = cursor.nextNs();
    }
    return last;
  }

  /// The time at which the cumulative rate is `requests`. The root is written so that it holds for
  /// a constant rate too, and loses no digits to cancellation.
  private long timeNs(double requests) {
    double start = rate.startPerSecond();
    double slope = rate.isConstant() ? 0 : (rate.endPerSecond() - start) / rampSeconds;
    double root = Math.sqrt(Math.max(0, start * start + 2 * slope * requests));
    return Math.round(2 * requests / (start + root) * NS_PER_SECOND);
  }
}
