package io.waggle.knownpeers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The machine's resolver, which blocks, on threads that are handed in. */
public record ExecutorResolver(Executor executor) implements NameResolver {

  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    try {
      return CompletableFuture.supplyAsync(() -> ask(host), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static List<InetAddress> ask(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }
}
