package io.waggle.simulation.mail;

import io.waggle.api.crypto.KeyVault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keys of somebody in the simulation; nothing of them is on a disk. */
final class HeapVault implements KeyVault {

  private final Map<String, byte[]> secrets = new TreeMap<>();

  @Override
  public Set<String> names() {
    return Set.copyOf(secrets.keySet());
  }

  @Override
  public Optional<byte[]> get(String name) {
    return Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
  }

  @Override
  public void put(String name, byte[] secret) {
    secrets.put(name, secret.clone());
  }

  @Override
  public boolean remove(String name) {
    return secrets.remove(name) != null;
  }

  @Override
  public void close() {
    secrets.clear();
  }
}
