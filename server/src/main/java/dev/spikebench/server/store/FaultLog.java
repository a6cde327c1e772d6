package dev.spikebench.server.store;

/// Tells the operator when writing begins to fail and when it works again, one line each however
/// many requests are hit. Writer thread only.
final class FaultLog {

  private boolean failing;

  void failed(Throwable failure) {
    if (!failing) {
      failing = true;
      logger()
          .log(
              System.Logger.Level.WARNING,
              "cannot write to the database; requests are refused until that is over: "
                  + failure.getMessage());
    }
  }

  void succeeded() {
    if (failing) {
      failing = false;
      logger().log(System.Logger.Level.INFO, "writing to the database works again");
    }
  }

  /// A receiver of results threw, which it must not.
  void receiverFailed(Throwable failure) {
    logger().log(System.Logger.Level.ERROR, "a receiver of stored events failed", failure);
  }

  private static System.Logger logger() { // found when first needed: that costs start-up time
    return System.getLogger(FaultLog.class.getPackageName());
  }
}
