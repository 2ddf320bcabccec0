package org.sallyport.core.place;

import java.util.concurrent.Callable;

/// The network namespace that the gateway itself runs in: the constructor simply runs.
record HostPlace() implements Place {
  @Override
  public <T> T run(Callable<T> constructor) throws Exception {
    return constructor.call();
  }
}
