package dev.spikebench.loadgen.stream;

/// Notes in the ledger which events go out with a request and whether they were acknowledged. Any
/// thread.
public final class RequestFollower {
  /// Bits of a ticket that hold the number of events: the contract's largest batch needs fourteen.
  private static final int COUNT_BITS = 20;

  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final DeliveryLedger ledger;
  private final boolean counts;
  private final ThreadLocal<RequestEvents> events = ThreadLocal.withInitial(RequestEvents::new);

  /// @param ledger where it is noted
  /// @param counts whether the events count: not those of a warm-up
  public RequestFollower(DeliveryLedger ledger, boolean counts) {
    this.ledger = ledger;
    this.counts = counts;
  }

  /// Checks that the events of a body can be followed.
  ///
  /// @throws dev.spikebench.loadgen.model.LoadException if it is no JSON
  public static void requireReadable(byte[] body) {
    new RequestEvents().read(body);
  }

  /// A request goes out now. Called right before it does: no event may come to a subscriber before
  /// it is known here.
  ///
  /// @param body what is sent
  /// @return the request's ticket
  public long sending(byte[] body) {
    RequestEvents inBody = events.get();
    inBody.read(body);
    int count = inBody.count();
    if (count > COUNT_MASK) {
      throw new IllegalArgumentException("A body of " + count + " events can't be followed.");
    }
    long first = ledger.sent(inBody.keys(), count, System.nanoTime(), counts);
    return (first << COUNT_BITS) | count;
  }

  /// A request has ended.
  ///
  /// @param ticket what [#sending(byte[])] gave for it
  /// @param acknowledged whether all of its events were acknowledged
  public void ended(long ticket, boolean acknowledged) {
    ledger.ended(ticket >>> COUNT_BITS, (int) (ticket & COUNT_MASK), acknowledged);
  }
}
