package dev.spikebench.loadgen.target;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Finds the socket under a leased connection: the library does not hand it out.
final class ReachableChannel {
  private ReachableChannel() {}

  /// The first socket channel that can be reached through the library's own objects.
  static SocketChannel from(Object start) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      Object next = open.remove();
      if (next instanceof SocketChannel channel) {
        return channel;
      }
      if (next instanceof AtomicReference<?> reference) {
        add(reference.get(), open, seen);
      } else {
        addFields(next, open, seen);
      }
    }
    throw new AssertionError("No socket can be reached from " + start);
  }

  private static void addFields(Object owner, Deque<Object> open, Set<Object> seen)
      throws IllegalAccessException {
    for (Class<?> type = owner.getClass(); ours(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          add(field.get(owner), open, seen);
        }
      }
    }
  }

  private static boolean ours(@Nullable Class<?> type) {
    return type != null && type.getName().startsWith("org.apache.hc.");
  }

  private static void add(@Nullable Object value, Deque<Object> open, Set<Object> seen) {
    if (value != null && seen.add(value)) {
      open.add(value);
    }
  }
}
