package dev.spikebench.results.history;

import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One figure of one backend over the results of a history.
///
/// @param backendId the backend
/// @param backendName its name in the newest result that has it
/// @param key the figure
/// @param points one for each result in the order of time; a null where a result lacks the figure
/// @param steps one for each two points that follow each other
public record HistorySeries(
    String backendId,
    String backendName,
    SummaryKey key,
    List<@Nullable SummaryMetric> points,
    List<HistoryStep> steps) {}
